/** Whether training on would change a network at all: a proof, by trying every pair. */

import type { TrainConfig } from './config.ts';
import { multiplications, portionOf } from './cost.ts';
import type { Portions } from './portions.ts';
import { examPairs } from './sample.ts';
import type { Stepper } from './stepper.ts';
import { MATRICES, type Weights } from './weights.ts';

/** Multiplications that a proof may cost: up to a second. Only networks at rest need all of them. */
const BUDGET = 2e9;

/** Learning from a pair and comparing all weights costs as much as learning from so many pairs. */
const PER_LEARNED = 4;

/**
 * Whether the stepper's network has come to rest: not one of all its pairs changes a single weight, since the gradient
 * is 0 or too small beside the weight to be added. With plain SGD and one pair an update that is so for ever, whatever
 * pairs follow. False means that nothing has been proved: some pair does change it, or its optimiser remembers former
 * gradients, or there are too many pairs to try.
 * The stepper, with the weights as trained, has them back when it is done, and not before.
 */
export function* isAtRest(stepper: Stepper, config: TrainConfig): Portions<boolean> {
  const { optimiser, batch, bits } = config;
  if (optimiser !== 'sgd' || batch !== 1 || 4 ** (bits - 1) * multiplications(config) > BUDGET) return false;
  const exam = examPairs(bits);
  if (exam.over !== 'all') return false;
  const { length } = exam.a;
  const final = stepper.read();
  const losses = new Float64Array(1);
  const portion = Math.ceil(portionOf(config) / PER_LEARNED);
  for (let k = 0; k < length; k += 1) {
    if (k > 0 && k % portion === 0) yield;
    // Pair by pair: two updates might undo each other.
    stepper.run(exam.a.subarray(k, k + 1), exam.b.subarray(k, k + 1), 0, 1, losses);
    if (!equal(stepper.read(), final)) {
      stepper.write(final);
      return false;
    }
  }
  return true;
}

function equal(one: Weights, other: Weights): boolean {
  return MATRICES.every((name) => one[name].every((weight, i) => weight === other[name][i]));
}
