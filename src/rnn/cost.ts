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

/** What a training costs, in multiplications of the compiled kernel; a cell without one costs more. */
export function trainingCost(
  config: Pick<TrainConfig, 'cell' | 'hidden' | 'bits' | 'iterations' | 'batch'>,
): number {
  const slower = RECURRENT_CELLS[config.cell].kernel === 'compiled' ? 1 : REFERENCE;
  return slower * multiplications(config) * config.iterations * config.batch;
}

/** Multiplications in a portion of work: with the compiled kernel 1 to 3 ms of learning. */
const PORTION = 2 ** 22;
/** Most pairs in a portion: the smallest networks do little else than what a step costs besides multiplications. */
const MOST_PAIRS = 2048;

/** Pairs that are learned from in one portion, after which the work may rest: 1 … 2048. */
export function portionOf(network: Pick<TrainConfig, 'cell' | 'hidden' | 'bits'>): number {
  return Math.min(MOST_PAIRS, Math.max(1, Math.floor(PORTION / multiplications(network))));
}
