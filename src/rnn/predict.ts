/** One addition by a trained network, step by step, for numbers longer or shorter than it was trained on. */
import type { TrainConfig } from './config.ts';
import { bitOf, createNetwork } from './network.ts';
import type { Prediction } from './result.ts';
import { createSequence, writeBigPair } from './sequence.ts';
import { checkConfig, checkWeights } from './validate.ts';
import type { Weights } from './weights.ts';

/** Longest sequence: numbers of 256 bits, and one step more for the last carry. */
export const MAX_STEPS = 257;

/**
 * Adds a and b with the network: the same weights at every step, so it may run for more steps than the
 * `bits` it was trained with. A sum with an output that is not a number is not right; its bit counts as 0.
 * @param a whole number ≥ 0
 * @param b whole number ≥ 0; a + b < 2^steps
 * @param steps time steps T, 1…257; numbers below 2^(steps−1) always fit
 * Throws a RangeError for numbers or steps out of range, a bad config, or weights that do not fit it.
 */
export function predict(
  network: { readonly config: TrainConfig; readonly weights: Weights },
  a: bigint,
  b: bigint,
  steps: number,
): Prediction {
  const { config, weights } = network;
  checkConfig(config);
  checkWeights(config, weights);
  if (!Number.isInteger(steps) || steps < 1 || steps > MAX_STEPS) {
    throw new RangeError(`steps must be a whole number from 1 to ${MAX_STEPS}, not ${steps}`);
  }
  if (a < 0n || b < 0n || a + b >= 1n << BigInt(steps)) {
    throw new RangeError(`a and b must be at least 0 and their sum below 2^${steps}`);
  }
  const unrolled = createNetwork(config, steps);
  const sequence = createSequence(steps);
  writeBigPair(sequence, a, b);
  unrolled.forward(weights, sequence);

  const H = config.hidden;
  const { z } = unrolled.cell.states;
  const probabilities = Array.from(unrolled.y.subarray(1));
  const bits = probabilities.map((y) => asBit(bitOf(y)));
  const sum = bits.reduce((total, bit, t) => total + (BigInt(bit) << BigInt(t)), 0n);
  return {
    a,
    b,
    sum,
    right: sum === a + b && !probabilities.some(Number.isNaN),
    bits,
    probabilities,
    hidden: probabilities.map((_, t) => Array.from(z.subarray((t + 1) * H, (t + 2) * H))),
    carries: Array.from(sequence.carry.subarray(1), asBit),
  };
}

/** 1 for 1, else 0. */
function asBit(value: number): 0 | 1 {
  return value === 1 ? 1 : 0;
}
