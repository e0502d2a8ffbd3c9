/** The hidden states in two dimensions: the two directions in which they differ most (principal components). */
import type { TrainConfig } from '../config.ts';
import { dot } from '../vector.ts';
import type { Weights } from '../weights.ts';
import { eigen } from './linear.ts';
import { meanOf, measureMoments } from './moments.ts';
import { type Split, splitPlane } from './split.ts';
import { collectStates, type States } from './states.ts';

export type ComponentAnalysis = {
  /** Share of the whole variance along each of the two directions, 0…1. */
  readonly explained: readonly [number, number];
  /** The two directions, unit vectors of H; the largest entry is positive. With H = 1 the second is 0. */
  readonly directions: readonly [readonly number[], readonly number[]];
  /** States as points (x, y), centred on the mean of all; an even choice of about `limit` different ones. */
  readonly points: readonly StatePoint[];
  /** The line between carry and no carry in that plane, over all states, not only those that are points. */
  readonly split: Split;
};

/** A hidden state zᵗ in the plane. */
export type StatePoint = {
  readonly t: number;
  /** The low t bits of the two numbers. */
  readonly a: number;
  readonly b: number;
  /** The true carry out of step t. */
  readonly carry: 0 | 1;
  readonly x: number;
  readonly y: number;
};

/**
 * Principal components over all pairs (bits ≤ 8, else a seeded sample, see `states.ts`), steps 1…T − 1.
 * @param limit most points wanted, ≥ 1
 * Throws a RangeError for bits = 1, a bad config or weights that do not fit it.
 */
export function analyseComponents(config: TrainConfig, weights: Weights, limit = 2_000): ComponentAnalysis {
  const H = config.hidden;
  const states = collectStates(config, weights);
  const { mean, covariance } = measureMoments(states);
  const { values, vectors } = eigen(covariance, H);
  const total = values.reduce((sum, value) => sum + value, 0);
  const explained = (i: number) => (total > 0 ? Math.max(0, values[i] ?? 0) / total : 0);
  const first = direction(vectors.subarray(0, H));
  const second = H > 1 ? direction(vectors.subarray(H, 2 * H)) : new Float64Array(H);

  return {
    explained: [explained(0), explained(1)],
    directions: [Array.from(first), Array.from(second)],
    ...inPlane(states, { mean, directions: [first, second] }, limit),
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
): Pick<ComponentAnalysis, 'points' | 'split'> {
  const states = collectStates(config, weights);
  const [first, second] = directions;
  const axes: Axes = {
    mean: meanOf(states),
    directions: [Float64Array.from(first), Float64Array.from(second)],
  };
  return inPlane(states, axes, limit);
}

type Axes = {
  readonly mean: Float64Array;
  readonly directions: readonly [Float64Array, Float64Array];
};

/** The states as x and y along the two directions: an even choice of about `limit`, and the line between all of them. */
function inPlane(
  states: States,
  { mean, directions: [first, second] }: Axes,
  limit: number,
): Pick<ComponentAnalysis, 'points' | 'split'> {
  const { count, z, t, a, b, carry } = states;
  const H = mean.length;
  const along = (direction: Float64Array) =>
    Float64Array.from(
      { length: count },
      (_, s) => dot(direction, 0, z, s * H, H) - dot(direction, 0, mean, 0, H),
    );
  const [x, y] = [along(first), along(second)];
  const stride = Math.ceil(count / limit);
  const points = Array.from({ length: Math.ceil(count / stride) }, (_, k): StatePoint => {
    const s = k * stride;
    return {
      t: t[s] as number,
      a: a[s] as number,
      b: b[s] as number,
      carry: carry[s] === 1 ? 1 : 0,
      x: x[s] as number,
      y: y[s] as number,
    };
  });
  return { points, split: splitPlane(x, y, states) };
}

/** An eigenvector is as good as its negative; this one has its largest entry positive. */
function direction(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector.slice();
}
