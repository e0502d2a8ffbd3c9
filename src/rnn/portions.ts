/** Work in portions, between which whoever has it done may do something else. */

/**
 * Work that can be put aside: every `yield` is a place where it may rest, ten milliseconds of computing after the last
 * at most. What happens between two portions does not change its result.
 */
export type Portions<Result> = Generator<void, Result, void>;

/** Does it all at once. */
export function whole<Result>(portions: Portions<Result>): Result {
  for (;;) {
    const { done, value } = portions.next();
    if (done === true) return value;
  }
}

/** Multiplications in a portion: some five milliseconds of the formulas as they stand, a third of that in the kernel. */
export const PORTION = 4e6;

/** Counts what has been computed since the last rest; counted and not timed, the rests are where they always are. */
export type Pace = {
  /** Adds the cost of what comes next, in multiplications. Whether to rest before it; before the first, always. */
  isDue(cost: number): boolean;
};

export function createPace(): Pace {
  let spent = PORTION;
  return {
    isDue(cost) {
      spent += cost;
      if (spent <= PORTION) return false;
      spent = cost;
      return true;
    },
  };
}

/** Is told now and then how much of some work is done, 0…1. */
export type Told = (share: number) => void;

/** Told of by nobody. */
export const untold: Told = () => undefined;

/** For a part of some work that takes it from one share to another. */
export function part(told: Told, from: number, to: number): Told {
  return (share) => told(from + share * (to - from));
}
