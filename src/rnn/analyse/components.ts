/** The hidden states in two dimensions: the two directions in which they differ most (principal components). */
import type { Portions } from '../portions.ts';
import { dot } from '../vector.ts';
import { eigen } from './eigen.ts';
import { type Moments, meanOf } from './moments.ts';
import { type Split, splitPlane } from './split.ts';
import { placesAlong, type States } from './states.ts';
import type { Survey } from './survey.ts';

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
 * Principal components of a network's states. Where the states are too large to square (the network blew up) there are
 * none: the directions are then those of the first two units, which explain nothing.
 * @param limit most points wanted, ≥ 1
 */
export function* analyseComponents(
  { states, moments: { mean, covariance } }: Survey,
  limit = 2_000,
): Portions<ComponentAnalysis> {
  const { explained, directions } = yield* findDirections({ mean, covariance });
  const [first, second] = directions;
  return {
    explained,
    directions: [Array.from(first), Array.from(second)],
    ...(yield* inPlane(states, { mean, directions }, limit)),
  };
}

/**
 * The states of a network of the same shape along given directions, centred on their own mean: how the picture
 * of a trained network formed.
 * @param directions two vectors of H, as `analyseComponents` gives them
 * @param limit most points wanted, ≥ 1
 */
export function* projectStates(
  states: States,
  directions: ComponentAnalysis['directions'],
  limit: number,
): Portions<Pick<ComponentAnalysis, 'points' | 'split'>> {
  const [first, second] = directions;
  const axes: Axes = {
    mean: yield* meanOf(states),
    directions: [Float64Array.from(first), Float64Array.from(second)],
  };
  return yield* inPlane(states, axes, limit);
}

/** The two leading eigenvectors of the covariance, and their shares of its trace. */
function* findDirections({
  mean,
  covariance,
}: Pick<Moments, 'mean' | 'covariance'>): Portions<
  Pick<ComponentAnalysis, 'explained'> & Pick<Axes, 'directions'>
> {
  const H = mean.length;
  if (!covariance.every(Number.isFinite)) {
    return { explained: [0, 0], directions: [axis(H, 0), axis(H, 1)] };
  }
  const { values, vectors } = yield* eigen(covariance, H);
  const total = values.reduce((sum, value) => sum + value, 0);
  const explained = (i: number) => (total > 0 ? Math.max(0, values[i] ?? 0) / total : 0);
  return {
    explained: [explained(0), explained(1)],
    directions: [
      direction(vectors.subarray(0, H)),
      H > 1 ? direction(vectors.subarray(H, 2 * H)) : new Float64Array(H),
    ],
  };
}

/** The direction of one unit; 0 if there are not so many. */
function axis(H: number, unit: number): Float64Array {
  return Float64Array.from({ length: H }, (_, i) => (i === unit ? 1 : 0));
}

type Axes = {
  readonly mean: Float64Array;
  readonly directions: readonly [Float64Array, Float64Array];
};

/** The states as x and y along the two directions: an even choice of about `limit`, and the line between all of them. */
function* inPlane(
  states: States,
  { mean, directions: [first, second] }: Axes,
  limit: number,
): Portions<Pick<ComponentAnalysis, 'points' | 'split'>> {
  const { count, t, a, b, carry } = states;
  const [x, y] = [yield* placesAlong(first, states), yield* placesAlong(second, states)];
  const H = mean.length;
  const [middleX, middleY] = [dot(first, 0, mean, 0, H), dot(second, 0, mean, 0, H)];
  for (let s = 0; s < count; s++) {
    x[s] = (x[s] as number) - middleX;
    y[s] = (y[s] as number) - middleY;
  }
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
  return { points, split: yield* splitPlane(x, y, states) };
}

/** An eigenvector is as good as its negative; this one has its largest entry positive. */
function direction(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector.slice();
}
