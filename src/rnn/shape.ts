/** How large the weights of a network are: by its hidden units, the gates of its cell, and whether it has biases. */
import { RECURRENT_CELLS } from './cells/index.ts';
import type { TrainConfig } from './config.ts';
import type { Matrix, Weights } from './weights.ts';

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
