/** BPTT against finite differences, for random small networks with every combination of options. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../src/rnn/analyse/gradient.ts';
import {
  ACTIVATIONS,
  BIASES,
  DEFAULTS,
  INITS,
  LOSSES,
  OPTIMISERS,
  type TrainConfig,
} from '../../src/rnn/config.ts';
import { ENGINES, engineOf } from '../../src/rnn/engine.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createNetwork } from '../../src/rnn/network.ts';
import { ADAM, MOMENTUM } from '../../src/rnn/optimiser.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { drawPairs, type Pairs } from '../../src/rnn/sample.ts';
import { createSequence, writePair } from '../../src/rnn/sequence.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import { copyWeights, MATRICES, type Weights } from '../../src/rnn/weights.ts';

type Case = { readonly config: TrainConfig; readonly weights: Weights; readonly pairs: Pairs };

/** Small networks with random weights and biases, and the pairs of `updates` updates. */
function cases(settings: Partial<TrainConfig>, updates = 1): fc.Arbitrary<Case> {
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
function totalLoss(engine: (typeof ENGINES)[number], { config, pairs }: Case, weights: Weights): number {
  const losses = new Float64Array(1);
  engineOf(engine, 'rnn').stepper(config, weights).run(pairs.a, pairs.b, 0, 1, losses);
  return (losses[0] ?? Number.NaN) * config.batch;
}

/** What one update of plain gradient descent with rate 1 takes away: the (clipped) gradient. */
function gradientOf(engine: (typeof ENGINES)[number], { config, weights, pairs }: Case): Weights {
  const sgd = { ...config, optimiser: 'sgd', rate: 1 } as const;
  const stepper = engineOf(engine, 'rnn').stepper(sgd, weights);
  expect(stepper.run(pairs.a, pairs.b, 0, 1, new Float64Array(1))).toBe(1);
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
function numeric(engine: (typeof ENGINES)[number], one: Case, name: keyof Weights, i: number): number | null {
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
    return Array.from(network.cell.states.z, (z) => (z > 0 ? 1 : 0)).join('');
  }).join(' ');
}

function norm(weights: Weights): number {
  return Math.sqrt(MATRICES.reduce((sum, name) => sum + weights[name].reduce((s, w) => s + w * w, 0), 0));
}

describe.each(ENGINES)('the %s engine', (engine) => {
  for (const activation of ACTIVATIONS) {
    for (const loss of LOSSES) {
      for (const biases of BIASES) {
        for (const clip of [0, 0.05]) {
          test(`${activation}, ${loss}, biases ${biases}, clip ${clip}: every gradient is right`, () => {
            fc.assert(
              fc.property(cases({ activation, loss, biases, clip }), (one) => {
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
                expect(skipped).toBeLessThanOrEqual(activation === 'relu' ? 6 : 0);
              }),
              { numRuns: 12 },
            );
          });
        }
      }
    }
  }

  test.each(OPTIMISERS)('%s makes of its gradients the steps of its formula', (optimiser) => {
    fc.assert(
      fc.property(cases({ optimiser, rate: 0.1, biases: 'on' }, 3), (one) => {
        const { config, pairs } = one;
        const stepper = engineOf(engine, 'rnn').stepper(config, one.weights);
        const expected = copyWeights(one.weights);
        const m = zeroWeights(config);
        const v = zeroWeights(config);
        for (let k = 1; k <= 3; k++) {
          const from = (k - 1) * config.batch;
          const own = { a: pairs.a.slice(from), b: pairs.b.slice(from) };
          const gradient = gradientOf(engine, { config, weights: expected, pairs: own });
          for (const name of MATRICES) {
            for (const [i, g] of gradient[name].entries()) {
              expected[name][i] =
                (expected[name][i] ?? 0) - 0.1 * direction(optimiser, m[name], v[name], i, g, k);
            }
          }
          stepper.run(pairs.a, pairs.b, k - 1, 1, new Float64Array(3));
        }
        const got = stepper.read();
        // Adam divides by √v̂: where a gradient is all rounding, so is its step.
        for (const name of MATRICES) {
          got[name].forEach((w, i) => {
            if (Math.sqrt(v[name][i] ?? 0) > 1e-9 || optimiser !== 'adam') {
              expect(Math.abs(w - (expected[name][i] ?? Number.NaN))).toBeLessThan(1e-6);
            }
          });
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** What the rate is multiplied with, by the textbook. Updates the memory m, v. */
function direction(
  optimiser: (typeof OPTIMISERS)[number],
  m: Float64Array,
  v: Float64Array,
  i: number,
  g: number,
  k: number,
): number {
  if (optimiser === 'sgd') return g;
  if (optimiser === 'momentum') {
    m[i] = MOMENTUM * (m[i] ?? 0) + g;
    return m[i] ?? 0;
  }
  m[i] = ADAM.beta1 * (m[i] ?? 0) + (1 - ADAM.beta1) * g;
  v[i] = ADAM.beta2 * (v[i] ?? 0) + (1 - ADAM.beta2) * g * g;
  return (
    (m[i] ?? 0) / (1 - ADAM.beta1 ** k) / (Math.sqrt((v[i] ?? 0) / (1 - ADAM.beta2 ** k)) + ADAM.epsilon)
  );
}

describe('the gradient check that learners run', () => {
  test('finds every gradient right with the true slope', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIVATIONS).chain((activation) => cases({ activation, biases: 'on' })),
        ({ config, weights, pairs }) => {
          const check = checkGradient(config, weights, pairs);
          expect(check).toMatchObject({ right: true, fault: 'none' });
          expect(check.matrices.map(({ name }) => name)).toEqual([...MATRICES]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([0.001, 0.01, 0.1, 1, 2])('raises no false alarm with initial weights of std %d', (std) => {
    for (const activation of ACTIVATIONS) {
      for (const loss of LOSSES) {
        const config = { ...DEFAULTS, activation, loss, std, bits: 16, hidden: 8 } as const;
        const random = createRandom(1);
        const weights = initialWeights(config, random);
        const pairs = { a: new Uint32Array(3), b: new Uint32Array(3) };
        drawPairs(random, 16, 3, pairs);
        expect(checkGradient(config, weights, pairs)).toMatchObject({ right: true });
        const article = checkGradient({ ...config, gradient: 'article' }, weights, pairs);
        expect(article.fault).toBe(loss === 'squared' ? 'output slope' : 'none');
      }
    }
  });

  test('says of a matrix that none of its derivatives could be told', () => {
    // Biases of 0 and inputs of 0 put every ReLU on its corner.
    const config = { ...DEFAULTS, activation: 'relu', biases: 'on' } as const;
    const weights = initialWeights(config, createRandom(1));
    const { matrices, right } = checkGradient(config, weights, {
      a: Uint32Array.of(0),
      b: Uint32Array.of(0),
    });
    expect(matrices.find(({ name }) => name === 'b')).toMatchObject({ checked: 0, bent: 16, right: null });
    expect(right).toBe(true);
  });

  test('compares weights of every column of a large matrix', () => {
    const config = { ...DEFAULTS, hidden: 64, bits: 4 } as const;
    const weights = initialWeights(config, createRandom(1));
    const { matrices } = checkGradient(config, weights, { a: Uint32Array.of(5), b: Uint32Array.of(6) });
    const { checked = 0, bent = 0 } = matrices.find(({ name }) => name === 'W') ?? {};
    const looked = checked + bent;
    const stride = Math.ceil((64 * 64) / looked);
    expect(looked).toBeLessThan(64 * 64);
    expect(new Set(Array.from({ length: looked }, (_, i) => (i * stride) % 64)).size).toBe(64);
  });

  test("finds the article's slope wrong, in every matrix, and says where the fault is", () => {
    const config = { ...DEFAULTS, gradient: 'article' } as const;
    const weights = initialWeights(config, createRandom(0));
    const check = checkGradient(config, weights, { a: Uint32Array.of(45), b: Uint32Array.of(77) });
    expect(check).toMatchObject({ right: false, fault: 'output slope' });
    expect(check.matrices.map(({ name, right }) => [name, right])).toEqual([
      ['W_in', false],
      ['W', false],
      ['W_out', false],
    ]);
    for (const { worst, maxRelativeError } of check.matrices) {
      expect(maxRelativeError).toBeGreaterThan(0.01);
      expect(worst.bptt).not.toBeCloseTo(worst.numeric, 6);
    }
  });

  test("cross-entropy leaves nothing for the article's slope to spoil", () => {
    const config = { ...DEFAULTS, gradient: 'article', loss: 'cross-entropy' } as const;
    const weights = initialWeights(config, createRandom(0));
    expect(checkGradient(config, weights, { a: Uint32Array.of(45), b: Uint32Array.of(77) }).right).toBe(true);
  });

  test('wants at least one pair', () => {
    const weights = initialWeights(DEFAULTS, createRandom(0));
    const none = { a: new Uint32Array(0), b: new Uint32Array(0) };
    expect(() => checkGradient(DEFAULTS, weights, none)).toThrow('at least one pair');
  });
});
