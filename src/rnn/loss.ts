/** The loss of one output yᵗ = σ(vᵗ) against the true bit dᵗ, with its derivative δ_outᵗ = ∂E/∂vᵗ. */
import { sigmoid } from './activation.ts';
import type { Gradient, Loss } from './config.ts';

export type LossFunction = {
  /** What one step adds to E; d is 0 or 1. */
  readonly of: (d: number, v: number, y: number) => number;
  /** δ_out = ∂E/∂v. */
  readonly deltaOut: (d: number, y: number) => number;
};

/** E = ½(d − y)²; δ_out = (y − d) g′(v), and g′(v) = σ′(v) = y(1 − y). */
const squared: LossFunction = {
  of: (d, _v, y) => 0.5 * (d - y) * (d - y),
  deltaOut: (d, y) => (y - d) * sigmoid.slope(y),
};

/** The article's slip: it puts y where v belongs, so the slope is σ′(y) = σ(y)(1 − σ(y)), 0.197…0.25. */
const squaredWithSlip: LossFunction = {
  of: squared.of,
  deltaOut: (d, y) => (y - d) * sigmoid.slope(sigmoid.f(y)),
};

/**
 * E = −(d ln y + (1 − d) ln(1 − y)) = ln(1 + eᵛ) − d·v, here in a form that no v overflows.
 * δ_out = (y − d)/(y(1 − y)) · g′(v) = y − d: the slope cancels, and the article's slip with it.
 */
const crossEntropy: LossFunction = {
  of: (d, v) => Math.max(v, 0) - d * v + Math.log1p(Math.exp(-Math.abs(v))),
  deltaOut: (d, y) => y - d,
};

/** The loss of a run. `gradient` matters to the squared error only. */
export function lossFunction(loss: Loss, gradient: Gradient): LossFunction {
  if (loss === 'cross-entropy') return crossEntropy;
  return gradient === 'article' ? squaredWithSlip : squared;
}
