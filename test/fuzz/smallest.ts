/** The smallest input that fails, and how it is sent again. */
import fc from 'fast-check';

export type Smallest<T> = {
  readonly input: T;
  /** With the seed it names the input. */
  readonly path: string;
  readonly wrong: readonly string[];
};

/** Inputs that are tried for one that fails: what is found by then is small enough to look at. */
const MOST_TRIES = 200;

/**
 * Makes an input that was drawn smaller for as long as it fails.
 * @param drawn `at`: which of that seed, from 0
 * @param wrongWith what is wrong with an input that is sent alone
 * @returns undefined if that input does not fail alone
 */
export async function smallest<T>(
  inputs: fc.Arbitrary<T>,
  { seed, at }: { readonly seed: number; readonly at: number },
  wrongWith: (input: T) => Promise<readonly string[]>,
): Promise<Smallest<T> | undefined> {
  let tries = 0;
  let last: Omit<Smallest<T>, 'path'> | undefined;
  const property = fc.asyncProperty(inputs, async (input) => {
    tries += 1;
    if (tries > MOST_TRIES) return true;
    const wrong = await wrongWith(input);
    if (wrong.length > 0) last = { input, wrong };
    return wrong.length === 0;
  });
  const { counterexamplePath: path } = await fc.check(property, { seed, path: String(at), numRuns: 1 });
  return path === null || last === undefined ? undefined : { ...last, path };
}

/** The inputs that a seed draws; with a path the one that it names. */
export function drawn<T>(
  inputs: fc.Arbitrary<T>,
  { seed, count, path = '' }: { readonly seed: number; readonly count: number; readonly path?: string },
): readonly T[] {
  return fc.sample(inputs, { seed, path, numRuns: path === '' ? count : 1 });
}
