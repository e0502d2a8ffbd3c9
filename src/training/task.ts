/** What the main thread and the training workers say to each other. Plain data. */
import type { TrainConfig } from '../rnn/config.ts';
import type { Checkpoints } from '../rnn/journal.ts';
import type { Progress, RunResult } from '../rnn/result.ts';

/** A training to run in a worker. */
export type TrainTask = {
  /** Names the job in its reports. */
  readonly job: string;
  readonly config: TrainConfig;
  /** One Int32: 0 go on, 1 stop soon. Shared, so that a busy worker sees it. */
  readonly stop: Int32Array<SharedArrayBuffer>;
  /** Shortest time between two progress reports, in milliseconds. */
  readonly reportEvery: number;
  readonly checkpoints: Checkpoints;
};

/** What a job's worker posts: that it has begun, and then how far it is. */
export type TrainReport =
  | { readonly kind: 'begun'; readonly job: string }
  | { readonly kind: 'progress'; readonly job: string; readonly progress: Progress };

export type TrainAnswer = RunResult;
