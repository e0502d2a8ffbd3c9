/** Means and covariances of the hidden units and the carry, over all states: every pair counts once a step. */
import { createPace, type Portions, untold } from '../portions.ts';
import { addProduct, addScaled } from '../vector.ts';
import type { States } from './states.ts';

export type Moments = {
  /** Mean of each unit, H. */
  readonly mean: Float64Array;
  /** Share of states with a carry, 0…1. */
  readonly carries: number;
  /** Covariance of the units, H × H. */
  readonly covariance: Float64Array;
  /** Covariance of each unit with the carry, H. */
  readonly withCarry: Float64Array;
};

/** States that are worked through together: their rows stay in the cache. */
const TOGETHER = 32;

/** Mean of each unit, H. */
export function* meanOf({ count, z, pairs, total }: States): Portions<Float64Array> {
  const H = z.length / count;
  const pace = createPace();
  const mean = new Float64Array(H);
  for (let s = 0; s < count; s++) {
    if (pace.isDue(H)) yield;
    addScaled(mean, 0, (pairs[s] as number) / total, z, s * H, H);
  }
  return mean;
}

export function* measureMoments(states: States, told = untold): Portions<Moments> {
  const { count, z, carry, pairs, total } = states;
  const mean = yield* meanOf(states);
  const H = mean.length;
  const pace = createPace();
  const covariance = new Float64Array(H * H);
  const withCarry = new Float64Array(H);
  /** z − E[z] of some states, a row each, and its transpose times what each of them counts. */
  const apart = new Float64Array(TOGETHER * H);
  const counted = new Float64Array(H * TOGETHER);
  let carries = 0;
  for (let s = 0; s < count; s++) carries += ((carry[s] as number) * (pairs[s] as number)) / total;
  // Cov(x, y) = E[(x − E[x])(y − E[y])]
  for (let first = 0; first < count; first += TOGETHER) {
    const rows = Math.min(TOGETHER, count - first);
    apart.set(z.subarray(first * H, (first + rows) * H));
    for (let k = 0; k < rows; k++) {
      const share = (pairs[first + k] as number) / total;
      addScaled(apart, k * H, -1, mean, 0, H);
      addScaled(withCarry, 0, share * ((carry[first + k] as number) - carries), apart, k * H, H);
      for (let i = 0; i < H; i++) counted[i * TOGETHER + k] = share * (apart[k * H + i] as number);
    }
    // Symmetric: up to the diagonal is enough.
    for (let i = 0; i < H; i++) {
      if (pace.isDue(rows * (i + 1))) {
        told(first / count);
        yield;
      }
      addProduct(covariance, i * H, counted, i * TOGETHER, apart, rows, i + 1, H);
    }
  }
  for (let i = 0; i < H; i++)
    for (let j = 0; j < i; j++) covariance[j * H + i] = covariance[i * H + j] as number;
  return { mean, carries, covariance, withCarry };
}
