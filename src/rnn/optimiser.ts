/** How a gradient becomes a step of the weights. */
import type { Optimiser, TrainConfig } from './config.ts';
import { type WeightShape, zeroWeights } from './shape.ts';
import { copyWeights, MATRICES, setWeights, type Weights } from './weights.ts';

/** Momentum: share of the velocity that stays from one update to the next. */
export const MOMENTUM = 0.9;
/** Adam (Kingma & Ba 2015): decay of the two running means, and what keeps the divisor from 0. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** What an optimiser remembers between updates: two numbers a weight, and the number of updates. */
export type Memory = { readonly m: Weights; readonly v: Weights; updates: number };

export function createMemory(shape: WeightShape): Memory {
  return { m: zeroWeights(shape), v: zeroWeights(shape), updates: 0 };
}

export function copyMemory(from: Memory): Memory {
  return { m: copyWeights(from.m), v: copyWeights(from.v), updates: from.updates };
}

export function setMemory(to: Memory, from: Memory): void {
  setWeights(to.m, from.m);
  setWeights(to.v, from.v);
  to.updates = from.updates;
}

/** Steps one part W of the weights by its gradient g; m, v are its memory, k = 1, 2, … the update, ε the rate. */
type Rule = (
  W: Float64Array,
  g: Float64Array,
  m: Float64Array,
  v: Float64Array,
  k: number,
  ε: number,
) => void;

/** W ← W − ε∇. */
const sgd: Rule = (W, g, _m, _v, _k, ε) => {
  for (let i = 0; i < W.length; i++) W[i] = (W[i] as number) - ε * (g[i] as number);
};

/** m ← 0.9 m + ∇, W ← W − ε m: gradients that agree add up to ten-fold, those that quarrel cancel. */
const momentum: Rule = (W, g, m, _v, _k, ε) => {
  for (let i = 0; i < W.length; i++) {
    m[i] = MOMENTUM * (m[i] as number) + (g[i] as number);
    W[i] = (W[i] as number) - ε * (m[i] as number);
  }
};

/** m, v: running means of ∇ and ∇², m̂ = m/(1 − β₁ᵏ), v̂ = v/(1 − β₂ᵏ); W ← W − ε m̂/(√v̂ + 10⁻⁸). */
const adam: Rule = (W, g, m, v, k, ε) => {
  const { beta1, beta2, epsilon } = ADAM;
  const mShare = 1 - beta1 ** k;
  const vShare = 1 - beta2 ** k;
  for (let i = 0; i < W.length; i++) {
    const gradient = g[i] as number;
    m[i] = beta1 * (m[i] as number) + (1 - beta1) * gradient;
    v[i] = beta2 * (v[i] as number) + (1 - beta2) * gradient * gradient;
    W[i] =
      (W[i] as number) - (ε * ((m[i] as number) / mShare)) / (Math.sqrt((v[i] as number) / vShare) + epsilon);
  }
};

const RULES: Readonly<Record<Optimiser, Rule>> = { sgd, momentum, adam };

/** One update of all the weights by the gradient of the whole batch. Changes weights and memory in place. */
export function update(config: TrainConfig, weights: Weights, gradient: Weights, memory: Memory): void {
  const rule = RULES[config.optimiser];
  memory.updates++;
  for (const name of MATRICES) {
    rule(weights[name], gradient[name], memory.m[name], memory.v[name], memory.updates, config.rate);
  }
}
