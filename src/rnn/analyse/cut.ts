/** The threshold at which one number per state tells the carry best. */
import type { States } from './states.ts';

export type Cut = {
  /** Values above it are read as a carry; −∞ or ∞ where it is best to call all states the same. */
  readonly threshold: number;
  /** How often that is right, 0…1: at least as often as guessing. */
  readonly accuracy: number;
  /** How often the best threshold is right when the carry is above it or when it is below, whichever is better. */
  readonly eitherWay: number;
};

/** What the states are, and how much each counts; the weights in `pairs` add up to `total`. */
type Judged = Pick<States, 'carry' | 'pairs' | 'total'>;

/**
 * Tries every threshold between two different values.
 * @param of one number for each of the states; what is not a number counts as the least
 */
export function cutBest(of: Float64Array, { carry, pairs, total }: Judged): Cut {
  const values = of.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value));
  const sorted = values.slice().sort();
  /** How many more pairs are told right when the threshold rises above the value in this place. */
  const gained = new Float64Array(sorted.length);
  let right = 0;
  values.forEach((value, s) => {
    const weight = pairs[s] as number;
    const place = placeOf(value, sorted);
    gained[place] = (gained[place] as number) + (carry[s] === 1 ? -weight : weight);
    if (carry[s] === 1) right += weight;
  });
  let best = { right, threshold: Number.NEGATIVE_INFINITY };
  let eitherWay = Math.max(right, total - right);
  sorted.forEach((value, k) => {
    right += gained[k] as number;
    const next = sorted[k + 1] ?? Number.POSITIVE_INFINITY;
    if (!(next > value)) return;
    if (right > best.right) best = { right, threshold: between(value, next) };
    eitherWay = Math.max(eitherWay, right, total - right);
  });
  return { threshold: best.threshold, accuracy: best.right / total, eitherWay: eitherWay / total };
}

/** The first place of a value in the sorted ones, by bisection. */
function placeOf(value: number, sorted: Float64Array): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A number c with low ≤ c < high, in the middle if there is one: that of two neighbouring doubles rounds to either.
 * ∞ where nothing is higher.
 */
function between(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return high;
  const middle = (low + high) / 2;
  return middle < high ? middle : low;
}
