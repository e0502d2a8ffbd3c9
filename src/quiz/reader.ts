/** Reads the decks of teachers in a thread of its own, with an end: no file keeps anybody else waiting. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import type { DeckFile, ReadFile } from './deck-file.ts';
import type { Reading, ReadingTask, Said } from './worker.ts';

export type KeptReading = Exclude<Reading, { readonly kind: 'file' }>;

export type DeckReader = {
  /** @throws UserError naming what is wrong with the file; Error once closed */
  file(file: DeckFile): Promise<ReadFile>;
  /** The deck of a YAML that was kept, or why it cannot be read. @throws Error once closed */
  kept(name: string, yaml: string): Promise<KeptReading>;
  /** Ends the thread, after the file that it reads. */
  close(): Promise<void>;
};

/** Longest time for one file, in ms: 512 KB of sense take 0.3 s, of the worst nonsense 2 s, on a busy machine more. */
const PATIENCE_MS = 20_000;
/** Files that may wait for the thread; a workspace has 20 decks at most. */
const MOST_WAITING = 200;
/** Memory of the thread, in MB; 512 KB of brackets take 300. */
const MEMORY_MB = 512;

const TOO_HARD: Words = {
  en: 'This file takes too long to read. Make it smaller and simpler: no deck needs so many lists within lists.',
  ja: 'ファイルの読み取りに時間がかかりすぎるため、中止しました。小さく、単純な形に直してください。',
};
const BUSY: Words = {
  en: 'Many decks are being read right now. Please try again in a few seconds.',
  ja: 'いま問題集の読み取りが混み合っています。数秒おいて、もう一度お試しください。',
};

/** @param patienceMs for one file, from when the thread takes it */
export function createDeckReader(patienceMs = PATIENCE_MS): DeckReader {
  let thread: Worker | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  let state: 'open' | 'closed' = 'open';

  async function ready(): Promise<Worker> {
    if (thread !== undefined) return thread;
    const started = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    // What ends it is told to whoever waits for an answer.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (thread === started) thread = undefined;
    });
    if ((await heard(started))?.kind !== 'ready') throw new Error('the reading thread did not start');
    thread = started;
    return started;
  }

  async function read(task: ReadingTask): Promise<Reading> {
    if (state === 'closed') throw new Error('no decks are read any more: the reader is closed');
    const worker = await ready();
    worker.postMessage(task);
    const patience = new AbortController();
    const over = sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
    const said = await Promise.race([heard(worker), over]);
    patience.abort();
    switch (said?.kind) {
      case 'done':
        return said.reading;
      case 'broken':
        throw said.error;
      default:
        // Out of time or out of memory; the next file gets a new thread.
        thread = undefined;
        await worker.terminate();
        return { kind: 'fault', words: TOO_HARD };
    }
  }

  /** One after another; who comes last lets the thread go. */
  function inTurn(task: ReadingTask): Promise<Reading> {
    if (waiting >= MOST_WAITING) throw new UserError(BUSY);
    waiting += 1;
    const turn = last
      .then(() => read(task))
      .finally(() => {
        waiting -= 1;
        if (waiting === 0) dismiss();
      });
    last = turn.catch(() => undefined);
    return turn;
  }

  function dismiss(): void {
    // It has loaded and has nothing to do, so it can be ended; see `threads.ts`.
    void thread?.terminate();
    thread = undefined;
  }

  return {
    async file(file) {
      const reading = await inTurn({ kind: 'file', file });
      if (reading.kind === 'file') return reading.read;
      throw reading.kind === 'fault' ? new UserError(reading.words) : strayAnswer();
    },
    async kept(name, yaml) {
      const reading = await inTurn({ kind: 'kept', name, yaml });
      if (reading.kind === 'file') throw strayAnswer();
      return reading;
    },
    async close() {
      state = 'closed';
      await last;
    },
  };
}

function strayAnswer(): Error {
  return new Error('the reading thread answered another question');
}

/** The next that a thread says; undefined if it ends instead. */
async function heard(worker: Worker): Promise<Said | undefined> {
  const done = new AbortController();
  const { signal } = done;
  try {
    return await Promise.race([
      // Both ends of this port are `worker.ts` and this file.
      once(worker, 'message', { signal }).then(([said]) => said as Said),
      once(worker, 'exit', { signal }).then(() => undefined),
    ]);
  } catch {
    // `once` rejects on `error`, which is followed by the thread's end.
    return undefined;
  } finally {
    done.abort();
  }
}
