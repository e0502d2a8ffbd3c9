/** Waits for a promise, but not for ever. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits at most `ms`. Leaves no timer behind.
 * @returns whether the promise was kept in that time
 * @throws what the promise throws in that time
 */
export async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const over = new AbortController();
  const limit = sleep(ms, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), limit]);
  } finally {
    over.abort();
  }
}
