/** The threshold at which one number per state tells the carry best. */
import type { States } from './states.ts';

export type Cut = {
  /** Values above it are read as a carry; −∞ or ∞ where it is best to call all states the same. */
  readonly threshold: number;
  /** How often that is right, 0…1: at least as often as guessing. */
  readonly accuracy: number;
};

/** A cut that reads a carry above its threshold or below it, whichever is right more often. */
export type Reading = Cut & { readonly carry: 'above' | 'below' };

/** What the states are, and how much each counts; the weights in `pairs` add up to `total`. */
type Judged = Pick<States, 'carry' | 'pairs' | 'total'>;

/**
 * Tries every threshold between two different values, each a short decimal number.
 * @param of one number for each of the states; what is not a number counts as the least
 */
export function cutBest(of: Float64Array, judged: Judged): Cut {
  return cutsOf(of, judged).above;
}

/** The same, or the other way round: a carry where the number is at most the threshold, if that is right more often. */
export function readBest(of: Float64Array, judged: Judged): Reading {
  const { above, below } = cutsOf(of, judged);
  return above.accuracy >= below.accuracy ? { ...above, carry: 'above' } : { ...below, carry: 'below' };
}

function cutsOf(of: Float64Array, { carry, pairs, total }: Judged): { above: Cut; below: Cut } {
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
  const none = Number.NEGATIVE_INFINITY;
  let above = { right, low: none, high: none };
  let below = { right: total - right, low: none, high: none };
  sorted.forEach((low, k) => {
    right += gained[k] as number;
    const high = sorted[k + 1] ?? Number.POSITIVE_INFINITY;
    if (!(high > low)) return;
    if (right > above.right) above = { right, low, high };
    if (total - right > below.right) below = { right: total - right, low, high };
  });
  const cut = ({ right: most, low, high }: typeof above): Cut => ({
    threshold: low === high ? low : between(low, high),
    accuracy: most / total,
  });
  return { above: cut(above), below: cut(below) };
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
 * The shortest decimal number c with low ≤ c < high that is near their middle, to be written as it is: that of two
 * neighbouring doubles is the lower one. ∞ where nothing is higher.
 */
function between(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return high;
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (low <= short && short < high) return short;
  }
  return low;
}
