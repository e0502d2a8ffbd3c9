/** Trainings as jobs: one a person and a bounded number in all, with progress and cancel. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { errorOf } from '../jobs/perform.ts';
import type { End, Jobs, Keeps, Place, Submission } from '../jobs/port.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { trainingCost } from '../rnn/cost.ts';
import type { Progress, RunResult } from '../rnn/result.ts';
import { alreadyRunning, notTaken, tooMany } from './refused.ts';
import { restarting } from './restarting.ts';
import { TRAINING } from './task.ts';

/** Who started a training: of each person one may run. */
export type Owner = { readonly workspace: string; readonly userId: string };

/** Why a training ended: by itself, or because it was stopped. */
export type Ending = 'done' | 'cancelled' | 'time-limit' | 'shutdown';

export type TrainingEvent =
  /** It waits: so many are `ahead`, and it begins in about so many `seconds`, if anything is known of that. */
  | ({ readonly kind: 'queued' } & Place)
  | { readonly kind: 'begun' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ended'; readonly ending: Ending; readonly result: RunResult }
  /** Cancelled before there was anything to keep. */
  | { readonly kind: 'withdrawn' };

export type Job = {
  /** Names the job for a cancel button. */
  readonly id: string;
  /**
   * `queued` or `begun` at once; `queued` again when its place changes; then `begun`, `progress` (the newest only, if
   * read slowly), and `ended` or `withdrawn` last.
   */
  readonly events: AsyncGenerator<TrainingEvent, void, undefined>;
};

/** A training that waits or runs, as others see it. */
export type Underway = {
  readonly id: string;
  readonly owner: Owner;
  readonly config: TrainConfig;
  /** When it was started, waiting included: milliseconds since 1970-01-01T00:00Z. */
  readonly since: number;
  readonly stage:
    | ({ readonly kind: 'waiting' } & Place)
    /** `progress` is undefined until there is a first report. */
    | { readonly kind: 'running'; readonly progress: Progress | undefined };
};

export interface Trainer {
  /**
   * Starts (or queues) a training. One that an earlier process has begun under the same id goes on from what it has kept.
   * @param id names the job, unique among all; a new one if it is left out
   * @throws UserError if the owner has one running already, or too many wait.
   */
  train(config: TrainConfig, owner: Owner, id?: string): Promise<Job>;
  /** Stops a job; only its owner may. It is not kept in mind for a later process: see `Wishes`. */
  cancel(id: string, owner: Owner): Promise<'cancelling' | 'not-yours' | 'gone'>;
  /** What waits and runs in a workspace, the oldest first. */
  list(workspace: string): Promise<readonly Underway[]>;
  /**
   * Starts no more, and stops every job: each that has begun and can within 3 s ends with what it has, as `shutdown`;
   * readers of one that waits get a UserError.
   */
  stop(): Promise<void>;
}

/** What was wanted of a job before it is handed in, perhaps in an earlier process. */
export type Wishes = {
  /** Whether its owner wants it ended. */
  isCancelled(id: string): Promise<boolean>;
};

/** Where no process goes on with what another has begun. */
export const NO_WISHES: Wishes = { isCancelled: async () => false };

type Settings = {
  readonly jobs: Jobs;
  readonly wishes?: Wishes;
  /** Where `jobs` keep how far they are, if they do. */
  readonly keeps?: Pick<Keeps, 'drop'>;
  /** Computing time after which a training keeps how far it is, again and again, ms. */
  readonly keepEveryMs?: number;
  readonly clock: Clock;
  /** A job is stopped when it has computed for so many seconds, and keeps what it has. */
  readonly maxSeconds: number;
  /** Trainings that may be under way, those that wait among them. */
  readonly most: number;
  /** Unique short ids for jobs. */
  newId(): string;
};

type Running = Omit<Underway, 'stage'> & {
  stage: Underway['stage'];
  /** Why it is to stop, if it is; the first reason counts. */
  ending: Ending;
  /** Resolves when it has ended. */
  over: Promise<void>;
};

const REPORT_EVERY_MS = 200;
/** A shorter one is soon done again; to keep one takes some milliseconds. */
const KEEP_EVERY_MS = 10_000;
/** Patience with jobs that were told to stop, in ms. */
const STOP_MS = 3_000;

export function createTrainer(settings: Settings): Trainer {
  const { jobs, wishes = NO_WISHES, keeps, keepEveryMs = KEEP_EVERY_MS } = settings;
  const { clock, maxSeconds, most, newId } = settings;
  const trainings = new Map<string, Running>();
  let stopping = false;

  async function submit(training: Running): Promise<Submission> {
    const { id, config, owner } = training;
    if (await wishes.isCancelled(id)) training.ending = 'cancelled';
    return jobs.submit(TRAINING, {
      id,
      input: { config, reportEvery: REPORT_EVERY_MS, keepEvery: keepEveryMs, checkpoints: 'fine' },
      owner: { workspace: owner.workspace, person: owner.userId },
      size: trainingCost(config),
      // What is not wanted any more ends before it begins.
      limits: { stopAfterMs: training.ending === 'done' ? maxSeconds * 1000 : 0 },
    });
  }

  async function end(id: string, training: Running, ending: Ending): Promise<void> {
    if (training.ending === 'done') training.ending = ending;
    await jobs.cancel(id);
  }

  /** Goes along with a job to its end, whoever else reads of it. */
  async function accompany(id: string, training: Running): Promise<void> {
    for await (const event of jobs.follow(TRAINING, id)) {
      if (event.kind === 'queued') training.stage = { ...event, kind: 'waiting' };
      if (event.kind === 'begun') training.stage = { kind: 'running', progress: undefined };
      if (event.kind === 'progress') training.stage = { kind: 'running', progress: event.progress };
    }
  }

  async function* read(id: string, training: Running, events: ReturnType<typeof followed>): Job['events'] {
    let isOver = false;
    try {
      for await (const event of events) {
        if (event.kind === 'ended') isOver = !(event.end.kind === 'dropped' && event.end.why === 'closing');
        if (event.kind === 'gone') throw new Error(`the training ${id} is gone`);
        yield event.kind === 'ended' ? lastOf(event.end, training.ending) : event;
      }
    } finally {
      trainings.delete(id);
      // A reader that went away before the end leaves no thread busy.
      await jobs.cancel(id);
      // Whoever has read the end has made of it what there is to be made.
      if (isOver) await keeps?.drop(id);
    }
  }
  const followed = (id: string) => jobs.follow(TRAINING, id);

  return {
    async train(config, owner, id = newId()) {
      if (stopping) throw restarting();
      const own = [...trainings.values()].filter(({ owner: other }) => sameOwner(other, owner));
      if (own.length > 0) throw alreadyRunning();
      if (trainings.size >= most) throw tooMany();
      const training: Running = {
        id,
        owner,
        config,
        since: clock.now(),
        stage: { kind: 'waiting', ahead: 0, seconds: undefined },
        ending: 'done',
        over: Promise.resolve(),
      };
      trainings.set(id, training);
      const submission = await submit(training).catch((error: unknown) => {
        trainings.delete(id);
        throw error;
      });
      // What has ended already, and perhaps could not be kept, is told once more.
      if (submission.kind === 'refused' && submission.why !== 'known') {
        trainings.delete(id);
        throw notTaken(submission);
      }
      // Cancelled while it was handed in.
      if (training.ending !== 'done') await jobs.cancel(id);
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
    async list(workspace) {
      return [...trainings.values()]
        .filter(({ owner }) => owner.workspace === workspace)
        .map(({ id, owner, config, since, stage }) => ({ id, owner, config, since, stage }));
    },
    async stop() {
      stopping = true;
      const all = [...trainings];
      await Promise.all(all.map(([id, training]) => end(id, training, 'shutdown')));
      // Those that share a thread with long analyses may not get their turn any more.
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
function lastOf(end: End<RunResult>, ending: Ending): TrainingEvent {
  switch (end.kind) {
    case 'done':
      return { kind: 'ended', ending: 'done', result: end.result };
    case 'stopped':
      return {
        kind: 'ended',
        ending: ending === 'done' && end.why === 'time-limit' ? end.why : ending,
        result: end.result,
      };
    case 'dropped':
      if (end.why === 'closing' || ending === 'shutdown') throw restarting();
      return { kind: 'withdrawn' };
    case 'failed':
    case 'lost':
      throw errorOf('the training', end);
  }
}

function sameOwner(a: Owner, b: Owner): boolean {
  return a.workspace === b.workspace && a.userId === b.userId;
}
