/** The kernel's own sigmoid, tanh and softplus, seen through networks of one unit and one step. */
import { expect, test } from 'vitest';
import { DEFAULTS, type TrainConfig } from '../../../src/rnn/config.ts';
import { createRandom } from '../../../src/rnn/random.ts';
import { kernel } from './kernel.ts';

const ONE_STEP: TrainConfig = { ...DEFAULTS, hidden: 1, bits: 1, biases: 'on' };

/** The loss of the pair 0 + 0 (d = 0) with these weights and W_in = W = 0. */
function lossOf(settings: Partial<TrainConfig>, weights: { b: number; W_out: number; c: number }): number {
  const stepper = kernel().stepper(
    { ...ONE_STEP, ...settings },
    {
      W_in: new Float64Array(2),
      W: new Float64Array(1),
      W_out: Float64Array.of(weights.W_out),
      b: Float64Array.of(weights.b),
      c: Float64Array.of(weights.c),
    },
  );
  const losses = new Float64Array(1);
  stepper.run(new Uint32Array(1), new Uint32Array(1), 0, 1, losses);
  return losses[0] ?? Number.NaN;
}

/** Arguments of every size, both signs. */
function* someNumbers(): Generator<number> {
  const random = createRandom(3);
  for (let x = -40; x <= 40; x += 1 / 16) yield x;
  for (let i = 0; i < 2000; i++) yield (2 * random.uniform() - 1) * 10 ** (8 * random.uniform() - 5);
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

test('σ is right to 4e-16, and to 1e-15 · (1 + |x|) of its value', () => {
  for (const x of someNumbers()) {
    const y = Math.sqrt(2 * lossOf({}, { b: 0, W_out: 0, c: x })); // E = ½ y²
    expect(Math.abs(y - sigmoid(x)), `σ(${x})`).toBeLessThanOrEqual(4e-16);
    if (x > -300) {
      expect(Math.abs(y / sigmoid(x) - 1), `σ(${x})`).toBeLessThanOrEqual(1e-15 * (1 + Math.abs(x)));
    }
  }
});

test('σ reaches 0 and 1', () => {
  expect(lossOf({}, { b: 0, W_out: 0, c: -800 })).toBe(0);
  expect(lossOf({}, { b: 0, W_out: 0, c: 800 })).toBe(0.5);
});

test('tanh is right to 3e-15 of its value', () => {
  for (const x of someNumbers()) {
    if (x === 0) continue;
    // With c = 1000 the softplus is its argument, v = W_out z + c; 2^40 brings out the last digits of z.
    const scale = 2 ** 40 / Math.max(2 ** -20, Math.abs(Math.tanh(x)));
    const v = lossOf(
      { activation: 'tanh', loss: 'cross-entropy' },
      { b: Math.abs(x), W_out: scale, c: 1000 },
    );
    const z = (v - 1000) / scale;
    expect(Math.abs(z / Math.tanh(Math.abs(x)) - 1), `tanh(${x})`).toBeLessThanOrEqual(3e-15);
  }
});

test('softplus is right to 1e-15 and to 1e-15 · (1 + |x|) of its value, and finite for every finite v', () => {
  for (const x of someNumbers()) {
    const softplus = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    const E = lossOf({ loss: 'cross-entropy' }, { b: 0, W_out: 0, c: x });
    expect(Math.abs(E - softplus), `softplus(${x})`).toBeLessThanOrEqual(1e-15 * Math.max(1, x));
    if (x > -300) {
      expect(Math.abs(E / softplus - 1), `softplus(${x})`).toBeLessThanOrEqual(1e-15 * (1 + Math.abs(x)));
    }
  }
  expect(lossOf({ loss: 'cross-entropy' }, { b: 0, W_out: 0, c: Number.MAX_VALUE })).toBe(Number.MAX_VALUE);
  expect(lossOf({ loss: 'cross-entropy' }, { b: 0, W_out: 0, c: -Number.MAX_VALUE })).toBeLessThan(1e-290);
});
