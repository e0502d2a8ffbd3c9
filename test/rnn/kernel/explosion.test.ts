/** What blows up does so in the kernel at the same update as in the readable implementation. */
import { describe, expect, test } from 'vitest';
import { ACTIVATIONS, DEFAULTS, LOSSES, type TrainConfig } from '../../../src/rnn/config.ts';
import { reference } from '../../../src/rnn/reference.ts';
import { zeroWeights } from '../../../src/rnn/shape.ts';
import { MATRICES, type Weights } from '../../../src/rnn/weights.ts';
import { trainWhole } from '../run.ts';
import { kernel, run, start } from './kernel.ts';

const EXPLOSIVE: Record<string, Partial<TrainConfig>> = {
  'ReLU, standard normal': { activation: 'relu', gradient: 'article' },
  'ReLU with cross-entropy and momentum': {
    activation: 'relu',
    loss: 'cross-entropy',
    optimiser: 'momentum',
    rate: 1,
  },
  'ReLU, padded, 16 bits': { activation: 'relu', gradient: 'article', hidden: 17, bits: 16, biases: 'on' },
  'ReLU, clipped too late': { activation: 'relu', std: 10, clip: 1000, rate: 10, batch: 2 },
};

describe.each(Object.entries(EXPLOSIVE))('%s', (_, settings) => {
  test('diverges at the same iteration and for the same cause', () => {
    let diverged = 0;
    for (let seed = 0; seed < 6; seed++) {
      const [fast, readable] = (['kernel', 'reference'] as const).map(
        (engine) => trainWhole({ ...settings, iterations: 300, seed }, engine).outcome,
      );
      if (readable?.kind === 'diverged') diverged++;
      expect(fast?.kind).toBe(readable?.kind);
      if (fast?.kind !== 'diverged' || readable?.kind !== 'diverged') continue;
      expect(fast.divergence.iteration).toBe(readable.divergence.iteration);
      expect(fast.divergence.cause).toBe(readable.divergence.cause);
    }
    if (settings.clip === undefined) expect(diverged).toBeGreaterThan(0);
  });
});

describe('a weight that is', () => {
  const special = [Number.NaN, Infinity, -Infinity, 1e300, -1e300, 1e150, 1e-308, 5e-324, -0];
  test.each(special)('%f is met by both in the same way', (value) => {
    for (const activation of ACTIVATIONS) {
      for (const loss of LOSSES) {
        for (const matrix of MATRICES) {
          // The kernel leaves out W z⁰ = 0. An infinite W, which only ReLU can come to, it meets one step later.
          if (matrix === 'W' && activation !== 'relu' && Math.abs(value) === Infinity) continue;
          const begin = start({ activation, loss, hidden: 3, biases: 'on', seed: 1 }, 1);
          begin.weights[matrix][0] = value;
          const fast = run(kernel(), begin);
          const readable = run(reference, begin);
          const what = `${activation} ${loss} ${matrix}`;
          expect(fast.done, what).toBe(readable.done);
          expect(Array.from(fast.losses, Number.isFinite), what).toEqual(
            Array.from(readable.losses, Number.isFinite),
          );
          const finite = (w: Weights) => MATRICES.map((name) => w[name].every(Number.isFinite));
          expect(finite(fast.weights), what).toEqual(finite(readable.weights));
        }
      }
    }
  });
});

test('an infinite loss is written down, and its update is left out', () => {
  const config: TrainConfig = { ...DEFAULTS, hidden: 2, bits: 3, loss: 'cross-entropy', biases: 'on' };
  const weights = zeroWeights(config);
  weights.c[0] = Infinity;
  const stepper = kernel().stepper(config, weights);
  const losses = new Float64Array(5);
  const pairs = new Uint32Array(5);
  expect(stepper.run(pairs, pairs, 2, 3, losses)).toBe(0);
  expect([...losses]).toEqual([0, 0, Infinity, 0, 0]);
  expect(stepper.read()).toEqual(weights);
});

test('an answer with an output that is not a number is not a number', () => {
  const config: TrainConfig = { ...DEFAULTS, hidden: 2, bits: 3, activation: 'relu' };
  const weights = zeroWeights(config);
  weights.W_in.fill(1e308); // z is 1e308 for one 1, ∞ for two
  weights.W_out[0] = 1;
  weights.W_out[1] = -1; // ∞ − ∞
  const out = new Float64Array(4);
  kernel()
    .stepper(config, weights)
    .answers(Uint32Array.of(0, 1, 3, 2), Uint32Array.of(0, 0, 1, 0), 0, 4, out);
  expect([...out]).toEqual([0, 0, Number.NaN, 0]);
});
