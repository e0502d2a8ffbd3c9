/** What a recurrent cell is to the rest of the module: a step forward in time, and the same step back. */
import type { ActivationFunction } from '../activation.ts';
import type { Weights } from '../weights.ts';

/** A kind of cell: the simple RNN, and whatever else fulfils this in a file of its own. */
export interface RecurrentCell {
  /**
   * How many vectors of H are made from xᵗ and zᵗ⁻¹ at every step: 1 for the simple RNN; an LSTM would have 4,
   * a GRU 3. W_in is 2 × gates·H, W is H × gates·H, b has gates·H numbers.
   */
  readonly gates: number;
  /** Lays out the memory of `steps` time steps for H = hidden units, with z⁰ = 0 and δᵀ⁺¹ = 0. */
  unroll(hidden: number, steps: number, activation: ActivationFunction): UnrolledCell;
}

/** One cell unrolled over T time steps (the same weights at every step), with what it keeps for the way back. */
export interface UnrolledCell {
  /** zᵗ, (T + 1) × H; row t is step t, row 0 is z⁰ = 0. */
  readonly z: Float64Array;
  /** δᵗ = ∂E/∂uᵗ, (T + 2) × gates·H; row t is step t, row T + 1 is 0. */
  readonly delta: Float64Array;
  /** zᵗ from zᵗ⁻¹ and xᵗ = (x1, x2). */
  forward(weights: Weights, t: number, x1: number, x2: number): void;
  /**
   * δᵗ from δᵗ⁺¹ and `dz` (H): ∂E/∂zᵗ by way of the output of the same step. Adds the step's share of
   * ∂E/∂W_in, ∂E/∂W and ∂E/∂b to `gradient`. Goes from t = T down to 1, after the steps forward.
   */
  backward(weights: Weights, t: number, x1: number, x2: number, dz: Float64Array, gradient: Weights): void;
}
