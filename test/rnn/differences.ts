/** What the loss really does when a weight is moved: the oracle of all gradients. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { DEFAULTS, INITS, type TrainConfig } from '../../src/rnn/config.ts';
import { type EngineName, engineOf } from '../../src/rnn/engine.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createNetwork } from '../../src/rnn/network.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { drawPairs, type Pairs } from '../../src/rnn/sample.ts';
import { createSequence, writePair } from '../../src/rnn/sequence.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import { copyWeights, MATRICES, type Weights } from '../../src/rnn/weights.ts';

/** A small network, and the pairs that it is to learn from. */
export type Case = { readonly config: TrainConfig; readonly weights: Weights; readonly pairs: Pairs };

/** Small networks with random weights and biases, and the pairs of `updates` updates. */
export function cases(settings: Partial<TrainConfig>, updates = 1): fc.Arbitrary<Case> {
  return fc
    .record({
      init: fc.constantFrom(...INITS),
      std: fc.constantFrom(0.5, 1),
      hidden: fc.integer({ min: 1, max: 6 }),
      bits: fc.integer({ min: 1, max: 6 }),
      batch: fc.integer({ min: 1, max: 4 }),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    })
    .map((drawn) => {
      const config: TrainConfig = { ...DEFAULTS, rate: 1, ...drawn, ...settings };
      const random = createRandom(config.seed);
      const weights = initialWeights(config, random);
      for (const name of ['b', 'c'] as const) {
        for (let i = 0; i < weights[name].length; i++) weights[name][i] = random.normal();
      }
      const count = updates * config.batch;
      const pairs = { a: new Uint32Array(count), b: new Uint32Array(count) };
      drawPairs(random, config.bits, count, pairs);
      return { config, weights, pairs };
    });
}

/** The loss of these weights over the batch, summed. NaN if it is not finite. */
function totalLoss(engine: EngineName, { config, pairs }: Case, weights: Weights): number {
  const losses = new Float64Array(1);
  engineOf(engine, config).stepper(config, weights).run(pairs.a, pairs.b, 0, config.batch, losses);
  return (losses[0] ?? Number.NaN) * config.batch;
}

/** What one update of plain gradient descent with rate 1 takes away: the (clipped) gradient. */
export function gradientOf(engine: EngineName, { config, weights, pairs }: Case): Weights {
  const sgd = { ...config, optimiser: 'sgd', rate: 1 } as const;
  const stepper = engineOf(engine, sgd).stepper(sgd, weights);
  expect(stepper.run(pairs.a, pairs.b, 0, config.batch, new Float64Array(1))).toBe(1);
  const after = stepper.read();
  const gradient = zeroWeights(config);
  for (const name of MATRICES) {
    gradient[name].forEach((_, i) => {
      gradient[name][i] = (weights[name][i] ?? 0) - (after[name][i] ?? 0);
    });
  }
  return gradient;
}

/**
 * Central differences over four points, with the largest step over which the loss is smooth: there the
 * two-point difference, with an error ∝ h², is right to 10⁻⁴, and the four-point one to about 10⁻⁸. Null
 * where no step is small enough: a ReLU opens or closes there.
 */
export function numeric(engine: EngineName, one: Case, name: keyof Weights, i: number): number | null {
  const at = (h: number) => {
    const moved = copyWeights(one.weights);
    moved[name][i] = (moved[name][i] ?? 0) + h;
    return totalLoss(engine, one, moved);
  };
  for (const h of [1e-3, 1e-4, 1e-5]) {
    const near = (at(h) - at(-h)) / (2 * h);
    const far = (at(2 * h) - at(-2 * h)) / (4 * h);
    const slope = (4 * near - far) / 3;
    const open = openUnits(one, name, i, -2 * h);
    if ([-h, h, 2 * h].some((move) => openUnits(one, name, i, move) !== open)) continue;
    if (Math.abs(near - slope) <= 1e-4 * Math.max(Math.abs(slope), 1e-3)) return slope;
  }
  return null;
}

/** Which ReLUs are open at which step of which pair, as text; nothing for smooth activations. */
function openUnits({ config, weights, pairs }: Case, name: keyof Weights, i: number, move: number): string {
  if (config.activation !== 'relu') return '';
  const moved = copyWeights(weights);
  moved[name][i] = (moved[name][i] ?? 0) + move;
  const network = createNetwork(config, config.bits);
  const sequence = createSequence(config.bits);
  return Array.from(pairs.a.subarray(0, config.batch), (a, p) => {
    writePair(sequence, a, pairs.b[p] ?? 0);
    network.forward(moved, sequence);
    return network.cell.activated.map((rows) => rows.map((z) => (z > 0 ? 1 : 0)).join('')).join(' ');
  }).join(' ');
}

export function norm(weights: Weights): number {
  return Math.sqrt(MATRICES.reduce((sum, name) => sum + weights[name].reduce((s, w) => s + w * w, 0), 0));
}
