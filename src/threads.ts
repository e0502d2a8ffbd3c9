/** The end of a pool's threads, in order. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Piscina } from 'piscina';

/** Patience with threads that do not come to load their program, ms. */
const LOADING_MS = 5_000;

/**
 * To be called as soon as the pool has been made. Node 26 aborts the whole process when a thread is terminated while it
 * `require`s a module (an assertion in `CreateRequiredModuleFacade`), as Piscina's threads do first of all.
 * @returns waits until every thread that the pool was made with has loaded its program, or has ended
 */
export function loadingOf(pool: Pick<Piscina, 'threads'>): () => Promise<void> {
  // A thread's first message says that it is ready.
  const loaded = Promise.all(
    pool.threads.map(
      (thread) =>
        new Promise<void>((resolve) => {
          thread.once('message', () => resolve());
          thread.once('exit', () => resolve());
        }),
    ),
  );
  return async () => {
    const patience = new AbortController();
    await Promise.race([
      loaded,
      sleep(LOADING_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  };
}
