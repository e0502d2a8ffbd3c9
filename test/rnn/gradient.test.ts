/** What optimisers make of gradients, and the gradient check that learners run. BPTT itself: `cells/suite.ts`. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../src/rnn/analyse/gradient.ts';
import { ACTIVATIONS, DEFAULTS, LOSSES, OPTIMISERS } from '../../src/rnn/config.ts';
import { ENGINES, engineOf } from '../../src/rnn/engine.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { ADAM, MOMENTUM } from '../../src/rnn/optimiser.ts';
import { whole } from '../../src/rnn/portions.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { drawPairs } from '../../src/rnn/sample.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import { copyWeights, MATRICES } from '../../src/rnn/weights.ts';
import { cases, gradientOf } from './differences.ts';

describe.each(ENGINES)('the %s engine', (engine) => {
  test.each(OPTIMISERS)('%s makes of its gradients the steps of its formula', (optimiser) => {
    fc.assert(
      fc.property(cases({ optimiser, rate: 0.1, biases: 'on' }, 3), (one) => {
        const { config, pairs } = one;
        const stepper = engineOf(engine, config).stepper(config, one.weights);
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
          stepper.run(pairs.a, pairs.b, from, config.batch, new Float64Array(3));
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
          const check = whole(checkGradient(config, weights, pairs));
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
        expect(whole(checkGradient(config, weights, pairs))).toMatchObject({ right: true });
        const article = whole(checkGradient({ ...config, gradient: 'article' }, weights, pairs));
        expect(article.fault).toBe(loss === 'squared' ? 'output slope' : 'none');
      }
    }
  });

  test('says of a matrix that none of its derivatives could be told', () => {
    // Biases of 0 and inputs of 0 put every ReLU on its corner.
    const config = { ...DEFAULTS, activation: 'relu', biases: 'on' } as const;
    const weights = initialWeights(config, createRandom(1));
    const { matrices, right } = whole(
      checkGradient(config, weights, {
        a: Uint32Array.of(0),
        b: Uint32Array.of(0),
      }),
    );
    expect(matrices.find(({ name }) => name === 'b')).toMatchObject({ checked: 0, bent: 16, right: null });
    expect(right).toBe(true);
  });

  test('compares weights of every column of a large matrix', () => {
    const config = { ...DEFAULTS, hidden: 64, bits: 4 } as const;
    const weights = initialWeights(config, createRandom(1));
    const { matrices } = whole(
      checkGradient(config, weights, { a: Uint32Array.of(5), b: Uint32Array.of(6) }),
    );
    const { checked = 0, bent = 0 } = matrices.find(({ name }) => name === 'W') ?? {};
    const looked = checked + bent;
    const stride = Math.ceil((64 * 64) / looked);
    expect(looked).toBeLessThan(64 * 64);
    expect(new Set(Array.from({ length: looked }, (_, i) => (i * stride) % 64)).size).toBe(64);
  });

  test("finds the article's slope wrong, in every matrix, and says where the fault is", () => {
    const config = { ...DEFAULTS, gradient: 'article' } as const;
    const weights = initialWeights(config, createRandom(0));
    const check = whole(checkGradient(config, weights, { a: Uint32Array.of(45), b: Uint32Array.of(77) }));
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
    expect(
      whole(checkGradient(config, weights, { a: Uint32Array.of(45), b: Uint32Array.of(77) })).right,
    ).toBe(true);
  });

  test('wants at least one pair', () => {
    const weights = initialWeights(DEFAULTS, createRandom(0));
    const none = { a: new Uint32Array(0), b: new Uint32Array(0) };
    expect(() => whole(checkGradient(DEFAULTS, weights, none))).toThrow('at least one pair');
  });
});
