/** Training as jobs: a bounded queue before worker threads, with progress and cancel. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../chat/error.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Progress, RunResult } from '../rnn/result.ts';
import { restarting, type WorkerPool } from './pool.ts';
import { createSignal, type Signal } from './signal.ts';
import type { TrainAnswer, TrainReport, TrainTask } from './task.ts';

/** Who started a job: of each workspace a few may wait, of each person one may run. */
export type Owner = { readonly workspace: string; readonly userId: string };

/** Why a job ended: by itself, or because it was stopped. */
export type Ending = 'done' | 'cancelled' | 'time-limit' | 'shutdown';

export type TrainingEvent =
  | { readonly kind: 'queued' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ended'; readonly ending: Ending; readonly result: RunResult };

export type Job = {
  /** Names the job for a cancel button; unique while the process runs. */
  readonly id: string;
  /** `queued` at once, then `progress` (the newest only, if read slowly), then `ended`. */
  readonly events: AsyncGenerator<TrainingEvent, void, undefined>;
};

export interface Trainer {
  /**
   * Starts (or queues) a training.
   * @throws UserError if the owner has one running already, or too many wait.
   */
  train(config: TrainConfig, owner: Owner): Job;
  /** Stops a job; only its owner may. */
  cancel(id: string, owner: Owner): 'cancelling' | 'not-yours' | 'gone';
  /** Stops every job (they end with what they have, as `shutdown`) and the workers. */
  stop(): Promise<void>;
}

type Settings = {
  readonly workers: WorkerPool;
  /** A job is stopped so many seconds after it has begun, waiting not counted, and keeps what it has. */
  readonly maxSeconds: number;
  /** Jobs that may wait in all. */
  readonly maxQueue: number;
  /** Unique short ids for jobs. */
  newId(): string;
};

type Running = {
  readonly owner: Owner;
  readonly flag: Int32Array<SharedArrayBuffer>;
  readonly progress: Signal<Progress>;
  /** Resolves when the worker has let go of it. */
  done: Promise<unknown>;
  ending: Ending;
  /** Ends it when its time is over; there once it has begun. */
  limit?: NodeJS.Timeout;
};

const REPORT_EVERY_MS = 200;
/** Patience with jobs that were told to stop, in ms. */
const STOP_MS = 3_000;

/** A trainer on these worker threads, which it closes when it is stopped. */
export function createTrainer(settings: Settings): Trainer {
  const { workers } = settings;
  const { pool, threads, ended } = workers;
  const jobs = new Map<string, Running>();
  let stopping = false;

  const end = (job: Running, ending: Ending) => {
    if (job.ending === 'done') job.ending = ending;
    Atomics.store(job.flag, 0, 1);
  };

  pool.on('message', (report: TrainReport) => {
    const job = jobs.get(report.job);
    if (job === undefined) return;
    if (report.kind === 'progress') job.progress.put(report.progress);
    else job.limit = setTimeout(() => end(job, 'time-limit'), settings.maxSeconds * 1000);
  });

  async function* run(id: string, job: Running, config: TrainConfig): Job['events'] {
    const task: TrainTask = {
      job: id,
      config,
      stop: job.flag,
      reportEvery: REPORT_EVERY_MS,
      checkpoints: 'fine',
    };
    const answer: Promise<TrainAnswer> = pool.run(task).finally(() => job.progress.close());
    // Awaited below; until then a failure must not count as unhandled.
    job.done = answer.catch(() => undefined);
    try {
      yield { kind: 'queued' };
      for await (const progress of job.progress.values()) yield { kind: 'progress', progress };
      const result = await answer.catch((error: unknown) => {
        throw ended.aborted ? restarting() : error;
      });
      yield { kind: 'ended', ending: result.outcome.kind === 'cancelled' ? job.ending : 'done', result };
    } finally {
      clearTimeout(job.limit);
      // A reader that went away before the end leaves no worker busy.
      end(job, 'cancelled');
      jobs.delete(id);
    }
  }

  return {
    train(config, owner) {
      if (stopping) throw restarting();
      const own = [...jobs.values()].filter(({ owner: other }) => sameOwner(other, owner));
      if (own.length > 0) throw alreadyRunning();
      if (jobs.size >= threads + settings.maxQueue) throw tooMany();
      const id = settings.newId();
      const flag = new Int32Array(new SharedArrayBuffer(4));
      const job: Running = { owner, flag, progress: createSignal(), done: Promise.resolve(), ending: 'done' };
      jobs.set(id, job);
      return { id, events: run(id, job, config) };
    },
    cancel(id, owner) {
      const job = jobs.get(id);
      if (job === undefined) return 'gone';
      if (!sameOwner(job.owner, owner)) return 'not-yours';
      end(job, 'cancelled');
      return 'cancelling';
    },
    async stop() {
      stopping = true;
      for (const job of jobs.values()) end(job, 'shutdown');
      const finished = Promise.all([...jobs.values()].map(({ done }) => done));
      // Those that wait behind long analyses may not get a thread any more.
      const patience = new AbortController();
      await Promise.race([
        finished,
        sleep(STOP_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
      await workers.end();
    },
  };
}

function sameOwner(a: Owner, b: Owner): boolean {
  return a.workspace === b.workspace && a.userId === b.userId;
}

function alreadyRunning(): UserError {
  return new UserError({
    en: 'You already have a training running. Wait for it to end, or press Cancel on it.',
    ja: '前の学習がまだ終わっていません。終わるのを待つか、「中止」を押してください。',
  });
}

function tooMany(): UserError {
  return new UserError({
    en: 'Too many trainings are waiting. Please try again in a minute.',
    ja: '順番待ちの学習がいっぱいです。1 分ほどしてからもう一度お試しください。',
  });
}
