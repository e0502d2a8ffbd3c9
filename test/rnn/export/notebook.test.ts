/** The notebook's program executed with NumPy, where python3 and NumPy ≥ 2 are on the machine. */
import { describe, expect, test } from 'vitest';
import {
  ACTIVATIONS,
  BIASES,
  GRADIENTS,
  INITS,
  LOSSES,
  OPTIMISERS,
  type TrainConfig,
} from '../../../src/rnn/config.ts';
import { exportNotebook } from '../../../src/rnn/export/notebook.ts';
import { trainWhole } from '../run.ts';
import { executeNotebook, numpy } from './notebook.ts';

/** Every value of every option at least once, in runs that are not chaotic. */
const settings: Partial<TrainConfig>[] = [
  {},
  { gradient: 'article', seed: 1 },
  { activation: 'tanh', init: 'xavier', loss: 'cross-entropy', optimiser: 'adam', rate: 0.01, biases: 'on' },
  { activation: 'relu', init: 'he', std: 0.5, optimiser: 'momentum', rate: 0.002, clip: 0.5, batch: 3 },
  { hidden: 5, bits: 12, biases: 'on', optimiser: 'momentum', rate: 0.01, seed: 4294967295 },
  { bits: 32, hidden: 3, iterations: 40, clip: 1, optimiser: 'adam', rate: 0.02, loss: 'cross-entropy' },
  { bits: 1, hidden: 1, batch: 2 },
  { activation: 'relu', gradient: 'article', seed: 4 },
];
const runs: Partial<TrainConfig>[] = settings.map((set) => ({ iterations: 120, plotInterval: 20, ...set }));

test('the runs below use every value of every option', () => {
  const used = (name: keyof TrainConfig) =>
    new Set(runs.map((run) => trainWhole({ ...run, iterations: 1 }).config[name]));
  expect(used('activation')).toEqual(new Set(ACTIVATIONS));
  expect(used('init')).toEqual(new Set(INITS));
  expect(used('loss')).toEqual(new Set(LOSSES));
  expect(used('gradient')).toEqual(new Set(GRADIENTS));
  expect(used('optimiser')).toEqual(new Set(OPTIMISERS));
  expect(used('biases')).toEqual(new Set(BIASES));
});

if (numpy === null) {
  test('(no python3 with NumPy 2 here: that the notebook repeats the runs was NOT tried)', () => {
    for (const run of runs) expect(JSON.parse(exportNotebook(trainWhole(run))).nbformat).toBe(4);
  });
} else {
  describe(`executed with NumPy ${numpy}, the notebook prints the losses of the run`, () => {
    test.each(runs.map((run) => ({ name: JSON.stringify(run), run })))('$name', ({ run }) => {
      const result = trainWhole(run);
      const { losses, iterations, printed } = executeNotebook(result);
      expect(iterations).toEqual(result.losses.map((_, i) => i * result.config.plotInterval));
      losses.forEach((loss, i) => {
        const expected = result.losses[i] ?? 0;
        if (Number.isNaN(expected)) expect(loss).toBeNaN();
        else expect(Math.abs(loss - expected)).toBeLessThan(1e-9);
      });
      const difference = /^largest difference: (\S+)$/m.exec(printed)?.[1];
      expect(Number(difference)).toBeLessThan(1e-9);
    });
  });
}
