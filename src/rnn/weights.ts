/**
 * The weights of a network: what training changes and a saved model keeps. Matrices are row-major, with a row for
 * every unit that a weight comes from and a column for every one it goes to, as in the article's NumPy: vectors are
 * rows, and multiply from the left, uᵗ = xᵗ W_in + zᵗ⁻¹ W. Textbooks (and the lessons) write columns,
 * uᵗ = W_in xᵗ + W zᵗ⁻¹; their matrices are the transposes of these.
 */
import { RECURRENT_CELLS } from './cells/index.ts';
import type { TrainConfig } from './config.ts';

/** Weights of the simple RNN. Without biases b is empty and c has length 0. */
export type Weights = {
  /** Input → hidden, 2 × H. */
  readonly W_in: Float64Array;
  /** Previous hidden → hidden, H × H; row i holds what leaves unit i. */
  readonly W: Float64Array;
  /** Hidden → output, H × 1. */
  readonly W_out: Float64Array;
  /** Bias of the hidden units, H, or empty without biases. */
  readonly b: Float64Array;
  /** Bias of the output, length 1, or empty without biases. */
  readonly c: Float64Array;
};

/** Every part of the weights, in the order in which they are stored and reported. */
export const MATRICES = ['W_in', 'W', 'W_out', 'b', 'c'] as const satisfies readonly (keyof Weights)[];
export type Matrix = (typeof MATRICES)[number];

/** What decides the shapes of the weights. */
export type WeightShape = Pick<TrainConfig, 'cell' | 'hidden' | 'biases'>;

/** How many numbers each part holds; H = hidden, and a cell with gates has as many times the columns. */
export function weightLengths(shape: WeightShape): Readonly<Record<Matrix, number>> {
  const H = shape.hidden;
  const columns = H * RECURRENT_CELLS[shape.cell].gates;
  const biased = shape.biases === 'on' ? 1 : 0;
  return { W_in: 2 * columns, W: H * columns, W_out: H, b: biased * columns, c: biased };
}

/** Weights of this shape, all 0: the start of a gradient, of an optimiser's memory, and of the biases. */
export function zeroWeights(shape: WeightShape): Weights {
  const lengths = weightLengths(shape);
  return {
    W_in: new Float64Array(lengths.W_in),
    W: new Float64Array(lengths.W),
    W_out: new Float64Array(lengths.W_out),
    b: new Float64Array(lengths.b),
    c: new Float64Array(lengths.c),
  };
}

/** A copy that shares nothing with the original. */
export function copyWeights(from: Weights): Weights {
  return {
    W_in: from.W_in.slice(),
    W: from.W.slice(),
    W_out: from.W_out.slice(),
    b: from.b.slice(),
    c: from.c.slice(),
  };
}

/** Overwrites `to` with `from`; both of one shape. */
export function setWeights(to: Weights, from: Weights): void {
  for (const name of MATRICES) to[name].set(from[name]);
}

/** Whether every weight is a finite number. */
export function allFinite(weights: Weights): boolean {
  return MATRICES.every((name) => weights[name].every(Number.isFinite));
}
