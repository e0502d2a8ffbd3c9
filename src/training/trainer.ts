/** Trainings as jobs: one a person and a bounded number in all, with progress and cancel. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../chat/error.ts';
import { errorOf } from '../jobs/perform.ts';
import type { End, Jobs } from '../jobs/port.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Progress, RunResult } from '../rnn/result.ts';
import { restarting } from './restarting.ts';
import { TRAINING } from './task.ts';

/** Who started a training: of each person one may run. */
export type Owner = { readonly workspace: string; readonly userId: string };

/** Why a training ended: by itself, or because it was stopped. */
export type Ending = 'done' | 'cancelled' | 'time-limit' | 'shutdown';

export type TrainingEvent =
  | { readonly kind: 'queued' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ended'; readonly ending: Ending; readonly result: RunResult };

export type Job = {
  /** Names the job for a cancel button. */
  readonly id: string;
  /** `queued` at once, then `progress` (the newest only, if read slowly), then `ended`. */
  readonly events: AsyncGenerator<TrainingEvent, void, undefined>;
};

export interface Trainer {
  /**
   * Starts (or queues) a training.
   * @param id names the job, unique among all; a new one if it is left out
   * @throws UserError if the owner has one running already, or too many wait.
   */
  train(config: TrainConfig, owner: Owner, id?: string): Promise<Job>;
  /** Stops a job; only its owner may. */
  cancel(id: string, owner: Owner): Promise<'cancelling' | 'not-yours' | 'gone'>;
  /** Starts no more, and stops every job: each that can within 3 s ends with what it has, as `shutdown`. */
  stop(): Promise<void>;
}

type Settings = {
  readonly jobs: Jobs;
  /** A job is stopped so many seconds after it has begun, waiting not counted, and keeps what it has. */
  readonly maxSeconds: number;
  /** Trainings that may be under way, those that wait among them. */
  readonly most: number;
  /** Unique short ids for jobs. */
  newId(): string;
};

type Running = {
  readonly owner: Owner;
  stage: 'waiting' | 'begun';
  /** Why it is to stop, if it is; the first reason counts. */
  ending: Ending;
  /** Resolves when it has ended. */
  over: Promise<void>;
};

const REPORT_EVERY_MS = 200;
/** Patience with jobs that were told to stop, in ms. */
const STOP_MS = 3_000;

export function createTrainer({ jobs, maxSeconds, most, newId }: Settings): Trainer {
  const trainings = new Map<string, Running>();
  let stopping = false;

  /** One that waits has a result, too, of the network that it would have begun with: it is stopped when it begins. */
  async function end(id: string, training: Running, ending: Ending): Promise<void> {
    if (training.ending === 'done') training.ending = ending;
    if (training.stage === 'begun') await jobs.cancel(id);
  }

  /** Goes along with a job to its end, whoever else reads of it. */
  async function accompany(id: string, training: Running): Promise<void> {
    for await (const { kind } of jobs.follow(TRAINING, id)) {
      if (kind !== 'begun') continue;
      training.stage = 'begun';
      if (training.ending !== 'done') await jobs.cancel(id);
    }
  }

  async function* read(id: string, training: Running, events: ReturnType<typeof followed>): Job['events'] {
    try {
      yield { kind: 'queued' };
      for await (const event of events) {
        if (event.kind === 'progress') yield event;
        if (event.kind === 'ended') yield { kind: 'ended', ...resultOf(event.end, training.ending) };
        if (event.kind === 'gone') throw new Error(`the training ${id} is gone`);
      }
    } finally {
      trainings.delete(id);
      // A reader that went away before the end leaves no thread busy.
      await jobs.cancel(id);
    }
  }
  const followed = (id: string) => jobs.follow(TRAINING, id);

  return {
    async train(config, owner, id = newId()) {
      if (stopping) throw restarting();
      const own = [...trainings.values()].filter(({ owner: other }) => sameOwner(other, owner));
      if (own.length > 0) throw alreadyRunning();
      if (trainings.size >= most) throw tooMany();
      const training: Running = { owner, stage: 'waiting', ending: 'done', over: Promise.resolve() };
      trainings.set(id, training);
      const { workspace, userId: person } = owner;
      const submission = await jobs
        .submit(TRAINING, {
          id,
          input: { config, reportEvery: REPORT_EVERY_MS, checkpoints: 'fine' },
          owner: { workspace, person },
          limits: { stopAfterMs: maxSeconds * 1000 },
        })
        .catch((error: unknown) => {
          trainings.delete(id);
          throw error;
        });
      if (submission.kind === 'refused') {
        trainings.delete(id);
        throw submission.why === 'closing' ? restarting() : tooMany();
      }
      // Who reads its events is told if it cannot be followed.
      training.over = accompany(id, training).catch(() => undefined);
      return { id, events: read(id, training, followed(id)) };
    },
    async cancel(id, owner) {
      const training = trainings.get(id);
      if (training === undefined) return 'gone';
      if (!sameOwner(training.owner, owner)) return 'not-yours';
      await end(id, training, 'cancelled');
      return 'cancelling';
    },
    async stop() {
      stopping = true;
      const all = [...trainings];
      await Promise.all(all.map(([id, training]) => end(id, training, 'shutdown')));
      // Those that wait behind long analyses may not get their turn any more.
      const patience = new AbortController();
      await Promise.race([
        Promise.all(all.map(([, { over }]) => over)),
        sleep(STOP_MS, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
    },
  };
}

/** @param ending why it was cancelled, if it was */
function resultOf(
  end: End<RunResult>,
  ending: Ending,
): { readonly ending: Ending; readonly result: RunResult } {
  switch (end.kind) {
    case 'done':
      return { ending: 'done', result: end.result };
    case 'stopped':
      return { ending: end.why === 'time-limit' ? end.why : ending, result: end.result };
    case 'dropped':
      throw end.why === 'closing' ? restarting() : errorOf('the training', end);
    case 'failed':
    case 'lost':
      throw errorOf('the training', end);
  }
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
