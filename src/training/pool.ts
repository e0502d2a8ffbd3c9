/** The worker threads that everything heavy runs in: trainings and analyses. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';

export type WorkerPool = {
  readonly threads: number;
  readonly pool: Piscina;
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
  return { threads: count, pool };
}
