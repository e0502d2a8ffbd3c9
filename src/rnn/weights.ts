/**
 * The weights of a network: what training changes and a saved model keeps. Matrices are row-major, with a row for
 * every unit that a weight comes from and a column for every one it goes to, as in the article's NumPy: vectors are
 * rows, and multiply from the left, uᵗ = xᵗ W_in + zᵗ⁻¹ W. Textbooks (and the lessons) write columns,
 * uᵗ = W_in xᵗ + W zᵗ⁻¹; their matrices are the transposes of these.
 */

/** Weights of a cell with G gates, 1 for the simple RNN (`shape.ts`). Without biases b and c are empty. */
export type Weights = {
  /** Input → hidden, 2 × G·H. */
  readonly W_in: Float64Array;
  /** Previous hidden → hidden, H × G·H; row i holds what leaves unit i. */
  readonly W: Float64Array;
  /** Hidden → output, H × 1. */
  readonly W_out: Float64Array;
  /** Bias of the hidden units, G·H, or empty without biases. */
  readonly b: Float64Array;
  /** Bias of the output, length 1, or empty without biases. */
  readonly c: Float64Array;
};

/** Every part of the weights, in the order in which they are stored and reported. */
export const MATRICES = ['W_in', 'W', 'W_out', 'b', 'c'] as const satisfies readonly (keyof Weights)[];
export type Matrix = (typeof MATRICES)[number];

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
