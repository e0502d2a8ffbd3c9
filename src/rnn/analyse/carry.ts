/** Where the carry sits in a trained network: in one unit, or in a direction that a linear probe finds. */
import type { TrainConfig } from '../config.ts';
import { dot } from '../vector.ts';
import type { Weights } from '../weights.ts';
import { solve } from './linear.ts';
import { measureMoments } from './moments.ts';
import { statePairs, walkStates } from './states.ts';

export type CarryAnalysis = {
  /** States looked at: pairs × steps 1…T − 1. */
  readonly states: number;
  /** Share of the commoner of the two carries: what guessing without looking would reach. */
  readonly baseline: number;
  /** Pearson's correlation of every unit with the carry, H values in −1…1; 0 for a unit that never changes. */
  readonly correlations: readonly number[];
  /** The unit with the strongest correlation, and how often it tells the carry by a threshold midway between
   * its two means. */
  readonly best: { readonly unit: number; readonly correlation: number; readonly accuracy: number };
  /** The least-squares direction w·z + w₀, read as a carry above ½, and how often it is right. */
  readonly probe: { readonly weights: readonly number[]; readonly bias: number; readonly accuracy: number };
};

/** Keeps the least-squares equations solvable when units are copies of each other; far below any real spread. */
const RIDGE = 1e-9;

/**
 * Looks for the carry in the hidden states over all pairs (bits ≤ 8, else 20,000; fewer for large networks).
 * The probe has H + 1 numbers, fitted and measured on the same states, which are far more.
 * Throws a RangeError for bits = 1, a bad config or weights that do not fit it.
 */
export function analyseCarry(config: TrainConfig, weights: Weights): CarryAnalysis {
  const H = config.hidden;
  const exam = statePairs(config);
  const { states, mean, carries, covariance, withCarry } = measureMoments(config, weights, exam);
  const variance = (i: number) => covariance[i * H + i] as number;
  const spread = carries * (1 - carries);

  const correlations = Array.from(withCarry, (together, i) =>
    variance(i) > 0 && spread > 0 ? together / Math.sqrt(variance(i) * spread) : 0,
  );
  const strongest = correlations.reduce((best, r, i) => {
    return Math.abs(r) > Math.abs(correlations[best] as number) ? i : best;
  }, 0);

  // Midway between E[z | carry] and E[z | no carry] = mean + (½ − carries) · Cov/spread
  const slope = (withCarry[strongest] as number) / spread;
  const threshold = (mean[strongest] as number) + (0.5 - carries) * slope;
  const ridged = covariance.slice();
  for (let i = 0; i < H; i++) ridged[i * H + i] = variance(i) + RIDGE;
  const w = solve(ridged, withCarry);
  const bias = carries - dot(w, 0, mean, 0, H);

  let unitRight = 0;
  let probeRight = 0;
  walkStates(config, weights, exam, ({ t, z, carry, pairs }) => {
    const above = (z[t * H + strongest] as number) > threshold;
    if ((above === slope > 0 ? 1 : 0) === carry) unitRight += pairs;
    if ((dot(w, 0, z, t * H, H) + bias > 0.5 ? 1 : 0) === carry) probeRight += pairs;
  });
  return {
    states,
    baseline: Math.max(carries, 1 - carries),
    correlations,
    best: {
      unit: strongest,
      correlation: correlations[strongest] as number,
      accuracy: unitRight / states,
    },
    probe: { weights: Array.from(w), bias, accuracy: probeRight / states },
  };
}
