/** What the arithmetic of a network costs, counted and not timed: a bound by it is the same on every machine. */
import { RECURRENT_CELLS } from './cells/index.ts';
import type { TrainConfig } from './config.ts';

/** How many times as long as the compiled kernel the reference takes for a step; measured: 3 at H = 4, 6 at 16 and 64. */
const REFERENCE = 6;

/** Multiplications by W that a pair of numbers takes: gates·H²·T, or gates·H² for a single step (`bits`: 1). */
export function multiplications({
  cell,
  hidden,
  bits,
}: Pick<TrainConfig, 'cell' | 'hidden' | 'bits'>): number {
  return RECURRENT_CELLS[cell].gates * hidden ** 2 * bits;
}

/** What a unit's activation costs, and all else that is done for it at a step; measured. */
const UNIT = 30;

/** What one step forward costs as the formulas stand, in multiplications: gates·H² by W, and what each unit takes. */
export function stepCost({ cell, hidden }: Pick<TrainConfig, 'cell' | 'hidden'>): number {
  return RECURRENT_CELLS[cell].gates * hidden * (hidden + UNIT);
}

/** Multiplications of the compiled kernel in a portion of an examination, as if no pair shared a step with another. */
const EXAMINED = 3e7;

/** Pairs of an examination that can be answered in one portion: enough that what they share is worked out once. */
export function pairsInPortion(network: Pick<TrainConfig, 'cell' | 'hidden' | 'bits'>): number {
  return Math.max(1, Math.floor(EXAMINED / (slower(network) * multiplications(network))));
}

/** What a training costs, in multiplications of the compiled kernel; a cell without one costs more. */
export function trainingCost(
  config: Pick<TrainConfig, 'cell' | 'hidden' | 'bits' | 'iterations' | 'batch'>,
): number {
  return slower(config) * multiplications(config) * config.iterations * config.batch;
}

/** How many times as long as in the compiled kernel a multiplication takes. */
function slower({ cell }: Pick<TrainConfig, 'cell'>): number {
  return RECURRENT_CELLS[cell].kernel === 'compiled' ? 1 : REFERENCE;
}

/** Multiplications in a portion of work: with the compiled kernel 1 to 3 ms of learning. */
const PORTION = 2 ** 22;
/** Most pairs in a portion: the smallest networks do little else than what a step costs besides multiplications. */
const MOST_PAIRS = 2048;

/** Pairs that are learned from in one portion, after which the work may rest: 1 … 2048. */
export function portionOf(network: Pick<TrainConfig, 'cell' | 'hidden' | 'bits'>): number {
  return Math.min(MOST_PAIRS, Math.max(1, Math.floor(PORTION / multiplications(network))));
}
