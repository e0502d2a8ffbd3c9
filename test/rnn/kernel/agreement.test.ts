/** The kernel gives what the readable implementation gives, for every setting. */
import { describe, expect, test } from 'vitest';
import {
  ACTIVATIONS,
  BIASES,
  GRADIENTS,
  LOSSES,
  OPTIMISERS,
  type TrainConfig,
} from '../../../src/rnn/config.ts';
import { engineOn } from '../../../src/rnn/kernel/engine.ts';
import { createPool, instantiate } from '../../../src/rnn/kernel/machine.ts';
import { kernelModule } from '../../../src/rnn/kernel/module.ts';
import { reference } from '../../../src/rnn/reference.ts';
import { MATRICES } from '../../../src/rnn/weights.ts';
import { difference, kernel, run, start } from './kernel.ts';

/** Updates compared: few, for where training is chaotic a difference in the last digit grows tenfold by the update. */
const UPDATES = 4;

function expectAgreement(settings: Partial<TrainConfig>, tolerance: number): void {
  const begin = start({ init: 'xavier', rate: 0.05, ...settings }, UPDATES);
  const fast = run(kernel(), begin);
  const readable = run(reference, begin);
  const what = JSON.stringify(settings);
  expect(fast.done, what).toBe(readable.done);
  expect(difference(fast.losses, readable.losses), what).toBeLessThan(tolerance);
  for (const name of MATRICES) {
    expect(difference(fast.weights[name], readable.weights[name]), `${name} ${what}`).toBeLessThan(tolerance);
  }
}

describe.each(ACTIVATIONS)('%s', (activation) => {
  test.each(OPTIMISERS)('with %s: all losses, slopes, biases, clipping and batches to 1e-12', (optimiser) => {
    let seed = 0;
    for (const loss of LOSSES) {
      for (const gradient of GRADIENTS) {
        for (const biases of BIASES) {
          for (const clip of [0, 0.3]) {
            for (const batch of [1, 3]) {
              const rate = optimiser === 'adam' ? 0.01 : 0.05;
              seed++;
              expectAgreement(
                { activation, optimiser, loss, gradient, biases, clip, batch, rate, seed },
                1e-12,
              );
            }
          }
        }
      }
    }
  });

  test('every hidden size up to 40, and large ones', () => {
    const sizes = [...Array.from({ length: 40 }, (_, i) => i + 1), 63, 64, 100, 255, 256];
    for (const hidden of sizes) expectAgreement({ activation, hidden, biases: 'on' }, 1e-12);
  });

  test('every sequence length', () => {
    // Over more steps rounding differences are multiplied more often.
    for (let bits = 1; bits <= 32; bits++) {
      expectAgreement({ activation, bits, hidden: 6, std: 0.5 }, bits <= 8 ? 1e-12 : 1e-10);
    }
  });
});

test('a thousand updates of the article stay together', () => {
  const begin = start({ gradient: 'article' }, 1000);
  const { config, weights, pairs } = begin;
  const steppers = [kernel(), reference].map((engine) => engine.stepper(config, weights));
  const [fast, readable] = steppers.map((stepper) => {
    const losses = new Float64Array(1000);
    for (let k = 0; k < 1000; k += 100) stepper.run(pairs.a, pairs.b, k, 100, losses);
    return losses;
  });
  expect(difference(fast ?? new Float64Array(), readable ?? new Float64Array())).toBeLessThan(1e-12);
});

test.each([1, 5, 8, 12, 32])('answers of %i bits agree, whatever the order of the pairs', (bits) => {
  const { config, weights, pairs } = start({ bits, hidden: 7, seed: bits }, 5000);
  const count = pairs.a.length;
  const walk = Uint32Array.from(pairs.a.keys()).sort((p, q) => (pairs.a[p] ?? 0) - (pairs.a[q] ?? 0));
  const orders = [pairs, { a: walk.map((p) => pairs.a[p] ?? 0), b: walk.map((p) => pairs.b[p] ?? 0) }];
  for (const { a, b } of orders) {
    const [fast, readable] = [kernel(), reference].map((engine) => {
      const out = new Float64Array(count);
      const stepper = engine.stepper(config, weights);
      stepper.answers(a, b, 3, count - 3, out);
      return out;
    });
    expect(fast).toEqual(readable);
  }
});

test('padded weights stay exactly 0', () => {
  const { config, weights, pairs } = start({ hidden: 5, biases: 'on', optimiser: 'adam', clip: 1 }, 50);
  const module = kernelModule();
  if (module === undefined) throw new Error('no kernel');
  const exports = instantiate(module);
  const stepper = engineOn(createPool(() => exports, 1)).stepper(config, weights);
  stepper.run(pairs.a, pairs.b, 0, 50, new Float64Array(50));
  // H = 5 is padded to 8: rows 0…7 W, 8…9 W_in, 10 b, 11 unused, 12 W_out, 13 c.
  const at = new Float64Array(exports.memory.buffer, exports.PARAMETERS.value, 13 * 8 + 2);
  const padded = at.filter((_, i) => {
    const [row, column] = [Math.floor(i / 8), i % 8];
    return row === 13 ? column > 0 : column >= 5 || (row >= 5 && row < 8) || row === 11;
  });
  expect(padded.every((weight) => weight === 0)).toBe(true);
  expect(at.filter((weight) => weight !== 0)).toHaveLength(5 * 5 + 2 * 5 + 5 + 5 + 1);
});
