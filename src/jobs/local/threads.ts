/** Threads that hold some jobs each, and their end in order. A job stays with its thread. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Said } from '../do.ts';
import type { Length } from '../length.ts';
import type { AnyProgram } from '../program.ts';
import type { Message, Task, ThreadData } from './message.ts';

export type ThreadSettings = {
  /** Threads that always stand ready (≥ 0), and that there may be (≥ 1). */
  readonly threads: { readonly least: number; readonly most: number };
  /** How long one that has nothing to do is kept beyond the least, ms. */
  readonly idleMs?: number;
  /** Memory of a thread, MB; Node's own bound if there is none. */
  readonly memoryMb?: number;
  /** What a thread loads as it starts, before there is work. */
  readonly ready?: readonly AnyProgram[];
  /**
   * Jobs that a thread may have begun, for each needs its memory: long ones while it has fewer than `long`, any while it
   * has fewer than `all`. One at a time, from its beginning to its end, if nothing is said.
   */
  readonly shared?: { readonly long: number; readonly all: number };
  /** `low` lets the main thread go first, where the system can tell threads apart (Linux). */
  readonly priority?: ThreadData['priority'];
};

/** What the threads tell. */
export type Ears = {
  said(id: string, said: Said): void;
  /**
   * The thread of a job has ended before the job: `lost` while this one computed, `beside` while another did, or none.
   * `unstarted`: it could not do any.
   */
  gone(id: string, how: 'lost' | 'beside' | 'unstarted', message: string): void;
  /** There may be room for more. */
  room(): void;
};

export type Threads = {
  /** Whether some thread can take a job that is expected to be so long. */
  hasRoom(length: Length): boolean;
  /** Hands it to a thread; to be called where there is room. @throws DataCloneError for what cannot travel */
  give(task: Task): void;
  /** Ends the thread that holds this job, whatever it does, and says no more of it; the other jobs that it holds are `gone`. */
  endOf(id: string): void;
  /** Ends all threads, whatever they do. */
  end(): Promise<void>;
};

type Thread = {
  readonly worker: Worker;
  stage: 'loading' | 'ready';
  /** Resolves when it has loaded, or has ended. */
  readonly loaded: Promise<void>;
  /** Its jobs, by id; `first` goes before the others, and there is one of them at most. */
  readonly jobs: Map<string, { readonly place: 'first' | 'aside'; readonly turn: Task['turn'] }>;
  idle: NodeJS.Timeout | undefined;
};

/** Patience with threads that do not come to load their program, ms. */
const LOADING_MS = 5_000;
const ALONE = { long: 1, all: 1 };

export function startThreads(settings: ThreadSettings, ears: Ears): Threads {
  const { threads: bounds, idleMs = 0, memoryMb, ready = [], shared = ALONE, priority = 'usual' } = settings;
  const data: ThreadData = { ready: ready.map(({ file }) => file), priority };
  const threads = new Set<Thread>();
  /** Ends that are under way. */
  const ending = new Set<Promise<void>>();

  function start(): Thread {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: data,
      ...(memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
    });
    const loaded = Promise.withResolvers<void>();
    const thread: Thread = {
      worker,
      stage: 'loading',
      loaded: loaded.promise,
      jobs: new Map(),
      idle: undefined,
    };
    threads.add(thread);
    let fault = '';
    worker.on('message', (message: Message) => {
      if (message.kind === 'loaded') {
        thread.stage = 'ready';
        loaded.resolve();
      } else hear(thread, message);
    });
    worker.on('error', (error: unknown) => {
      fault = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', (code) => {
      loaded.resolve();
      ended(thread, fault || `the thread ended with code ${code}`);
    });
    // A thread without work keeps nobody from leaving.
    worker.unref();
    return thread;
  }

  function hear(thread: Thread, message: Exclude<Message, { readonly kind: 'loaded' }>): void {
    const { id } = message;
    const job = thread.jobs.get(id);
    if (job === undefined) return;
    switch (message.kind) {
      case 'sunk':
        thread.jobs.set(id, { ...job, place: 'aside' });
        ears.room();
        return;
      case 'said':
        if (message.said.kind === 'ended') release(thread, id);
        ears.said(id, message.said);
        if (message.said.kind === 'ended') ears.room();
    }
  }

  function release(thread: Thread, id: string): void {
    thread.jobs.delete(id);
    if (thread.jobs.size > 0) return;
    thread.worker.unref();
    clearTimeout(thread.idle);
    thread.idle = setTimeout(() => {
      if (threads.size > bounds.least && threads.has(thread)) dismiss(thread);
    }, idleMs);
    thread.idle.unref();
  }

  function ended(thread: Thread, message: string): void {
    const jobs = [...thread.jobs];
    thread.jobs.clear();
    const isReady = thread.stage === 'ready';
    const expected = !threads.delete(thread);
    clearTimeout(thread.idle);
    for (const [id, { turn }] of jobs) {
      const how = Atomics.load(turn, 0) === 0 ? 'beside' : 'lost';
      ears.gone(id, isReady ? how : 'unstarted', message);
    }
    // One that could not start would not start again: the next job tries it.
    if (!expected && isReady) fill();
    ears.room();
  }

  function fill(): void {
    while (threads.size < bounds.least) start();
  }

  /**
   * Ends a thread, and counts it no more. Only once it has loaded: Node 26 aborts the whole process when a thread is
   * terminated while it loads a module (an assertion in `CreateRequiredModuleFacade`).
   */
  function dismiss(thread: Thread): void {
    threads.delete(thread);
    clearTimeout(thread.idle);
    const end = terminate(thread).finally(() => ending.delete(end));
    ending.add(end);
  }

  async function terminate({ worker, loaded }: Thread): Promise<void> {
    worker.ref();
    const patience = new AbortController();
    await Promise.race([
      loaded,
      sleep(LOADING_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    await worker.terminate();
  }

  /** The thread with most room, if there is any; `new` if one can be started that would have more. */
  function roomiest(length: Length): Thread | 'new' | undefined {
    const most = length === 'long' ? shared.long : shared.all;
    const fit = [...threads].filter(
      ({ jobs }) =>
        jobs.size < most && (length === 'long' || ![...jobs.values()].some(({ place }) => place === 'first')),
    );
    const [best] = fit.toSorted((a, b) => a.jobs.size - b.jobs.size);
    return (best === undefined || best.jobs.size > 0) && threads.size < bounds.most ? 'new' : best;
  }

  fill();
  return {
    hasRoom: (length) => roomiest(length) !== undefined,
    give(task) {
      const { id, length, turn } = task;
      const found = roomiest(length);
      const thread = found === 'new' || found === undefined ? start() : found;
      thread.worker.postMessage(task);
      thread.jobs.set(id, { place: length === 'long' ? 'aside' : 'first', turn });
      thread.worker.ref();
      clearTimeout(thread.idle);
    },
    endOf(id) {
      const thread = [...threads].find(({ jobs }) => jobs.has(id));
      if (thread === undefined) return;
      thread.jobs.delete(id);
      dismiss(thread);
      fill();
    },
    async end() {
      for (const thread of threads) dismiss(thread);
      await Promise.all(ending);
    },
  };
}
