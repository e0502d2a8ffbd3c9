/** The number pairs that a network learns from and is examined on. */
import type { TrainConfig } from './config.ts';
import { multiplications } from './cost.ts';
import { orderOf } from './order.ts';
import { whole } from './portions.ts';
import { createRandom, type Random } from './random.ts';

/** Pairs of numbers below 2^(bits−1): pair p is a[p] + b[p]. */
export type Pairs = { readonly a: Uint32Array; readonly b: Uint32Array };

/** One pair as the article draws it: a, then b, each `randint(2^bits / 2)`. */
export function drawPair(random: Random, bits: number): readonly [a: number, b: number] {
  const high = 2 ** (bits - 1);
  return [random.below(high), random.below(high)];
}

/** Fills the first `count` pairs. */
export function drawPairs(random: Random, bits: number, count: number, into: Pairs): void {
  for (let p = 0; p < count; p++) [into.a[p], into.b[p]] = drawPair(random, bits);
}

/** Longest sequences whose pairs can all be tried: 2^14 pairs at 8 bits. */
const ALL_UP_TO = 8;
/** Pairs in the examination of longer sequences. */
const EXAM_SIZE = 20_000;
/** How many of them earlier checkpoints are examined on, of which there may be twenty. */
const REEXAM_SIZE = 2_000;
/** Seed of the examination's pairs: the same for every network, and apart from a run's own seed. */
const EXAM_SEED = 1986;
/** Multiplications that one quick examination may cost. */
const QUICK_BUDGET = 2e7;

/** The pairs of an examination, in walking order, and whether they are all there are. */
export type Exam = Pairs & { readonly over: 'all' | 'sample' };

/** The pairs that a network of this length is examined on: all 4^(bits−1) up to 8 bits, else 20,000. */
export function examPairs(bits: number): Exam {
  return bits <= ALL_UP_TO ? allPairs(bits) : seededPairs(bits, EXAM_SIZE);
}

/** How many those are. */
export function examSize(bits: number): number {
  return bits <= ALL_UP_TO ? 4 ** (bits - 1) : EXAM_SIZE;
}

/** The pairs that earlier checkpoints of a run are examined on when its end made no mistake. */
export function reexamPairs(bits: number): Exam {
  return bits <= ALL_UP_TO ? allPairs(bits) : seededPairs(bits, REEXAM_SIZE);
}

/**
 * The pairs that a network is examined on now and then while it learns: a subset of `examPairs`, 16…256 of
 * them, fewer for large networks, so that it costs little beside the training.
 */
export function quickExamPairs(network: Pick<TrainConfig, 'cell' | 'hidden' | 'bits'>): Exam {
  return affordablePairs(network, QUICK_BUDGET, 256);
}

/**
 * As many pairs as `budget` multiplications pay for, 16…most: all there are when they are no
 * more than that, else the first ones of the examination's sample.
 */
export function affordablePairs(
  network: Pick<TrainConfig, 'cell' | 'hidden' | 'bits'>,
  budget: number,
  most: number,
): Exam {
  const size = Math.min(most, Math.max(16, Math.floor(budget / multiplications(network))));
  const { bits } = network;
  return 4 ** (bits - 1) <= size ? allPairs(bits) : seededPairs(bits, size);
}

/*
 * Walking order: pairs with the same low bits stand together, as in a depth-first walk through the tree of
 * all inputs, so that a step common to many pairs is worked out once (`Stepper.answers`).
 */

/** All pairs of numbers below 2^(bits−1), in walking order: bit t of both is digit t of p in base 4, top first. */
function allPairs(bits: number): Exam {
  const digits = bits - 1;
  const count = 4 ** digits;
  const a = new Uint32Array(count);
  const b = new Uint32Array(count);
  for (let p = 0; p < count; p++) {
    for (let t = 0; t < digits; t++) {
      const digit = p >>> (2 * (digits - 1 - t));
      a[p] = (a[p] as number) | (((digit >>> 1) & 1) << t);
      b[p] = (b[p] as number) | ((digit & 1) << t);
    }
  }
  return { over: 'all', a, b };
}

/** The first `size` pairs of the examination's own stream (with repetition), in walking order. */
function seededPairs(bits: number, size: number): Exam {
  const drawn = { a: new Uint32Array(size), b: new Uint32Array(size) };
  drawPairs(createRandom(EXAM_SEED), bits, size, drawn);
  const keys = Float64Array.from(drawn.a, (a, p) => walkingKey(a, drawn.b[p] as number));
  const order = whole(orderOf(keys));
  return {
    over: 'sample',
    a: order.map((p) => drawn.a[p] as number),
    b: order.map((p) => drawn.b[p] as number),
  };
}

/** The low 26 bits of a and b in turn, the lowest in the highest place: a whole number below 2^52. */
function walkingKey(a: number, b: number): number {
  let key = 0;
  for (let t = 0; t < 26; t++) key = key * 4 + ((a >>> t) & 1) * 2 + ((b >>> t) & 1);
  return key;
}
