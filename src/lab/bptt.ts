/** One pair's way back through time: the error δᵗ at every step, and the step's part of the gradient. */

import type { TrainConfig } from '../rnn/config.ts';
import { createNetwork } from '../rnn/network.ts';
import type { Portions } from '../rnn/portions.ts';
import { sequenceOf } from '../rnn/sequence.ts';
import { zeroWeights } from '../rnn/shape.ts';
import { checkConfig, checkWeights } from '../rnn/validate.ts';
import { dot, norm } from '../rnn/vector.ts';
import { MATRICES, type Matrix, type Weights } from '../rnn/weights.ts';

/** One step t of the way back. */
export type BackwardStep = {
  /** xᵗ: bit t of both numbers. */
  readonly input: readonly [0 | 1, 0 | 1];
  /** dᵗ, and yᵗ in 0…1. */
  readonly target: 0 | 1;
  readonly output: number;
  /** δ_outᵗ = ∂E/∂vᵗ. */
  readonly deltaOut: number;
  /** δᵗ = ∂E/∂uᵗ, H values (of a cell with gates as many times H), and ‖δᵗ‖. */
  readonly delta: readonly number[];
  readonly deltaNorm: number;
  /** How large the step's terms in the sums over t are: for the simple RNN ‖(xᵗ)ᵀδᵗ‖, ‖(zᵗ⁻¹)ᵀδᵗ‖, ‖(zᵗ)ᵀδ_outᵗ‖. */
  readonly contribution: { readonly W_in: number; readonly W: number; readonly W_out: number };
  /**
   * How much of ∂E/∂W is this step's: the projection of its term, ⟨term, ∂E/∂W⟩ / ‖∂E/∂W‖². The shares of all steps
   * add up to 1; a step that pulls against the others has a negative one. 0 where ∂E/∂W is 0.
   */
  readonly share: number;
};

export type Backpropagation = {
  /** E of the pair. */
  readonly loss: number;
  /** t = 1 first. */
  readonly steps: readonly BackwardStep[];
  /** ‖∂E/∂W‖ by matrix; 0 for biases that are off. */
  readonly norms: Readonly<Record<Matrix, number>>;
  /** ‖∇E‖, all matrices taken as one vector: what clipping bounds. */
  readonly norm: number;
};

/**
 * Forward and backward over a + b, T = config.bits steps, before clipping.
 * @param a whole number 0…2^(bits−1) − 1, as is b
 * Throws a RangeError for other numbers, a bad config or weights that do not fit it.
 */
export function* backpropagate(
  config: TrainConfig,
  weights: Weights,
  a: number,
  b: number,
): Portions<Backpropagation> {
  checkConfig(config);
  checkWeights(config, weights);
  const { bits: T, hidden: H } = config;
  for (const number of [a, b]) {
    if (!Number.isInteger(number) || number < 0 || number >= 2 ** (T - 1)) {
      throw new RangeError(`the numbers must be whole and below ${2 ** (T - 1)}, not ${number}`);
    }
  }
  const network = createNetwork(config, T);
  const sequence = sequenceOf(a, b, T);
  const gradient = zeroWeights(config);
  const loss = network.forward(weights, sequence);
  network.backward(weights, sequence, gradient);

  const { cell, y, deltaOut } = network;
  const squareW = dot(gradient.W, 0, gradient.W, 0, gradient.W.length);
  const columns = gradient.W.length / H;
  const term = zeroWeights(config);
  const steps: BackwardStep[] = [];
  for (let t = 1; t <= T; t++) {
    yield;
    // The same step back once more, into a gradient of its own: its term in every sum, whatever the cell.
    for (const name of MATRICES) term[name].fill(0);
    network.stepBack(weights, t, sequence, term);
    const delta = cell.delta.slice(t * columns, (t + 1) * columns);
    steps.push({
      input: [asBit(sequence.a[t]), asBit(sequence.b[t])],
      target: asBit(sequence.d[t]),
      // y and deltaOut are T + 1 long.
      output: y[t] as number,
      deltaOut: deltaOut[t] as number,
      delta: Array.from(delta),
      deltaNorm: norm(delta),
      contribution: { W_in: norm(term.W_in), W: norm(term.W), W_out: norm(term.W_out) },
      share: squareW === 0 ? 0 : dot(term.W, 0, gradient.W, 0, gradient.W.length) / squareW,
    });
  }
  const norms = {
    W_in: norm(gradient.W_in),
    W: norm(gradient.W),
    W_out: norm(gradient.W_out),
    b: norm(gradient.b),
    c: norm(gradient.c),
  };
  return { loss, steps, norms, norm: Math.hypot(...MATRICES.map((name) => norms[name])) };
}

function asBit(value: number | undefined): 0 | 1 {
  return value === 1 ? 1 : 0;
}
