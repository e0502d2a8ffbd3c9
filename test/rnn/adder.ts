/** A network that adds without having learned to: the oracle of the tests. Its carry sits in one unit. */
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import type { Weights } from '../../src/rnn/weights.ts';

/** Steepness of the sigmoids: their outputs are 0 and 1 to e⁻²⁰. */
const K = 40;

/** Unit 1 is the carry, unit 3 is always on and leads nowhere. */
export const CARRY_UNIT = 1;
export const IDLE_UNIT = 3;

/** Sigmoid, H = 4, with biases. */
export const ADDER_CONFIG: TrainConfig = { ...DEFAULTS, hidden: 4, biases: 'on' };

/**
 * With s = aᵗ + bᵗ + carry, unit j = 0, 1, 2 says s > j: unit 1 is the carry out. The bit of the sum is 1
 * for s = 1 and s = 3: unit 0 − unit 1 + unit 2.
 */
export const ADDER: Weights = {
  W_in: Float64Array.of(K, K, K, 0, K, K, K, 0),
  // From unit 1 to units 0, 1, 2.
  W: Float64Array.of(0, 0, 0, 0, K, K, K, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  W_out: Float64Array.of(K, -K, K, 0),
  b: Float64Array.of(-0.5 * K, -1.5 * K, -2.5 * K, K),
  c: Float64Array.of(-0.5 * K),
};
