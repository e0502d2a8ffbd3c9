/** Sums made to be hard to remember: a carry, or none, that has to be kept over very many columns. */
import { createRandom, type Random } from '../random.ts';

/** One column of a sum: the two bits. */
export type Column = readonly [a: 0 | 1, b: 0 | 1];

/** The columns of two endless numbers, by place t = 1, 2, …, least significant first. */
export type Pattern = (t: number) => Column;

const NONE: Column = [0, 0];
const A: Column = [1, 0];
const B: Column = [0, 1];
const BOTH: Column = [1, 1];

/** The first column, and then others again and again. */
const then =
  (first: Column, ...others: readonly Column[]): Pattern =>
  (t) =>
    t === 1 ? first : (others[(t - 2) % others.length] ?? NONE);

/**
 * What can go on for ever: (1, 0) and (0, 1) hand on whatever came in, (1, 1) makes a carry, (0, 0) ends it. The first
 * n columns of the first two are 2ⁿ − 1 and 1, in either order: a single carry that runs through all of them.
 */
const KEEPING: readonly Pattern[] = [
  then(BOTH, A),
  then(BOTH, B),
  then(BOTH, A, B),
  then(BOTH, B, A),
  then(BOTH, BOTH),
  then(A, A),
  then(B, B),
  then(A, B, A),
  then(B, A, B),
  then(NONE, NONE),
  then(A, NONE),
  then(BOTH, NONE),
  then(BOTH, NONE, BOTH),
  then(A, BOTH, NONE),
];

const SEED = 1986;
/** Shares of columns that hand a carry on, of which each mixture has one: runs of some 2, 5, 20, 100 columns. */
const HANDING_ON = [0.5, 0.8, 0.95, 0.99] as const;

/** Every pattern that goes on for ever, and so many seeded mixtures of long runs; the same ones for every network. */
export function hardPatterns(mixtures: number): readonly Pattern[] {
  const random = createRandom(SEED);
  return [...KEEPING, ...Array.from({ length: mixtures }, (_, k) => mixture(random, k))];
}

/** Columns that mostly hand on, by either number more or less often; every other mixture begins with a carry. */
function mixture(random: Random, k: number): Pattern {
  const [handing, byA] = [HANDING_ON[k % HANDING_ON.length] ?? 1, random.uniform()];
  const columns: Column[] = k % 2 === 0 ? [BOTH] : [];
  return (t) => {
    while (columns.length < t) {
      const hands = random.uniform() < handing;
      columns.push(hands ? (random.uniform() < byA ? A : B) : random.uniform() < 0.5 ? BOTH : NONE);
    }
    return columns[t - 1] ?? NONE;
  };
}
