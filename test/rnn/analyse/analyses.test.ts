/** What the analyses find in a network whose workings are known (`adder.ts`), and in trained ones. */
import { describe, expect, test } from 'vitest';
import { ablate, cutMemory, silenceUnit } from '../../../src/rnn/analyse/ablation.ts';
import { accuracyByLength, LENGTHS } from '../../../src/rnn/analyse/length.ts';
import { measureMoments } from '../../../src/rnn/analyse/moments.ts';
import { collectStates } from '../../../src/rnn/analyse/states.ts';
import { ENGINES } from '../../../src/rnn/engine.ts';
import { evaluate } from '../../../src/rnn/evaluate.ts';
import { whole } from '../../../src/rnn/portions.ts';
import { predict } from '../../../src/rnn/predict.ts';
import { zeroWeights } from '../../../src/rnn/shape.ts';
import { copyWeights } from '../../../src/rnn/weights.ts';
import { ADDER, ADDER_CONFIG, CARRY_UNIT, IDLE_UNIT } from '../adder.ts';
import { carryIn, componentsOf } from '../look.ts';
import { trainWhole } from '../run.ts';

/** Share of pairs of n-bit numbers that carry out of bit n, weighted over n = 1…7: (1 − 2⁻ⁿ)/2 each. */
const CARRIES = [1, 2, 3, 4, 5, 6, 7].reduce((sum, n) => sum + (1 - 2 ** -n) / 2, 0) / 7;

describe('the hidden states', () => {
  test('are those of every pair at every step, each with its true carry', () => {
    const { config, final } = trainWhole({ bits: 4, hidden: 5, iterations: 300, seed: 2 });
    const seen = new Map<string, { z: number[]; carry: number; pairs: number }>();
    const { count, z, t: steps, a: as, b: bs, carry, pairs } = whole(collectStates(config, final));
    for (let s = 0; s < count; s++) {
      const key = `${steps[s]} ${as[s]} ${bs[s]}`;
      expect(seen.has(key)).toBe(false);
      seen.set(key, {
        z: Array.from(z.subarray(s * 5, s * 5 + 5)),
        carry: carry[s] ?? Number.NaN,
        pairs: pairs[s] ?? Number.NaN,
      });
    }
    expect(seen.size).toBe(4 + 16 + 64);
    const counted = new Map<string, number>();
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b < 8; b++) {
        const { hidden, carries } = predict({ config, weights: final }, BigInt(a), BigInt(b), 4);
        for (let t = 1; t < 4; t++) {
          const key = `${t} ${a % 2 ** t} ${b % 2 ** t}`;
          expect(seen.get(key)).toMatchObject({ z: hidden[t - 1], carry: carries[t - 1] });
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
      }
    }
    for (const [key, count] of counted) expect(seen.get(key)?.pairs).toBe(count);
  });

  test('are all there are up to 8 bits, whatever the network; beyond, those of a seeded sample', () => {
    const large = { ...ADDER_CONFIG, hidden: 160 };
    expect(whole(collectStates(large, zeroWeights(large))).count).toBe(21_844);
    const long = whole(collectStates({ ...ADDER_CONFIG, bits: 12 }, ADDER));
    expect(long.total).toBe(5_000 * 11);
    expect(long.pairs.reduce((sum, pairs) => sum + pairs, 0)).toBe(long.total);
  });

  test('of one bit do not exist', () => {
    const config = { ...ADDER_CONFIG, bits: 1 };
    expect(() => carryIn(config, ADDER)).toThrow('no carry');
  });

  test('have the moments of all states taken together', () => {
    const states = whole(collectStates(ADDER_CONFIG, ADDER));
    const moments = whole(measureMoments(states));
    expect(states.total).toBe(16_384 * 7);
    expect(moments.carries).toBeCloseTo(CARRIES, 12);
    expect(moments.mean[CARRY_UNIT]).toBeCloseTo(CARRIES, 6);
    expect(moments.covariance[CARRY_UNIT * 4 + CARRY_UNIT]).toBeCloseTo(CARRIES * (1 - CARRIES), 6);
    expect(moments.withCarry[CARRY_UNIT]).toBeCloseTo(CARRIES * (1 - CARRIES), 6);
  });
});

describe('the carry', () => {
  test('is found in the unit that holds it', () => {
    const { teller, probe, baseline, correlations } = carryIn(ADDER_CONFIG, ADDER);
    expect(teller).toEqual({ unit: CARRY_UNIT, threshold: 0.5, accuracy: 1, carry: 'above' });
    expect(correlations[CARRY_UNIT]).toBeCloseTo(1, 6);
    expect(probe.accuracy).toBe(1);
    expect(probe.weights[CARRY_UNIT]).toBeCloseTo(1, 4);
    expect(baseline).toBeCloseTo(1 - CARRIES, 12);
    expect(Math.abs(correlations[IDLE_UNIT] ?? 1)).toBeLessThan(0.01);
  });

  test('is looked for in every unit, by its best threshold', () => {
    const { config, final } = trainWhole({ seed: 0, iterations: 10_000 });
    const { teller, accuracies, probe } = carryIn(config, final);
    const { count, z, carry, pairs, total } = whole(collectStates(config, final));
    for (const [unit, accuracy] of accuracies.entries()) {
      const at = (s: number) => z[s * 16 + unit] ?? Number.NaN;
      const order = Array.from({ length: count }, (_, s) => s).sort((p, q) => at(p) - at(q));
      let right = carry.reduce((sum, c, s) => sum + c * (pairs[s] ?? 0), 0);
      let most = Math.max(right, total - right);
      order.forEach((s, k) => {
        right += (carry[s] === 1 ? -1 : 1) * (pairs[s] ?? 0);
        const next = order[k + 1];
        if (next !== undefined && at(next) > at(s)) most = Math.max(most, right, total - right);
      });
      expect(accuracy).toBe(most / total);
    }
    expect(teller.accuracy).toBe(Math.max(...accuracies));
    expect(teller.accuracy).toBeGreaterThan(0.99);
    let told = 0;
    for (let s = 0; s < count; s++) {
      const above = (z[s * 16 + teller.unit] ?? Number.NaN) > teller.threshold;
      if ((above === (teller.carry === 'above') ? 1 : 0) === carry[s]) told += pairs[s] ?? 0;
    }
    expect(told / total).toBe(teller.accuracy);
    expect(probe.accuracy).toBeGreaterThan(0.99);
  });

  test.each([
    { activation: 'relu', std: 10, iterations: 3_000, seed: 2 },
    { hidden: 3, iterations: 20_000, seed: 1 },
    { iterations: 2_000, seed: 0 },
  ] as const)(
    'by one unit is a straight cut, too: the best that is found is no worse with %o',
    (settings) => {
      const { config, final } = trainWhole(settings);
      const { teller, probe } = carryIn(config, final);
      expect(probe.accuracy).toBeGreaterThanOrEqual(teller.accuracy);
      const H = config.hidden;
      const { count, z, carry, pairs, total } = whole(collectStates(config, final));
      let told = 0;
      for (let s = 0; s < count; s++) {
        const along = probe.weights.reduce((sum, w, i) => sum + w * (z[s * H + i] ?? Number.NaN), probe.bias);
        if ((along > 0.5 ? 1 : 0) === carry[s]) told += pairs[s] ?? 0;
      }
      expect(told / total).toBeCloseTo(probe.accuracy, 3);
    },
  );

  test('is looked for in units as large as ReLU makes them', () => {
    const large = copyWeights(ADDER);
    for (const name of ['W_in', 'b'] as const) large[name].set(large[name].map((w) => w * 1e60));
    const { probe, teller } = carryIn({ ...ADDER_CONFIG, activation: 'relu' }, large);
    expect(teller.accuracy).toBeGreaterThan(0.5);
    expect(probe.accuracy).toBeGreaterThan(0.5);
  });

  test('is not found where a network has blown up', () => {
    const blown = copyWeights(ADDER);
    blown.W_in.fill(1e300);
    const { correlations, probe, teller } = carryIn({ ...ADDER_CONFIG, activation: 'relu' }, blown);
    expect(correlations).toEqual([0, 0, 0, 0]);
    // One unit's threshold is the only cut that is left.
    expect(probe.accuracy).toBe(teller.accuracy);
  });

  test('is not in a network whose units never change', () => {
    const silent = zeroWeights(ADDER_CONFIG);
    const { teller, correlations, probe, baseline } = carryIn(ADDER_CONFIG, silent);
    expect(correlations).toEqual([0, 0, 0, 0]);
    expect(teller.accuracy).toBeCloseTo(baseline, 12);
    expect(probe.accuracy).toBeCloseTo(baseline, 12);
  });
});

describe('the principal components', () => {
  test('separate the carries of the known network along the first direction', () => {
    const { explained, directions, points } = componentsOf(ADDER_CONFIG, ADDER, 500);
    expect(explained[0]).toBeGreaterThan(explained[1]);
    expect(explained[0] + explained[1]).toBeLessThanOrEqual(1 + 1e-12);
    for (const direction of directions) expect(Math.hypot(...direction)).toBeCloseTo(1, 12);
    expect(points.length).toBeGreaterThan(400);
    expect(points.length).toBeLessThanOrEqual(500);
    const xs = (wanted: number) => points.filter(({ carry }) => carry === wanted).map(({ x }) => x);
    expect(Math.max(...xs(0))).toBeLessThan(Math.min(...xs(1)));
  });

  test('explain as much as the points vary, when all are shown', () => {
    const { config, final } = trainWhole({ bits: 2, hidden: 3, iterations: 100 });
    const { explained, points } = componentsOf(config, final);
    // With 2 bits each of the four states of step 1 holds the same number of pairs.
    expect(points).toHaveLength(4);
    const spread = (values: number[]) => values.reduce((sum, value) => sum + value * value, 0) / 4;
    expect(points.reduce((sum, { x }) => sum + x, 0)).toBeCloseTo(0, 12);
    const ratio = spread(points.map(({ x }) => x)) / spread(points.map(({ y }) => y));
    expect(ratio).toBeCloseTo(explained[0] / explained[1], 6);
  });

  test('of a single unit are one direction', () => {
    const { config, final } = trainWhole({ hidden: 1, iterations: 100 });
    const { explained, directions } = componentsOf(config, final);
    expect(explained).toEqual([1, 0]);
    expect(directions).toEqual([[1], [0]]);
  });
});

describe.each(ENGINES)('taking parts out (%s engine)', (engine) => {
  test('tells the units that matter from the one that does not', () => {
    const { intact, withoutUnit } = whole(ablate(ADDER_CONFIG, ADDER, { engine }));
    expect(intact).toBe(1);
    expect(withoutUnit[IDLE_UNIT]).toBe(1);
    for (const unit of [0, CARRY_UNIT, 2]) expect(withoutUnit[unit]).toBeLessThan(0.7);
  });

  test('without W only the sums without a carry are right: 3⁷ of 4⁷', () => {
    expect(evaluate(ADDER_CONFIG, cutMemory(ADDER), engine).right).toBe(3 ** 7);
    const { withoutMemory, pairs } = whole(ablate(ADDER_CONFIG, ADDER, { engine }));
    expect(pairs).toBe(4 ** 7);
    expect(withoutMemory).toBe((3 / 4) ** 7);
  });

  test('examines a large network whole and without memory on all sums, its units on a sample', () => {
    const { config, final } = trainWhole({ hidden: 160, init: 'xavier', seed: 1, iterations: 20 });
    const found = whole(ablate(config, final));
    expect(found.pairs).toBe(4 ** 7);
    expect(found.unitPairs).toBeLessThan(4 ** 7);
    expect(found.intact).toBe(evaluate(config, final).accuracy);
    expect(found.withoutMemory).toBe(evaluate(config, cutMemory(final)).accuracy);
  });

  test('leaves the network itself as it was', () => {
    const silenced = silenceUnit(ADDER, CARRY_UNIT);
    expect(silenced.W_out[CARRY_UNIT]).toBe(0);
    expect(ADDER.W_out[CARRY_UNIT]).not.toBe(0);
    expect(() => silenceUnit(ADDER, 4)).toThrow('from 0 to 3');
  });
});

describe('the accuracy by length', () => {
  test('is perfect at every length for a network that adds', () => {
    const byLength = whole(accuracyByLength(ADDER_CONFIG, ADDER));
    expect(byLength.map(({ length }) => length)).toEqual([...LENGTHS]);
    for (const { accuracy, bitAccuracy, right, pairs, hard, miss } of byLength) {
      expect([accuracy, bitAccuracy, right]).toEqual([1, 1, pairs]);
      expect([hard.accuracy, hard.right, miss]).toEqual([1, hard.pairs, null]);
    }
    // Of every length, not only of those that are listed.
    const [first] = byLength;
    expect(byLength.reduce((sum, { hard }) => sum + hard.pairs, 0)).toBe(256 * (first?.hard.pairs ?? 0));
  });

  test('of a network without memory falls with every bit, to none', () => {
    const byLength = whole(accuracyByLength(ADDER_CONFIG, cutMemory(ADDER), [1, 2, 64]));
    // Both numbers begin with a 1, whose carry is lost.
    expect(byLength.map(({ accuracy }) => accuracy)).toEqual([0, 0, 0]);
    expect(byLength[0]).toMatchObject({ bitAccuracy: 0.5, miss: { length: 1, a: 1n, b: 1n } });
  });

  test.each([0, 257, 1.5])('is not known for length %s', (length) => {
    expect(() => whole(accuracyByLength(ADDER_CONFIG, ADDER, [length]))).toThrow('from 1 to 256');
  });
});
