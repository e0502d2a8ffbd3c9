/** Every number that the course states, worked out again: with the engine, or from the definition. */
import { beforeAll, describe, expect, it } from 'vitest';
import { COURSE } from '../../src/lessons/course.ts';
import { SOLVED } from '../../src/lessons/pages/init.ts';
import { HELD } from '../../src/lessons/pages/memory.ts';
import { FADING } from '../../src/lessons/pages/vanishing.ts';
import { ACTIVATION_FUNCTIONS } from '../../src/rnn/activation.ts';
import { cutMemory } from '../../src/rnn/analyse/ablation.ts';
import { accuracyByLength } from '../../src/rnn/analyse/length.ts';
import { ACTIVATIONS, DEFAULTS, INITS, type TrainConfig } from '../../src/rnn/config.ts';
import { evaluate } from '../../src/rnn/evaluate.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createNetwork } from '../../src/rnn/network.ts';
import { whole } from '../../src/rnn/portions.ts';
import { predict } from '../../src/rnn/predict.ts';
import { createRandom } from '../../src/rnn/random.ts';
import type { RunResult } from '../../src/rnn/result.ts';
import { createSequence, writePair } from '../../src/rnn/sequence.ts';
import { weightLengths, zeroWeights } from '../../src/rnn/shape.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { carryIn } from '../rnn/look.ts';

function train(settings: Partial<TrainConfig>): RunResult {
  const training = startTraining({ ...DEFAULTS, ...settings }, { engine: 'kernel' });
  while (!training.done) training.advance(1_000);
  return { ...training.finish(), seconds: 0 };
}

/** Both languages of a page's body state each of these figures. */
function states(id: string, ...figures: readonly string[]): void {
  const page = COURSE.find((each) => each.id === id);
  for (const figure of figures) {
    expect(page?.text.ja, id).toContain(figure);
    expect(page?.text.en, id).toContain(figure);
  }
}

let usual: RunResult;
beforeAll(() => {
  usual = train({ seed: 0 });
});

describe('adding', () => {
  const pairs = Array.from({ length: 128 * 128 }, (_, i) => [i >> 7, i & 127] as const);
  const carryFree = pairs.filter(([a, b]) => (a & b) === 0);

  it('has 16,384 pairs, 2,187 of them without a carry', () => {
    states('rnn', '16,384', '2,187', '13 %');
    expect(pairs.length).toBe(16_384);
    expect(carryFree.length).toBe(2_187);
    expect(Math.round((100 * carryFree.length) / pairs.length)).toBe(13);
  });

  it('is seen in at most 61 % of its pairs by 10,000 rounds, and yet learned whole', () => {
    states('carry', '16,384', '10,000', '61 %');
    expect(Math.floor((100 * 10_000) / 16_384)).toBe(61);
    expect(usual.evaluation.accuracy).toBe(1);
  });

  it('is left with exactly the carry-free sums when W is 0', () => {
    states('weights', '13.3 %', '2,187', '100 %');
    const cut = cutMemory(usual.final);
    expect(evaluate(DEFAULTS, cut).right).toBe(carryFree.length);
    expect(((100 * carryFree.length) / pairs.length).toFixed(1)).toBe('13.3');
    for (const [a, b] of [
      [5, 64],
      [1, 1],
      [127, 1],
    ] as const) {
      const { right } = predict({ config: DEFAULTS, weights: cut }, BigInt(a), BigInt(b), 8);
      expect(right, `${a} + ${b}`).toBe((a & b) === 0);
    }
  });

  it('takes 304 weights, 256 of them in W, and goes on at 16 bits', () => {
    states('weights', '304', '256');
    states('unrolling', '304', '16');
    const { W_in, W, W_out } = weightLengths(DEFAULTS);
    expect([W_in + W + W_out, W]).toEqual([304, 256]);
    expect(whole(accuracyByLength(DEFAULTS, usual.final, [16]))[0]).toMatchObject({
      accuracy: 1,
      miss: null,
    });
  });
});

describe('learning', () => {
  it('starts at 1.7073 and comes to 0.0030 in the article; guessing 0.5 costs 1.0', () => {
    states('loss', '1.7073', '0.0030', '9,900', '1.0');
    const { losses } = train({ seed: 0, gradient: 'article' });
    expect(losses[0]?.toFixed(4)).toBe('1.7073');
    expect(losses[99]?.toFixed(4)).toBe('0.0030');
    expect(8 * 0.5 * 0.5 ** 2).toBe(1);
  });

  it('depends on the learning rate as its page says', () => {
    const share = (rate: number): number => train({ seed: 0, rate }).evaluation.accuracy * 100;
    states('learning-rate', '1.5 %', '2.1 %', '100 %', '5 %');
    expect(share(0.001).toFixed(1)).toBe('1.5');
    expect(share(0.01).toFixed(1)).toBe('2.1');
    expect([share(0.1), share(1)]).toEqual([100, 100]);
    const far = train({ seed: 0, rate: 10 });
    expect(far.evaluation.accuracy).toBeLessThan(0.05);
    // "outputs stick at 0 or 1, where g′ is nearly 0": also where they are wrong
    const { probabilities } = predict({ config: far.config, weights: far.final }, 45n, 77n, 8);
    const stuck = probabilities.filter((y, t) => y > 0.5 !== (((122 >> t) & 1) === 1));
    expect(stuck.length).toBeGreaterThan(0);
    for (const y of stuck) expect(y * (1 - y)).toBeLessThan(0.001);
  });

  it('blows up within a few pairs in the experiment on exploding gradients', () => {
    const { outcome } = train({ seed: 4, activation: 'relu', gradient: 'article' });
    expect(outcome.kind === 'diverged' && outcome.divergence.iteration).toBeLessThan(10);
  });

  it.each(ACTIVATIONS)('succeeds as often, of ten seeds, as the table says: %s', (activation) => {
    for (const init of INITS) {
      const seeds = Array.from({ length: 10 }, (_, seed) => train({ seed, activation, init }));
      const solved = seeds.filter(({ evaluation }) => evaluation.accuracy === 1).length;
      expect(solved, init).toBe(SOLVED[activation][init]);
    }
  });
});

describe('gradients', () => {
  /** ‖δᵗ‖ for t = T…1 over ‖δᵀ‖, when only step T has an error. */
  function fading(config: TrainConfig): number[] {
    const { hidden: H, bits: T } = config;
    const random = createRandom(config.seed);
    const weights = initialWeights(config, random);
    const sequence = createSequence(T);
    writePair(sequence, random.below(2 ** (T - 1)), random.below(2 ** (T - 1)));
    const { cell, forward } = createNetwork(config, T);
    forward(weights, sequence);
    const gradient = zeroWeights(config);
    const norms: number[] = [];
    for (let t = T; t >= 1; t -= 1) {
      const dz = t === T ? weights.W_out : new Float64Array(H);
      cell.backward(weights, t, sequence.a[t] ?? 0, sequence.b[t] ?? 0, dz, gradient);
      norms.push(Math.hypot(...cell.delta.subarray(t * H, (t + 1) * H)));
    }
    return norms.map((norm) => norm / (norms[0] ?? 0));
  }

  const median = (values: readonly number[]): number => {
    const sorted = values.toSorted((a, b) => a - b);
    return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
  };

  it.each([
    { key: 'sigmoid/xavier', activation: 'sigmoid', init: 'xavier' },
    { key: 'tanh/xavier', activation: 'tanh', init: 'xavier' },
    { key: 'relu/he', activation: 'relu', init: 'he' },
    { key: 'relu/normal', activation: 'relu', init: 'normal' },
  ] as const)('fade or grow as drawn: $key', ({ key, activation, init }) => {
    const runs = Array.from({ length: 100 }, (_, seed) => fading({ ...DEFAULTS, activation, init, seed }));
    const medians = Array.from({ length: 8 }, (_, k) => median(runs.map((run) => run[k] ?? Number.NaN)));
    const two = (value: number): number => Number(value.toPrecision(2));
    expect(medians.map(two)).toEqual(FADING[key]);
  });

  it('shrink by 0.25⁸ through the steepest sigmoids, 50,000-fold as measured, and grow 1,000-fold', () => {
    states('vanishing', '0.25⁸ ≈ 1.5 × 10⁻⁵');
    expect((0.25 ** 8).toExponential(1)).toBe('1.5e-5');
    expect(Math.round(1 / FADING['sigmoid/xavier'][7] / 10_000)).toBe(5);
    expect(FADING['relu/normal'][7]).toBe(1000);
  });

  it('have the steepest slopes that the page on activation functions gives', () => {
    const { sigmoid, tanh, relu } = ACTIVATION_FUNCTIONS;
    const steepest = (f: (u: number) => number): number =>
      Math.max(
        ...Array.from({ length: 801 }, (_, i) => (f((i - 400 + 1) / 100) - f((i - 400 - 1) / 100)) / 0.02),
      );
    states('activation', '0.25');
    expect(steepest(sigmoid.f)).toBeCloseTo(0.25, 4);
    expect(steepest(tanh.f)).toBeCloseTo(1, 3);
    expect(steepest(relu.f)).toBeCloseTo(1, 9);
  });

  it('are off at the output in the article: 0.197…0.25, 20 times too large at 0.99', () => {
    states('gradient-check', '0.197', '0.25', '0.99', '20');
    const { sigmoid } = ACTIVATION_FUNCTIONS;
    const article = (y: number): number => sigmoid.slope(sigmoid.f(y));
    expect(article(0)).toBe(0.25);
    expect(article(1).toFixed(3)).toBe('0.197');
    expect(Math.round(article(0.99) / (0.99 * 0.01))).toBe(20);
  });
});

describe('memory', () => {
  it('is read as the last page shows: off one unit, off one by a hair, off all together', () => {
    states('memory', '114,688', '16,384', '13', '0.6', '11', '0.997', '7', '93 %', '100 %', 'biases=on');
    const plain = train({ seed: 0, biases: 'on' });
    const found = carryIn(plain.config, plain.final);
    expect(found).toMatchObject({ states: 114_688, over: 'all' });
    expect(found.teller).toEqual({ unit: HELD.unit, threshold: HELD.bound, accuracy: 1, carry: 'above' });
    const { hidden, carries } = predict({ config: plain.config, weights: plain.final }, 45n, 77n, 8);
    expect(hidden.map((z) => Number((z[HELD.unit] ?? 0).toFixed(2)))).toEqual(HELD.values);
    expect(HELD.values.map((z) => (z > HELD.bound ? 1 : 0))).toEqual(carries);

    const fine = carryIn(usual.config, usual.final);
    expect(fine.teller).toEqual({ unit: 11, threshold: 0.997, accuracy: 1, carry: 'above' });
    const spread = train({ seed: 2 });
    const { teller, probe } = carryIn(spread.config, spread.final);
    expect(teller.unit).toBe(7);
    expect(Math.round(teller.accuracy * 100)).toBe(93);
    expect(probe.accuracy).toBe(1);
    expect(spread.evaluation.accuracy).toBe(1);
  });
});
