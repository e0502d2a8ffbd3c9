/** The hidden states in two dimensions: the two directions in which they differ most (principal components). */
import type { TrainConfig } from '../config.ts';
import type { Exam } from '../sample.ts';
import { dot } from '../vector.ts';
import type { Weights } from '../weights.ts';
import { eigen } from './linear.ts';
import { measureMoments } from './moments.ts';
import { type State, statePairs, walkStates } from './states.ts';

export type ComponentAnalysis = {
  /** Share of the whole variance along each of the two directions, 0…1. */
  readonly explained: readonly [number, number];
  /** The two directions, unit vectors of H; the largest entry is positive. With H = 1 the second is 0. */
  readonly directions: readonly [readonly number[], readonly number[]];
  /** States as points (x, y), centred on the mean of all; an even choice of about `limit` different ones. */
  readonly points: readonly (Pick<State, 't' | 'a' | 'b' | 'carry'> & {
    readonly x: number;
    readonly y: number;
  })[];
};

/**
 * Principal components over all pairs (bits ≤ 8, else 20,000; fewer for large networks), steps 1…T − 1.
 * @param limit most points wanted, ≥ 1
 * Throws a RangeError for bits = 1, a bad config or weights that do not fit it.
 */
export function analyseComponents(config: TrainConfig, weights: Weights, limit = 2_000): ComponentAnalysis {
  const H = config.hidden;
  const exam = statePairs(config);
  const { mean, covariance } = measureMoments(config, weights, exam);
  const { values, vectors } = eigen(covariance, H);
  const total = values.reduce((sum, value) => sum + value, 0);
  const explained = (i: number) => (total > 0 ? Math.max(0, values[i] ?? 0) / total : 0);
  const first = direction(vectors.subarray(0, H));
  const second = H > 1 ? direction(vectors.subarray(H, 2 * H)) : new Float64Array(H);

  const points = pointsAlong(config, weights, exam, { mean, directions: [first, second] }, limit);
  return {
    explained: [explained(0), explained(1)],
    directions: [Array.from(first), Array.from(second)],
    points,
  };
}

/**
 * The states of another network of the same shape along given directions, centred on its own mean: how the picture
 * of a trained network formed.
 * @param directions two vectors of H, as `analyseComponents` gives them
 * @param limit most points wanted, ≥ 1
 * Throws a RangeError for bits = 1, a bad config or weights that do not fit it.
 */
export function projectStates(
  config: TrainConfig,
  weights: Weights,
  directions: ComponentAnalysis['directions'],
  limit: number,
): ComponentAnalysis['points'] {
  const exam = statePairs(config);
  const { mean } = measureMoments(config, weights, exam);
  const [first, second] = directions;
  const axes: Axes = { mean, directions: [Float64Array.from(first), Float64Array.from(second)] };
  return pointsAlong(config, weights, exam, axes, limit);
}

type Axes = {
  readonly mean: Float64Array;
  readonly directions: readonly [Float64Array, Float64Array];
};

/** An even choice of about `limit` different states, as x and y along the two directions. */
function pointsAlong(
  config: TrainConfig,
  weights: Weights,
  exam: Exam,
  { mean, directions: [first, second] }: Axes,
  limit: number,
): ComponentAnalysis['points'] {
  const H = config.hidden;
  let different = 0;
  walkStates(config, weights, exam, () => {
    different++;
  });
  const stride = Math.ceil(different / limit);
  const points: ComponentAnalysis['points'][number][] = [];
  let seen = 0;
  walkStates(config, weights, exam, ({ t, a, b, carry, z }) => {
    if (seen++ % stride !== 0) return;
    const x = dot(first, 0, z, t * H, H) - dot(first, 0, mean, 0, H);
    const y = dot(second, 0, z, t * H, H) - dot(second, 0, mean, 0, H);
    points.push({ t, a, b, carry, x, y });
  });
  return points;
}

/** An eigenvector is as good as its negative; this one has its largest entry positive. */
function direction(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector.slice();
}
