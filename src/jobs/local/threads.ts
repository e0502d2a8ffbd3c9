/** Threads that do one task each at a time, and their end in order: what there is of Piscina. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { AnyProgram } from '../program.ts';
import type { Message, Task } from './message.ts';
import type { ThreadData } from './thread.ts';

export type ThreadSettings = {
  /** Threads that always stand ready (≥ 0), and that there may be (≥ 1). */
  readonly threads: { readonly least: number; readonly most: number };
  /** How long one that has nothing to do is kept beyond the least, ms. */
  readonly idleMs?: number;
  /** Memory of a thread, MB; Node's own bound if there is none. */
  readonly memoryMb?: number;
  /** What a thread loads as it starts, before there is work. */
  readonly ready?: readonly AnyProgram[];
};

export type Threads = {
  /**
   * Has a thread do a task. @returns when the thread is free again
   * @throws Error if the thread has ended before, or none can be started; `end`, to be aborted only once the task has
   * begun, ends it
   */
  run(task: Task, end: AbortSignal): Promise<void>;
  /** Ends all threads, whatever they do. */
  end(): Promise<void>;
};

/** Patience with threads that do not come to load their program, ms. */
const LOADING_MS = 5_000;

export function startThreads(settings: ThreadSettings, hear: (message: Message) => void): Threads {
  const { threads, idleMs = 0, memoryMb, ready = [] } = settings;
  const data: ThreadData = { ready: ready.map(({ file }) => file) };
  const pool = new Piscina<Task, void>({
    filename: new URL('./thread.ts', import.meta.url).href,
    minThreads: threads.least,
    maxThreads: threads.most,
    idleTimeout: idleMs,
    workerData: data,
    ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
    // Polling shared memory would keep an idle core busy.
    atomics: 'disabled',
  });
  pool.on('message', hear);
  // A fault of a thread without work: whoever waits for a task is told by its own promise.
  pool.on('error', () => undefined);
  const loading = new WeakMap<Worker, Promise<void>>();
  /** To end each task that is not done. */
  const tasks = new Set<AbortController>();

  /** Piscina starts no other thread in the place of one that has ended before it was ready: its tasks would wait for ever. */
  function giveUp(): void {
    if (pool.threads.length > 0) return;
    for (const task of tasks) task.abort(new Error('no thread can be started'));
  }

  /** To be called whenever there may be new threads. A thread's first message says that it has loaded. */
  function watch(): void {
    for (const thread of pool.threads) {
      if (loading.has(thread)) continue;
      const loaded = new Promise<void>((resolve) => {
        thread.once('message', () => resolve());
        thread.once('exit', () => resolve());
      });
      thread.once('exit', giveUp);
      loading.set(thread, loaded);
    }
  }
  watch();
  // One that has ended is followed by another.
  pool.on('workerDestroy', () => queueMicrotask(watch));

  return {
    async run(task, end) {
      const own = new AbortController();
      tasks.add(own);
      try {
        const done = pool.run(task, { signal: AbortSignal.any([end, own.signal]) });
        watch();
        await done;
      } catch (error) {
        own.signal.throwIfAborted();
        throw error;
      } finally {
        tasks.delete(own);
      }
    },
    async end() {
      watch();
      // Node 26 aborts the whole process when a thread is terminated while it `require`s a module (an assertion in
      // `CreateRequiredModuleFacade`), as Piscina's threads do first of all.
      const patience = new AbortController();
      await Promise.race([
        Promise.all(pool.threads.map((thread) => loading.get(thread))),
        sleep(LOADING_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
      // Not `close`: it ends all threads as soon as some have done their task, and fails the others'.
      await pool.destroy();
    },
  };
}
