/**
 * Work that takes time, as jobs: handed in as plain data, done somewhere else, followed and cancelled by id from
 * anywhere. Who does it, threads of this process or other processes behind a queue, is the implementation's matter.
 */
import type { Plain } from './plain.ts';
import type { Program } from './program.ts';
import type { Pass, Scope } from './terms.ts';

/**
 * Whom a job is done for: workspaces get equal shares of what there is, and of each its people. What the bot does by
 * itself in a workspace is done for no person (''), and its own work for no workspace either.
 */
export type Owner = { readonly workspace: string; readonly person: string };

/** Waiting to begin does not count. */
export type Limits = {
  /**
   * Computing time of the job, in ms: then the work is asked to stop, and returns what it has. While it is put aside
   * for others no time passes, so that sharing shortens nobody's work.
   */
  readonly stopAfterMs?: number;
  /**
   * By the clock, in ms from when the job has begun: then it is ended by force, whatever it does, for work that does
   * not ask whether to stop. What shares its thread begins again, from what it has kept.
   */
  readonly endAfterMs?: number;
};

/** How far a job had come: what its work needs to go on, for the same program only, and the computing until then in ms. */
export type Kept = { readonly state: Uint8Array; readonly computedMs: number };

/**
 * Where jobs keep how far they are, by their ids, so that one that is handed in again after a crash goes on from there.
 * None of it rejects: without it a job begins anew. Whoever has taken a job's end drops what was kept.
 */
export interface Keeps {
  put(id: string, kept: Kept): Promise<void>;
  get(id: string): Promise<Kept | undefined>;
  drop(id: string): Promise<void>;
}

export type Order<Input extends Plain> = {
  /**
   * Chosen by who hands it in: unique among all jobs, so that an order given twice is done once. One of which nothing
   * came may be given again; it goes on from what it has kept.
   */
  readonly id: string;
  readonly input: Input;
  readonly owner: Owner;
  /** Multiplications that it is expected to take; a large one (`length.ts`) lets those that may be small go first. */
  readonly size?: number;
  /** Where they differ from the program's. */
  readonly limits?: Limits;
  /** Shows that it is part of a larger piece of work, which was let in as a whole. */
  readonly within?: Pass;
};

/** The place of a job that waits. Others may still go first: those of workspaces that have had less. */
export type Place = {
  /** Jobs before it. */
  readonly ahead: number;
  /** About how long it will take to begin, at the recent pace, in whole seconds; undefined if nothing is known of it. */
  readonly seconds: number | undefined;
};

/** An owner has asked for more than they may have. */
export type Limited = {
  readonly kind: 'refused';
  readonly why: 'limit';
  /** Too much of it is under way, or was asked for within a short time. */
  readonly over: 'under way' | 'often';
  /** Whose limit it is. */
  readonly scope: Scope;
  /** When to try again, whole seconds from now, ≥ 1. */
  readonly seconds: number;
};

export type Refused =
  | {
      readonly kind: 'refused';
      /** `known`: there is a job of this id. `closing`: no more are taken. */
      readonly why: 'known' | 'closing';
    }
  /** Too many wait. The next place is free in about so many seconds, if anything is known of that. */
  | { readonly kind: 'refused'; readonly why: 'full'; readonly seconds: number | undefined }
  | Limited;

export type Submission = { readonly kind: 'accepted' } | Refused;

/** Why a job was ended from outside. */
export type Stop = 'cancelled' | 'time-limit' | 'closing';

/** An error, as far as it can travel. */
export type Thrown = { readonly name: string; readonly message: string; readonly stack: string };

export type End<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** It was asked to stop, and gave what it had. */
  | { readonly kind: 'stopped'; readonly why: Stop; readonly result: Result }
  /** Ended without a result: before it began, where its work rested and does not ask, or by force. */
  | { readonly kind: 'dropped'; readonly why: Stop }
  /** Its work has thrown, or could not be begun. */
  | { readonly kind: 'failed'; readonly error: Thrown }
  /** Whoever did it went away, out of memory or crashed; not with another that was done beside it. */
  | { readonly kind: 'lost'; readonly message: string };

export type JobEvent<Progress, Result> =
  /** Told again when its place changes. */
  | ({ readonly kind: 'queued' } & Place)
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
   * A job that waits is dropped, unless it has kept something; that, and one that has begun, is asked to stop. Its end tells what came of it: work that is done
   * by then, or does not ask, ends as `done`.
   * @returns `gone` if there is none, or it has ended
   */
  cancel(id: string): Promise<'asked' | 'gone'>;
  /**
   * Takes no more jobs. Those that there are may end within `patienceMs`; what is left is dropped as `closing`, by
   * force if need be, after a moment in which it may keep how far it is. Called again, it waits for the same end.
   */
  close(patienceMs: number): Promise<void>;
}
