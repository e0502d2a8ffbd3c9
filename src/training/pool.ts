/** The worker threads that everything heavy runs in: trainings and analyses. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { UserError } from '../chat/error.ts';
import { loadingOf } from '../threads.ts';

export type WorkerPool = {
  readonly threads: number;
  readonly pool: Piscina;
  /** Aborted when the threads end: what still runs then fails. */
  readonly ended: AbortSignal;
  /** Ends the threads, whatever they do. */
  end(): Promise<void>;
};

/**
 * Starts the threads.
 * @param threads how many; the machine's cores if undefined
 * @param maxQueue tasks that may wait; one more is refused
 */
export function createWorkerPool(threads: number | undefined, maxQueue: number): WorkerPool {
  const count = threads ?? availableParallelism();
  const pool = new Piscina({
    filename: new URL('./worker.ts', import.meta.url).href,
    minThreads: count,
    maxThreads: count,
    maxQueue,
    idleTimeout: Number.POSITIVE_INFINITY,
    // Polling shared memory would keep an idle core busy.
    atomics: 'disabled',
  });
  const loaded = loadingOf(pool);
  const ending = new AbortController();
  return {
    threads: count,
    pool,
    ended: ending.signal,
    async end() {
      ending.abort();
      await loaded();
      // Not `close`: it ends all threads as soon as some have done their task, and fails the others'.
      await pool.destroy();
    },
  };
}

/** What who still waits for a thread is told when the threads end. */
export function restarting(): UserError {
  return new UserError({
    en: 'I am just restarting. Please try again in a moment.',
    ja: 'ただいま再起動中です。少し待ってからもう一度お試しください。',
  });
}
