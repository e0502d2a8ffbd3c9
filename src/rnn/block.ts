/** The pairs of the next iterations, drawn ahead together, with room for their losses. */
import type { TrainConfig } from './config.ts';
import { multiplications } from './cost.ts';

/** Most iterations in a block. */
export const BLOCK = 100;

/**
 * Multiplications that explaining a divergence may cost, about a tenth of a second. A block is
 * repeated for it, so this bounds a block's size.
 */
export const EXPLAINING_BUDGET = 6e7;

/** Some iterations; iteration `start + k` learns from the pairs k·batch … (k + 1)·batch − 1. */
export type Block = {
  /** Iterations in a block: BLOCK, or fewer of large networks and batches. */
  readonly size: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly losses: Float64Array;
  /** Iteration that the block starts with; −1 before any has been drawn. */
  start: number;
};

/** A block that is empty, or goes on with the pairs of a saved one. */
export function createBlock(config: TrainConfig, saved?: Pick<Block, 'start' | 'a' | 'b'>): Block {
  const affordable = Math.floor(EXPLAINING_BUDGET / (multiplications(config) * config.batch));
  const size = Math.min(BLOCK, Math.max(1, affordable));
  return {
    size,
    a: saved?.a.slice() ?? new Uint32Array(size * config.batch),
    b: saved?.b.slice() ?? new Uint32Array(size * config.batch),
    losses: new Float64Array(size),
    start: saved?.start ?? -1,
  };
}
