/**
 * The whole network over a sequence: a recurrent cell, the output vᵗ = zᵗ W_out + c, yᵗ = σ(vᵗ), the loss
 * E = Σₜ E(dᵗ, yᵗ), and the way back through time.
 */
import { ACTIVATION_FUNCTIONS, sigmoid } from './activation.ts';
import type { RecurrentCell, UnrolledCell } from './cells/cell.ts';
import { RECURRENT_CELLS } from './cells/index.ts';
import type { TrainConfig } from './config.ts';
import { lossFunction } from './loss.ts';
import type { Sequence } from './sequence.ts';
import { addScaled, dot } from './vector.ts';
import type { Weights } from './weights.ts';

/** A network unrolled over T steps. Arrays are indexed by t = 1…T, so they are T + 1 long. */
export interface Network {
  readonly cell: UnrolledCell;
  /** yᵗ, the probability that bit t of the sum is 1. */
  readonly y: Float64Array;
  /** δ_outᵗ = ∂E/∂vᵗ. */
  readonly deltaOut: Float64Array;
  /** One step: zᵗ and yᵗ from zᵗ⁻¹ and xᵗ = (x1, x2). Returns yᵗ. */
  step(weights: Weights, t: number, x1: number, x2: number): number;
  /** All steps t = 1…T. Returns E. */
  forward(weights: Weights, sequence: Sequence): number;
  /** One step back: δ_outᵗ and δᵗ, after all steps forward and those back from T to t + 1. Adds its share to `gradient`. */
  stepBack(weights: Weights, t: number, sequence: Sequence, gradient: Weights): void;
  /** BPTT: all steps back, t = T…1, after `forward`. Adds ∂E/∂(each weight) to `gradient`. */
  backward(weights: Weights, sequence: Sequence, gradient: Weights): void;
}

/** The bit that a probability y stands for: 1 when y > ½, 0 when y ≤ ½ (as np.round has it), NaN for NaN. */
export function bitOf(y: number): number {
  return y > 0.5 ? 1 : y <= 0.5 ? 0 : Number.NaN;
}

/**
 * The network that `config` describes, over `steps` time steps (its own `bits`, or more or fewer).
 * It holds no weights; they are handed to each call in the shapes of `weights.ts`.
 * @param kind the cell, if it is not the one that `config` names
 */
export function createNetwork(
  config: TrainConfig,
  steps: number,
  kind: RecurrentCell = RECURRENT_CELLS[config.cell],
): Network {
  const H = config.hidden;
  const T = steps;
  const cell = kind.unroll(H, T, ACTIVATION_FUNCTIONS[config.activation]);
  const { z } = cell.states;
  const loss = lossFunction(config.loss, config.gradient);
  const v = new Float64Array(T + 1);
  const y = new Float64Array(T + 1);
  const deltaOut = new Float64Array(T + 1);
  const dz = new Float64Array(H);

  function step(weights: Weights, t: number, x1: number, x2: number): number {
    cell.forward(weights, t, x1, x2);
    // vᵗ = zᵗ W_out + c, yᵗ = g(vᵗ)
    v[t] = dot(z, t * H, weights.W_out, 0, H) + (weights.c[0] ?? 0);
    const output = sigmoid.f(v[t] as number);
    y[t] = output;
    return output;
  }

  function forward(weights: Weights, { a, b, d }: Sequence): number {
    let E = 0;
    for (let t = 1; t <= T; t++) {
      step(weights, t, a[t] as number, b[t] as number);
      E += loss.of(d[t] as number, v[t] as number, y[t] as number);
    }
    return E;
  }

  function stepBack(weights: Weights, t: number, { a, b, d }: Sequence, gradient: Weights): void {
    const error = loss.deltaOut(d[t] as number, y[t] as number);
    deltaOut[t] = error;
    // ∂E/∂W_out += (zᵗ)ᵀ δ_outᵗ, ∂E/∂c += δ_outᵗ
    addScaled(gradient.W_out, 0, error, z, t * H, H);
    if (gradient.c.length > 0) gradient.c[0] = (gradient.c[0] as number) + error;
    // ∂E/∂zᵗ by way of the output: δ_outᵗ W_outᵀ
    dz.fill(0);
    addScaled(dz, 0, error, weights.W_out, 0, H);
    cell.backward(weights, t, a[t] as number, b[t] as number, dz, gradient);
  }

  function backward(weights: Weights, sequence: Sequence, gradient: Weights): void {
    for (let t = T; t >= 1; t--) stepBack(weights, t, sequence, gradient);
  }

  return { cell, y, deltaOut, step, forward, stepBack, backward };
}
