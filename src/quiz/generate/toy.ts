/** Networks small enough to work out by hand, run by the engine. */
import { ACTIVATION_FUNCTIONS } from '../../rnn/activation.ts';
import { RECURRENT_CELLS } from '../../rnn/cells/index.ts';
import { type Activation, DEFAULTS } from '../../rnn/config.ts';
import { createNetwork } from '../../rnn/network.ts';
import { createSequence, type Sequence } from '../../rnn/sequence.ts';
import { zeroWeights } from '../../rnn/shape.ts';
import type { Weights } from '../../rnn/weights.ts';

/** σ, tanh and ReLU by the names that formulas use. */
export const FUNCTION_NAMES: Readonly<Record<Activation, string>> = {
  sigmoid: 'σ',
  tanh: 'tanh',
  relu: 'ReLU',
};

/** Weights of one hidden unit without biases. */
export type OneUnit = { readonly w1: number; readonly w2: number; readonly w: number; readonly wOut: number };

export function oneUnit({ w1, w2, w, wOut }: OneUnit): Weights {
  const weights = zeroWeights({ cell: 'rnn', hidden: 1, biases: 'off' });
  weights.W_in.set([w1, w2]);
  weights.W.set([w]);
  weights.W_out.set([wOut]);
  return weights;
}

/** What the engine finds for a network of one hidden unit; index t = 0…T, 0 before the first step. */
export type Worked = {
  readonly z: readonly number[];
  readonly y: readonly number[];
  /** δ_outᵗ and δᵗ. */
  readonly deltaOut: readonly number[];
  readonly delta: readonly number[];
  readonly gradient: Weights;
  readonly loss: number;
};

/** Forward and back through a sequence of bits with the article's settings. */
export function workOut(weights: Weights, activation: Activation, sequence: Sequence): Worked {
  const config = { ...DEFAULTS, hidden: 1, activation };
  const T = sequence.a.length - 1;
  const network = createNetwork(config, T);
  const gradient = zeroWeights(config);
  const loss = network.forward(weights, sequence);
  network.backward(weights, sequence, gradient);
  return {
    z: Array.from(network.cell.states.z),
    y: Array.from(network.y),
    deltaOut: Array.from(network.deltaOut),
    delta: Array.from(network.cell.delta),
    gradient,
    loss,
  };
}

/** A sequence of given columns (aᵗ, bᵗ, dᵗ), t = 1…T. */
export function columns(rows: readonly (readonly [a: number, b: number, d: number])[]): Sequence {
  const sequence = createSequence(rows.length);
  rows.forEach(([a, b, d], i) => {
    sequence.a[i + 1] = a;
    sequence.b[i + 1] = b;
    sequence.d[i + 1] = d;
  });
  return sequence;
}

/**
 * uᵗ of H hidden units from zᵗ⁻¹ and xᵗ: the engine's cell with the identity for f.
 * @param W H × H, row i holds what leaves unit i
 */
export function preactivation(
  weights: Weights,
  hidden: number,
  before: readonly number[],
  x: readonly [number, number],
): readonly number[] {
  const identity = { f: (u: number) => u, slope: () => 1, steepest: 1 };
  const cell = RECURRENT_CELLS.rnn.unroll(hidden, 1, identity);
  cell.states.z.set(before, 0);
  cell.forward(weights, 1, x[0], x[1]);
  return Array.from(cell.states.z.subarray(hidden, 2 * hidden));
}

/** f(u). */
export function activate(activation: Activation, u: number): number {
  return ACTIVATION_FUNCTIONS[activation].f(u);
}

/** f′(u), from z = f(u). */
export function slopeAt(activation: Activation, z: number): number {
  return ACTIVATION_FUNCTIONS[activation].slope(z);
}
