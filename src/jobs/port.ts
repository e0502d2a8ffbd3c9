/**
 * Work that takes time, as jobs: handed in as plain data, done somewhere else, followed and cancelled by id from
 * anywhere. Who does it, threads of this process or other processes behind a queue, is the implementation's matter.
 */
import type { Plain } from './plain.ts';
import type { Program } from './program.ts';

/** Whom a job is done for: what fair shares go by. Threads of one process take jobs as they come. */
export type Owner = { readonly workspace: string; readonly person: string };

/** Both in ms from when the job has begun; waiting does not count. */
export type Limits = {
  /** Then the work is asked to stop, and returns what it has. */
  readonly stopAfterMs?: number;
  /** Then it is ended by force, whatever it does: for work that does not ask whether to stop. */
  readonly endAfterMs?: number;
};

export type Order<Input extends Plain> = {
  /** Chosen by who hands it in: unique among all jobs, so that an order given twice is done once. */
  readonly id: string;
  readonly input: Input;
  readonly owner?: Owner;
  readonly limits?: Limits;
};

export type Refused = {
  readonly kind: 'refused';
  /** `full`: too many wait. `known`: there is a job of this id. `closing`: no more are taken. */
  readonly why: 'full' | 'known' | 'closing';
};

export type Submission = { readonly kind: 'accepted' } | Refused;

/** Why a job was ended from outside. */
export type Stop = 'cancelled' | 'time-limit' | 'closing';

/** An error, as far as it can travel. */
export type Thrown = { readonly name: string; readonly message: string; readonly stack: string };

export type End<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** It was asked to stop, and gave what it had. */
  | { readonly kind: 'stopped'; readonly why: Stop; readonly result: Result }
  /** Ended without a result: before it began, or by force. */
  | { readonly kind: 'dropped'; readonly why: Stop }
  /** Its work has thrown, or could not be begun. */
  | { readonly kind: 'failed'; readonly error: Thrown }
  /** Whoever did it went away: out of memory, or crashed. */
  | { readonly kind: 'lost'; readonly message: string };

export type JobEvent<Progress, Result> =
  | { readonly kind: 'queued' }
  | { readonly kind: 'begun' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ended'; readonly end: End<Result> }
  /** There is no job of this program with this id, or it ended so long ago that it is forgotten. */
  | { readonly kind: 'gone' };

export interface Jobs {
  submit<I extends Plain, P extends Plain, R extends Plain>(
    program: Program<I, P, R>,
    order: Order<I>,
  ): Promise<Submission>;
  /**
   * What becomes of a job, for any number of readers, at any time: where it stands, and then what is new, in the order
   * queued, begun, progress, ended. Who reads slowly misses what is outdated by then; `ended` (or `gone`) comes last
   * and always. A job that ends is remembered for a while.
   */
  follow<I extends Plain, P extends Plain, R extends Plain>(
    program: Program<I, P, R>,
    id: string,
  ): AsyncGenerator<JobEvent<P, R>, void, undefined>;
  /**
   * A job that waits is dropped; one that has begun is asked to stop. Its end tells what came of it: work that is done
   * by then, or does not ask, ends as `done`.
   * @returns `gone` if there is none, or it has ended
   */
  cancel(id: string): Promise<'asked' | 'gone'>;
  /**
   * Takes no more jobs. Those that there are may end within `patienceMs`; what is left is dropped as `closing`, by
   * force if need be. Called again, it waits for the same end.
   */
  close(patienceMs: number): Promise<void>;
}
