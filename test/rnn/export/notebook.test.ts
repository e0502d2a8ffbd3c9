/** The notebook's program executed with NumPy, where python3 and NumPy ≥ 2 are on the machine. */
import { spawnSync } from 'node:child_process';
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
import type { RunResult } from '../../../src/rnn/result.ts';
import { trainWhole } from '../run.ts';

const version = spawnSync('python3', ['-c', 'import numpy; print(numpy.__version__)'], { encoding: 'utf8' });
const numpy = version.status === 0 && Number.parseInt(version.stdout, 10) >= 2 ? version.stdout.trim() : null;

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

/** Reads a notebook from its input and executes its code cells in one namespace. */
const EXECUTE = `
import json, sys
scope = {}
for cell in json.load(sys.stdin)["cells"]:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), scope)
`;

function printedLosses(result: RunResult): { losses: number[]; iterations: number[]; printed: string } {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', EXECUTE], {
    input: exportNotebook(result),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const lines = [...stdout.matchAll(/^iters: (\d+) {2}loss: (\S+) /gm)];
  return {
    iterations: lines.map(([, iteration]) => Number(iteration)),
    losses: lines.map(([, , loss]) => Number(loss)),
    printed: stdout,
  };
}

if (numpy === null) {
  test('(no python3 with NumPy 2 here: that the notebook repeats the runs was NOT tried)', () => {
    for (const run of runs) expect(JSON.parse(exportNotebook(trainWhole(run))).nbformat).toBe(4);
  });
} else {
  describe(`executed with NumPy ${numpy}, the notebook prints the losses of the run`, () => {
    test.each(runs.map((run) => ({ name: JSON.stringify(run), run })))('$name', ({ run }) => {
      const result = trainWhole(run);
      const { losses, iterations, printed } = printedLosses(result);
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
