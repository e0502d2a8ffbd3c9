/** Whether a network has learned to add, or to add short numbers: its accuracy on numbers of other lengths. */
import type { TrainConfig } from '../config.ts';
import { bitOf, createNetwork } from '../network.ts';
import { createRandom, type Random } from '../random.ts';
import { createSequence, type Sequence, writeBigPair } from '../sequence.ts';
import { checkConfig, checkWeights } from '../validate.ts';
import type { Weights } from '../weights.ts';

export type LengthAccuracy = {
  /** Bits of both numbers; their highest bit is 1. */
  readonly length: number;
  readonly pairs: number;
  /** Pairs whose every bit is right. */
  readonly right: number;
  /** right / pairs, 0…1. */
  readonly accuracy: number;
  /** Share of right bits, 0…1. */
  readonly bitAccuracy: number;
};

/** Lengths that are tried unless others are asked for. */
export const LENGTHS = [1, 2, 4, 7, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256] as const;
const LONGEST = 256;
const SEED = 1986;
const PAIRS = 200;
/** Multiplications for one length. */
const BUDGET = 2e8;

/**
 * Adds seeded pairs of numbers of each length, over length + 1 steps; the same pairs for every network.
 * @param lengths whole numbers 1…256
 * Throws a RangeError for other lengths, a bad config or weights that do not fit it.
 */
export function accuracyByLength(
  config: TrainConfig,
  weights: Weights,
  lengths: readonly number[] = LENGTHS,
): LengthAccuracy[] {
  checkConfig(config);
  checkWeights(config, weights);
  return lengths.map((length) => {
    if (!Number.isInteger(length) || length < 1 || length > LONGEST) {
      throw new RangeError(`length must be a whole number from 1 to ${LONGEST}, not ${length}`);
    }
    return atLength(config, weights, length);
  });
}

function atLength(config: TrainConfig, weights: Weights, length: number): LengthAccuracy {
  const T = length + 1;
  const pairs = Math.min(PAIRS, Math.max(16, Math.floor(BUDGET / (config.hidden ** 2 * T))));
  const random = createRandom(SEED);
  const network = createNetwork(config, T);
  const sequence = createSequence(T);
  let right = 0;
  let rightBits = 0;
  for (let p = 0; p < pairs; p++) {
    const a = drawNumber(random, length);
    const b = drawNumber(random, length);
    writeBigPair(sequence, a, b);
    network.forward(weights, sequence);
    const bits = countRight(network.y, sequence);
    rightBits += bits;
    if (bits === T) right++;
  }
  return { length, pairs, right, accuracy: right / pairs, bitAccuracy: rightBits / (pairs * T) };
}

function countRight(y: Float64Array, { d }: Sequence): number {
  let count = 0;
  for (let t = 1; t < d.length; t++) if (bitOf(y[t] as number) === d[t]) count++;
  return count;
}

/** A number of exactly `length` bits. */
function drawNumber(random: Random, length: number): bigint {
  let number = 1n;
  for (let bit = 1; bit < length; bit++) number = number * 2n + BigInt(random.below(2));
  return number;
}
