/** Ids and seeds that follow from what is done: done again after a crash, the same ones are drawn. */
import { createHash } from 'node:crypto';

/** Seeds drawn for who gives none are below this: short enough to say. */
export const SEEDS = 10_000;

/** Bytes of an id. */
const ID_BYTES = 6;

/** Draws that seem to be by chance. */
export type Draws = {
  /** A unique id of 12 hexadecimal digits. */
  newId(): string;
  /** 0 ≤ seed < `SEEDS`. */
  newSeed(): number;
};

/** @param errand unique, and not guessable where ids must not be */
export function drawFrom(errand: string): Draws {
  let drawn = 0;
  const next = () => {
    drawn += 1;
    return createHash('sha256').update(`${errand}:${drawn}`).digest();
  };
  return {
    newId: () => next().toString('hex', 0, ID_BYTES),
    newSeed: () => next().readUInt32BE() % SEEDS,
  };
}
