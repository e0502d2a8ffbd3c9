/** Every derivative of a cell against finite differences, by every engine that it has. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Cell, RECURRENT_CELLS } from '../../../../src/rnn/cells/index.ts';
import { ACTIVATIONS, BIASES, DEFAULTS, LOSSES, type TrainConfig } from '../../../../src/rnn/config.ts';
import { ENGINES, engineOf } from '../../../../src/rnn/engine.ts';
import { MATRICES } from '../../../../src/rnn/weights.ts';
import { cases, gradientOf, norm, numeric } from '../../differences.ts';
import { trainWhole } from '../../run.ts';
import type { Check } from './check.ts';

/** Most weights of a small network at which a ReLU opens or closes, for each of the gates. */
const CORNERS = 6;

type Options = Pick<TrainConfig, 'activation' | 'loss' | 'biases' | 'clip'>;

const everyOption: readonly Options[] = ACTIVATIONS.flatMap((activation) =>
  LOSSES.flatMap((loss) =>
    BIASES.flatMap((biases) => [0, 0.05].map((clip) => ({ activation, loss, biases, clip }))),
  ),
);

/** The engines that a cell has: the reference in any case. */
function enginesOf(cell: Cell) {
  return ENGINES.filter((engine) => engineOf(engine, { ...DEFAULTS, cell }).name === engine);
}

/** Networks of 1…6 units, 1…6 steps and batches of 1…4, of any seed: all weights and biases of each. */
function compare(cell: Cell, options: Options): void {
  const { activation, clip } = options;
  const corners = activation === 'relu' ? CORNERS * RECURRENT_CELLS[cell].gates : 0;
  for (const engine of enginesOf(cell)) {
    fc.assert(
      fc.property(cases({ cell, gradient: 'true', ...options }), (one) => {
        const bptt = gradientOf(engine, one);
        const unclipped = gradientOf(engine, { ...one, config: { ...one.config, clip: 0 } });
        const length = norm(unclipped);
        const scale = clip > 0 && length > clip ? clip / length : 1;
        let skipped = 0;
        for (const name of MATRICES) {
          bptt[name].forEach((exact, i) => {
            const measured = numeric(engine, one, name, i);
            if (measured === null) {
              skipped++;
              return;
            }
            const size = Math.max(Math.abs(exact), scale * Math.max(1e-2 * length, 1e-3));
            expect(Math.abs(exact - scale * measured) / size).toBeLessThan(1e-6);
          });
        }
        expect(skipped).toBeLessThanOrEqual(corners);
      }),
      // Small already: no smaller one is looked for.
      { numRuns: 12, endOnFailure: true },
    );
  }
}

export const GRADIENT_CHECKS: readonly Check[] = [
  ...everyOption.map((options): Check => {
    const { activation, loss, biases, clip } = options;
    return {
      title: `every gradient is right: ${activation}, ${loss}, biases ${biases}, clip ${clip}`,
      run: (cell) => compare(cell, options),
    };
  }),
  {
    title: 'has the kernel that it says it has',
    run(cell) {
      const name = RECURRENT_CELLS[cell].kernel === 'compiled' ? 'kernel' : 'reference';
      expect(engineOf('kernel', { ...DEFAULTS, cell }).name).toBe(name);
      // A kernel's gradients are right of what it computes, which may be another cell.
      for (const activation of ACTIVATIONS) {
        const config = {
          cell,
          activation,
          biases: 'on',
          hidden: 5,
          bits: 5,
          iterations: 50,
          plotInterval: 1,
        } as const;
        const { losses } = trainWhole(config, 'reference');
        for (const [i, loss] of trainWhole(config, 'kernel').losses.entries()) {
          expect(loss).toBeCloseTo(losses[i] ?? Number.NaN, 9);
        }
      }
    },
  },
];
