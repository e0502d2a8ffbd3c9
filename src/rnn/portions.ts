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
