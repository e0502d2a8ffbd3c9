/** Weights as nested rows of numbers, the shape that NumPy and the golden traces give them. */
import type { Weights } from '../weights.ts';

/**
 * Each matrix as its rows: W_in 2 × H, W H × H, W_out H × 1; b (H) and c (1) only where there are biases. A cell with
 * gates has as many times the columns in W_in, W and b.
 */
export type WeightRows = {
  readonly W_in: readonly (readonly number[])[];
  readonly W_out: readonly (readonly number[])[];
  readonly W: readonly (readonly number[])[];
  readonly b?: readonly number[];
  readonly c?: readonly number[];
};

export function weightRows(weights: Weights): WeightRows {
  const H = weights.W_out.length;
  const matrices = {
    W_in: rows(weights.W_in, weights.W_in.length / 2),
    W_out: rows(weights.W_out, 1),
    W: rows(weights.W, weights.W.length / H),
  };
  if (weights.c.length === 0) return matrices;
  return { ...matrices, b: Array.from(weights.b), c: Array.from(weights.c) };
}

function rows(matrix: Float64Array, columns: number): number[][] {
  return Array.from({ length: matrix.length / columns }, (_, i) =>
    Array.from(matrix.subarray(i * columns, (i + 1) * columns)),
  );
}
