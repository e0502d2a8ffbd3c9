/** The pairs of the next iterations, drawn ahead together, with room for their losses. */
import { BLOCK } from './stepper.ts';

/** Up to BLOCK iterations; iteration `start + k` learns from the pairs k·batch … (k + 1)·batch − 1. */
export type Block = {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly losses: Float64Array;
  /** Iteration that the block starts with. */
  start: number;
};

export function createBlock(batch: number): Block {
  return {
    a: new Uint32Array(BLOCK * batch),
    b: new Uint32Array(BLOCK * batch),
    losses: new Float64Array(BLOCK),
    start: 0,
  };
}
