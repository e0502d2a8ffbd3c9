/** A run under way, as whoever has it done sees it (`train.ts` does it). */
import type { EngineName } from './engine.ts';
import type { Checkpoints } from './journal.ts';
import type { Progress, RunResult } from './result.ts';
import type { SavedTraining } from './saved.ts';
import type { Weights } from './weights.ts';

/** A run under way. */
export interface Training {
  /** Updates done so far. */
  readonly iteration: number;
  /** Whether learning and the final examination are over. */
  readonly done: boolean;
  /**
   * Does work worth that many iterations (≥ 1): updates first, up to the end of one, then portions of the examination.
   * Returns sooner once `pause` says yes, perhaps in the middle of an update; the next call goes on there. At least one
   * portion is done by every call.
   */
  advance(iterations: number): void;
  progress(): Progress;
  /** The weights as they are now, copied; an update that is not over has not changed them. */
  weights(): Weights;
  /**
   * The training written down, for `resumeTraining`; an update that is not over is left out. `null` once learning is
   * over or has diverged: what comes then is not long, and is done again from what was saved before.
   */
  save(): SavedTraining | null;
  /**
   * The result but for the time it took, which only the caller's clock knows. `cancelled` ends a run that is
   * not done: it is then examined on the pairs of the checkpoints only, `solvedAt` is null, and an update that is not
   * over is left out.
   * Throws an Error when the run is neither done nor cancelled.
   */
  finish(ending?: 'cancelled'): Omit<RunResult, 'seconds'>;
}

/** Whether to rest now: asked after every portion of work, some milliseconds of computing, so it must be quick. */
export type Pause = () => boolean;

export type TrainingOptions = {
  /** Who does the arithmetic. */
  readonly engine?: EngineName;
  readonly pause?: Pause;
  /** How often the network is examined on the way. */
  readonly checkpoints?: Checkpoints;
};
