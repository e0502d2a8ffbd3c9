/** Jobs that wait for their turn, in the order of a rota, with their places and how long that is likely to take. */
import type { Place } from './port.ts';
import { createRota, type Owned } from './rota.ts';

export type Line<T extends Owned> = {
  readonly size: number;
  join(one: T): void;
  /** Nothing happens if it does not wait here. */
  leave(one: T): void;
  /** Takes out the one whose turn it is. */
  next(): T | undefined;
  /** All that wait, the next one first. */
  places(): readonly (readonly [T, Place])[];
  [Symbol.iterator](): Iterator<T>;
};

/** How much of the recent pace is that of the last turn, 0…1: about the last five count. */
const NEWEST = 0.2;

/** @param now a clock that only goes on, ms */
export function createLine<T extends Owned>(now: () => number): Line<T> {
  const waiting = new Set<T>();
  const rota = createRota();
  /** Mean time between two turns while there were some who waited, ms. */
  let pace: number | undefined;
  /** When the last turn was, if some have been waiting ever since. */
  let turnAt: number | undefined;

  return {
    get size() {
      return waiting.size;
    },
    join(one) {
      waiting.add(one);
    },
    leave(one) {
      waiting.delete(one);
      if (waiting.size === 0) turnAt = undefined;
    },
    next() {
      const one = rota.choose(waiting);
      if (one === undefined) return undefined;
      waiting.delete(one);
      rota.serve(one.owner);
      const at = now();
      if (turnAt !== undefined) {
        const took = at - turnAt;
        pace = pace === undefined ? took : pace + NEWEST * (took - pace);
      }
      turnAt = waiting.size > 0 ? at : undefined;
      return one;
    },
    places() {
      return rota
        .inOrder(waiting)
        .map((one, ahead) => [
          one,
          { ahead, seconds: pace === undefined ? undefined : Math.ceil(((ahead + 1) * pace) / 1_000) },
        ]);
    },
    [Symbol.iterator]: () => waiting.values(),
  };
}
