/** Means and covariances of the hidden units and the carry, over all states: every pair counts once a step. */
import { addScaled } from '../vector.ts';
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

/** Mean of each unit, H. */
export function meanOf({ count, z, pairs, total }: States): Float64Array {
  const H = z.length / count;
  const mean = new Float64Array(H);
  for (let s = 0; s < count; s++) addScaled(mean, 0, (pairs[s] as number) / total, z, s * H, H);
  return mean;
}

export function measureMoments(states: States): Moments {
  const { count, z, carry, pairs, total } = states;
  const mean = meanOf(states);
  const H = mean.length;
  const covariance = new Float64Array(H * H);
  const withCarry = new Float64Array(H);
  const apart = new Float64Array(H);
  let carries = 0;
  for (let s = 0; s < count; s++) carries += ((carry[s] as number) * (pairs[s] as number)) / total;
  // Cov(x, y) = E[(x − E[x])(y − E[y])]
  for (let s = 0; s < count; s++) {
    const share = (pairs[s] as number) / total;
    apart.set(z.subarray(s * H, (s + 1) * H));
    addScaled(apart, 0, -1, mean, 0, H);
    addScaled(withCarry, 0, share * ((carry[s] as number) - carries), apart, 0, H);
    for (let i = 0; i < H; i++) addScaled(covariance, i * H, share * (apart[i] as number), apart, 0, H);
  }
  return { mean, carries, covariance, withCarry };
}
