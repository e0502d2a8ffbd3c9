/** Whether a network has learned to add, or to add short numbers: its accuracy on numbers of other lengths. */
import type { TrainConfig } from '../config.ts';
import { multiplications, stepCost } from '../cost.ts';
import { bitOf, createNetwork } from '../network.ts';
import { createPace, type Portions, untold } from '../portions.ts';
import { createRandom, type Random } from '../random.ts';
import { createSequence, writeBigPair } from '../sequence.ts';
import { checkConfig, checkWeights } from '../validate.ts';
import type { Weights } from '../weights.ts';
import { hardPatterns, type Pattern } from './hard-sums.ts';

/** A sum that a network gets wrong. */
export type Miss = {
  /** Bits of the longer number. */
  readonly length: number;
  readonly a: bigint;
  readonly b: bigint;
};

export type LengthAccuracy = {
  /** Bits of the numbers. */
  readonly length: number;
  /** Random pairs, the highest bit of both is 1. */
  readonly pairs: number;
  /** Pairs whose every bit is right. */
  readonly right: number;
  /** right / pairs, 0…1. */
  readonly accuracy: number;
  /** Share of right bits, 0…1. */
  readonly bitAccuracy: number;
  /**
   * Pairs made to be hard (`hard-sums.ts`): among random ones a carry seldom runs through more than a few columns. They
   * are of every length from the one after the last that is listed up to this one.
   */
  readonly hard: { readonly pairs: number; readonly right: number; readonly accuracy: number };
  /** The shortest sum that went wrong, a hard one if there is one; null if all that were tried are right. */
  readonly miss: Miss | null;
};

/** Lengths that are tried unless others are asked for. */
export const LENGTHS = [1, 2, 4, 7, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256] as const;
const LONGEST = 256;
const SEED = 1986;
const PAIRS = 200;
/** Multiplications for the random pairs of one length, and for all mixtures. */
const BUDGET = 2e8;
/** Share of the work that the hard sums are, about. */
const WALKING = 0.5;
/** Most and fewest mixtures among the hard sums. */
const MIXTURES = { most: 60, fewest: 4 } as const;

/**
 * Adds seeded pairs of numbers of each length, over length + 1 steps, random and hard ones; the same pairs for every
 * network, but fewer for a large one. That all are right proves nothing of those that were not tried.
 * @param lengths whole numbers 1…256, rising
 * Throws a RangeError for other lengths, a bad config or weights that do not fit it.
 */
export function* accuracyByLength(
  config: TrainConfig,
  weights: Weights,
  lengths: readonly number[] = LENGTHS,
  told = untold,
): Portions<LengthAccuracy[]> {
  checkConfig(config);
  checkWeights(config, weights);
  for (const length of lengths) {
    if (!Number.isInteger(length) || length < 1 || length > LONGEST) {
      throw new RangeError(`length must be a whole number from 1 to ${LONGEST}, not ${length}`);
    }
  }
  const longest = lengths.at(-1) ?? 0;
  const affordable = Math.floor(BUDGET / (2 * multiplications({ ...config, bits: longest })));
  const patterns = hardPatterns(Math.min(MIXTURES.most, Math.max(MIXTURES.fewest, affordable)));
  const walks: { readonly pattern: Pattern; readonly wrong: readonly number[] }[] = [];
  for (const pattern of patterns) {
    walks.push({ pattern, wrong: yield* walk(config, weights, pattern, longest) });
    told((WALKING * walks.length) / patterns.length);
  }
  const found: LengthAccuracy[] = [];
  for (const [index, length] of lengths.entries()) {
    const { miss, ...random } = yield* atRandom(config, weights, length);
    const first = (lengths[index - 1] ?? length - 1) + 1;
    const between = (at: number) => at >= first && at <= length;
    const wrong = walks
      .flatMap(({ pattern, wrong: places }) => places.filter(between).map((at) => ({ pattern, at })))
      .sort((x, y) => x.at - y.at);
    const pairs = walks.length * (length - first + 1);
    const [shortest] = wrong;
    found.push({
      length,
      ...random,
      hard: { pairs, right: pairs - wrong.length, accuracy: 1 - wrong.length / pairs },
      miss: shortest === undefined ? miss : cut(shortest.pattern, shortest.at),
    });
    told(WALKING + ((1 - WALKING) * found.length) / lengths.length);
  }
  return found;
}

/** Random pairs of one length. */
function* atRandom(
  config: TrainConfig,
  weights: Weights,
  length: number,
): Portions<Pick<LengthAccuracy, 'pairs' | 'right' | 'accuracy' | 'bitAccuracy' | 'miss'>> {
  const T = length + 1;
  const pairs = Math.min(PAIRS, Math.max(16, Math.floor(BUDGET / multiplications({ ...config, bits: T }))));
  const random = createRandom(SEED);
  const network = createNetwork(config, T);
  const pace = createPace();
  const cost = stepCost(config);
  const sequence = createSequence(T);
  let miss: Miss | null = null;
  let right = 0;
  let rightBits = 0;
  for (let p = 0; p < pairs; p++) {
    const a = drawNumber(random, length);
    const b = drawNumber(random, length);
    writeBigPair(sequence, a, b);
    let bits = 0;
    for (let t = 1; t <= T; t++) {
      if (pace.isDue(cost)) yield;
      if (bitOf(network.step(weights, t, sequence.a[t] as number, sequence.b[t] as number)) === sequence.d[t])
        bits++;
    }
    rightBits += bits;
    if (bits === T) right++;
    else miss ??= { length, a, b };
  }
  return { pairs, right, accuracy: right / pairs, bitAccuracy: rightBits / (pairs * T), miss };
}

/**
 * Follows a pattern and cuts it off after every column k = 1…longest: the sum of its first k columns, and where they end
 * with a carry one step more, in which it comes out. Gives the k whose sum is wrong.
 */
function* walk(
  config: TrainConfig,
  weights: Weights,
  pattern: Pattern,
  longest: number,
): Portions<readonly number[]> {
  const network = createNetwork(config, longest + 1);
  const pace = createPace();
  const cost = 2 * stepCost(config);
  const wrong: number[] = [];
  let carry = 0;
  let sound = true;
  for (let k = 1; k <= longest; k++) {
    if (pace.isDue(cost)) yield;
    const [a, b] = pattern(k);
    const column = a + b + carry;
    sound &&= bitOf(network.step(weights, k, a, b)) === (column & 1);
    carry = column >> 1;
    // The next column writes over this step.
    if (!sound || (carry === 1 && bitOf(network.step(weights, k + 1, 0, 0)) !== 1)) wrong.push(k);
  }
  return wrong;
}

/** The two numbers of a pattern's first columns. */
function cut(pattern: Pattern, length: number): Miss {
  let [a, b] = [0n, 0n];
  for (let t = length; t >= 1; t--) {
    const [x, y] = pattern(t);
    [a, b] = [a * 2n + BigInt(x), b * 2n + BigInt(y)];
  }
  return { length, a, b };
}

/** A number of exactly `length` bits. */
function drawNumber(random: Random, length: number): bigint {
  let number = 1n;
  for (let bit = 1; bit < length; bit++) number = number * 2n + BigInt(random.below(2));
  return number;
}
