/** Means and covariances of the hidden units and the carry, over all states of a walk. */
import type { TrainConfig } from '../config.ts';
import type { Exam } from '../sample.ts';
import { addScaled } from '../vector.ts';
import type { Weights } from '../weights.ts';
import { walkStates } from './states.ts';

/** Every pair counts once at every step t = 1…T − 1. */
export type Moments = {
  /** Number of states counted. */
  readonly states: number;
  /** Mean of each unit, H. */
  readonly mean: Float64Array;
  /** Share of states with a carry, 0…1. */
  readonly carries: number;
  /** Covariance of the units, H × H. */
  readonly covariance: Float64Array;
  /** Covariance of each unit with the carry, H. */
  readonly withCarry: Float64Array;
};

export function measureMoments(config: TrainConfig, weights: Weights, exam: Exam): Moments {
  const H = config.hidden;
  const mean = new Float64Array(H);
  const covariance = new Float64Array(H * H);
  const withCarry = new Float64Array(H);
  let states = 0;
  let carries = 0;
  walkStates(config, weights, exam, ({ t, z, carry, pairs }) => {
    states += pairs;
    carries += carry * pairs;
    addScaled(mean, 0, pairs, z, t * H, H);
    if (carry === 1) addScaled(withCarry, 0, pairs, z, t * H, H);
    for (let i = 0; i < H; i++) addScaled(covariance, i * H, pairs * (z[t * H + i] as number), z, t * H, H);
  });
  // Cov(x, y) = E[xy] − E[x]E[y]
  const share = carries / states;
  for (let i = 0; i < H; i++) mean[i] = (mean[i] as number) / states;
  for (let i = 0; i < H; i++) {
    const mi = mean[i] as number;
    withCarry[i] = (withCarry[i] as number) / states - mi * share;
    for (let j = 0; j < H; j++) {
      covariance[i * H + j] = (covariance[i * H + j] as number) / states - mi * (mean[j] as number);
    }
  }
  return { states, mean, carries: share, covariance, withCarry };
}
