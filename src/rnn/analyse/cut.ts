/** The threshold at which one number per state tells the carry best. */
import { orderOf } from '../order.ts';
import type { Portions } from '../portions.ts';
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
export function* cutBest(of: Float64Array, judged: Judged): Portions<Cut> {
  const { above } = yield* cutsOf(of, judged);
  return above;
}

/** The same, or the other way round: a carry where the number is at most the threshold, if that is right more often. */
export function* readBest(of: Float64Array, judged: Judged): Portions<Reading> {
  const { above, below } = yield* cutsOf(of, judged);
  return above.accuracy >= below.accuracy ? { ...above, carry: 'above' } : { ...below, carry: 'below' };
}

function* cutsOf(of: Float64Array, judged: Judged): Portions<{ above: Cut; below: Cut }> {
  const values = new Float64Array(of.length);
  for (let s = 0; s < of.length; s++) {
    const value = of[s] as number;
    values[s] = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  }
  const order = yield* orderOf(values);
  yield;
  return tryAll(values, order, judged);
}

/** The best cuts of values in that order. */
function tryAll(
  values: Float64Array,
  order: Uint32Array,
  { carry, pairs, total }: Judged,
): { above: Cut; below: Cut } {
  let right = 0;
  for (let s = 0; s < carry.length; s++) if (carry[s] === 1) right += pairs[s] as number;
  const none = Number.NEGATIVE_INFINITY;
  let above = { right, low: none, high: none };
  let below = { right: total - right, low: none, high: none };
  let high = order.length === 0 ? none : (values[order[0] as number] as number);
  for (let k = 0; k < order.length; k++) {
    // The threshold rises above this state.
    const s = order[k] as number;
    const weight = pairs[s] as number;
    right += carry[s] === 1 ? -weight : weight;
    const low = high;
    high = k + 1 < order.length ? (values[order[k + 1] as number] as number) : Number.POSITIVE_INFINITY;
    if (!(high > low)) continue;
    if (right > above.right) above = { right, low, high };
    if (total - right > below.right) below = { right: total - right, low, high };
  }
  const cut = ({ right: most, low, high }: typeof above): Cut => ({
    threshold: low === high ? low : between(low, high),
    accuracy: most / total,
  });
  return { above: cut(above), below: cut(below) };
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
