/** Draws of the quiz: what a question's seed decides (order of options, numbers of generated questions). */
import { createRandom } from '../rnn/random.ts';

export interface Chance {
  /** A whole number min … max, both included. */
  integer(min: number, max: number): number;
  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** The same items in another order (Fisher–Yates). */
  shuffled<T>(items: readonly T[]): T[];
  /** A number from `min` to `max` in steps of `step`. */
  decimal(min: number, max: number, step: number): number;
  /** A real number in [0, 1). */
  uniform(): number;
}

/**
 * The same draws for the same seed on every machine.
 * @param seed any whole number; it is taken modulo 2³².
 * @param salt keeps draws for different purposes apart, e.g. a question's id.
 */
export function createChance(seed: number, salt = ''): Chance {
  const random = createRandom((Math.trunc(seed) ^ fnv1a(salt)) >>> 0);
  const integer = (min: number, max: number): number => min + random.below(max - min + 1);
  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    // integer() is within 0 … length − 1.
    return items[integer(0, items.length - 1)] as T;
  }
  function shuffled<T>(items: readonly T[]): T[] {
    const order = [...items];
    for (let i = order.length - 1; i > 0; i--) {
      const j = integer(0, i);
      // i and j are within the array.
      [order[i], order[j]] = [order[j] as T, order[i] as T];
    }
    return order;
  }
  function decimal(min: number, max: number, step: number): number {
    const steps = Math.round((max - min) / step);
    return Number((min + integer(0, steps) * step).toFixed(10));
  }
  return { integer, pick, shuffled, decimal, uniform: random.uniform };
}

/** FNV-1a, 32 bits: a number for a text. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
