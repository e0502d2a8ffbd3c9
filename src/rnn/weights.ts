/** The weights of a network: what training changes and a saved model keeps. Matrices are row-major. */

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
