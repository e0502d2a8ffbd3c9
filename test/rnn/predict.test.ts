/** Single additions and examinations, by a network that is known to add and by others. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { ENGINES } from '../../src/rnn/engine.ts';
import { evaluate } from '../../src/rnn/evaluate.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { predict } from '../../src/rnn/predict.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { zeroWeights } from '../../src/rnn/shape.ts';
import { copyWeights } from '../../src/rnn/weights.ts';
import { ADDER, ADDER_CONFIG, CARRY_UNIT } from './adder.ts';
import { trainWhole } from './run.ts';

const adder = { config: ADDER_CONFIG, weights: ADDER };

describe('a prediction', () => {
  test('is the sum, for numbers of any length', () => {
    const number = fc
      .integer({ min: 1, max: 256 })
      .chain((bits) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }));
    fc.assert(
      fc.property(number, number, (a, b) => {
        const { sum, right } = predict(adder, a, b, 257);
        expect([sum, right]).toEqual([a + b, true]);
      }),
      { numRuns: 50 },
    );
  });

  test('shows bits, certainty, hidden states and the carries behind it', () => {
    const { bits, probabilities, hidden, carries, sum } = predict(adder, 3n, 1n, 4);
    expect(sum).toBe(4n);
    expect(bits).toEqual([0, 0, 1, 0]);
    expect(carries).toEqual([1, 1, 0, 0]);
    expect(probabilities.map((y) => y.toFixed(3))).toEqual(['0.000', '0.000', '1.000', '0.000']);
    expect(hidden.map((z) => Math.round(z[CARRY_UNIT] ?? -1))).toEqual(carries);
    expect(hidden.every((z) => z.length === 4)).toBe(true);
  });

  test('takes a probability of ½ for 0, as np.round does', () => {
    const weights = zeroWeights(DEFAULTS);
    const { probabilities, bits } = predict({ config: DEFAULTS, weights }, 1n, 2n, 3);
    expect(probabilities).toEqual([0.5, 0.5, 0.5]);
    expect(bits).toEqual([0, 0, 0]);
  });

  test('of a network that has blown up is never right', () => {
    const weights = copyWeights(ADDER);
    weights.W.fill(Number.NaN);
    expect(predict({ config: ADDER_CONFIG, weights }, 0n, 0n, 4)).toMatchObject({ sum: 0n, right: false });
  });

  test.each([
    [-1n, 1n, 8],
    [1n, -1n, 8],
    [200n, 56n, 8],
    [0n, 0n, 0],
    [0n, 0n, 258],
    [0n, 0n, 1.5],
  ])('of %s + %s in %s steps is refused', (a, b, steps) => {
    expect(() => predict(adder, a, b, steps)).toThrow(RangeError);
  });

  test('refuses weights that are not those of the configuration', () => {
    expect(() => predict({ config: DEFAULTS, weights: ADDER }, 1n, 1n, 8)).toThrow(
      'W_in must hold 32 numbers',
    );
  });
});

describe.each(ENGINES)('an examination by the %s engine', (engine) => {
  test.each([1, 2, 3, 8])('takes all pairs of %s bits', (bits) => {
    const evaluation = evaluate({ ...ADDER_CONFIG, bits }, ADDER, engine);
    const pairs = 4 ** (bits - 1);
    expect(evaluation).toEqual({
      over: 'all',
      pairs,
      right: pairs,
      accuracy: 1,
      perBit: Array.from({ length: bits }, () => 1),
    });
  });

  test.each([9, 32])('takes 20,000 pairs of %s bits', (bits) => {
    const evaluation = evaluate({ ...ADDER_CONFIG, bits }, ADDER, engine);
    expect(evaluation).toMatchObject({ over: 'sample', pairs: 20_000, right: 20_000 });
  });

  test('agrees with single predictions, sum by sum and bit by bit', () => {
    fc.assert(
      fc.property(
        fc.record({
          hidden: fc.integer({ min: 1, max: 9 }),
          bits: fc.integer({ min: 1, max: 5 }),
          seed: fc.nat(1000),
          biases: fc.constantFrom('on' as const, 'off' as const),
          activation: fc.constantFrom('sigmoid' as const, 'tanh' as const, 'relu' as const),
        }),
        (settings) => {
          const { config, final } = trainWhole({ ...settings, iterations: 60 }, engine);
          const high = 2 ** (config.bits - 1);
          const pairs = Array.from({ length: high * high }, (_, p) =>
            predict({ config, weights: final }, BigInt(Math.floor(p / high)), BigInt(p % high), config.bits),
          );
          const right = pairs.filter((prediction) => prediction.right).length;
          const bitRight = (t: number) =>
            pairs.filter(({ a, b, bits }) => BigInt(bits[t] ?? -1) === ((a + b) >> BigInt(t)) % 2n).length;
          expect(evaluate(config, final, engine)).toEqual({
            over: 'all',
            pairs: pairs.length,
            right,
            accuracy: right / pairs.length,
            perBit: Array.from(
              { length: config.bits },
              (_, t) => 1 - (pairs.length - bitRight(t)) / pairs.length,
            ),
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  test('finds nothing right in a network that has blown up', () => {
    const weights = initialWeights(DEFAULTS, createRandom(0));
    weights.W_out.fill(Number.NaN);
    const evaluation = evaluate(DEFAULTS, weights, engine);
    expect(evaluation.right).toBe(0);
    expect(evaluation.perBit).toEqual(Array.from({ length: 8 }, () => 0));
  });
});
