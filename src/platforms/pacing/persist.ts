/** Tries again what a platform could not be reached for. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Before each further try, in ms. */
export const PERSIST_MS: readonly number[] = [500, 1_500, 4_000, 10_000];

/**
 * Gets something, again after each of the waits while it cannot be reached. A stop does not wait for it.
 * @param waitsMs before each further try, in ms
 * @returns what came of the last try
 * @throws what `get` throws, at once
 */
export async function persist<T>(
  get: () => Promise<T>,
  isUnreachable: (got: T) => boolean,
  waitsMs: readonly number[],
): Promise<T> {
  let got = await get();
  for (const waitMs of waitsMs) {
    if (!isUnreachable(got)) break;
    await sleep(waitMs, undefined, { ref: false });
    got = await get();
  }
  return got;
}
