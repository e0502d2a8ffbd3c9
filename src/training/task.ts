/** A training as a job. */
import { program } from '../jobs/program.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Checkpoints } from '../rnn/journal.ts';
import type { Progress, RunResult } from '../rnn/result.ts';

export type TrainTask = {
  readonly config: TrainConfig;
  /** Shortest time between two progress reports, in milliseconds. */
  readonly reportEvery: number;
  readonly checkpoints: Checkpoints;
  /** Computing time after which it keeps how far it is, and between two such times, in milliseconds. */
  readonly keepEvery: number;
};

export const TRAINING = program<TrainTask, Progress, RunResult>(
  'training',
  new URL('./work.ts', import.meta.url),
  // How long each may compute is configured: `TRAIN_MAX_SECONDS`.
  { ends: { stopAfterMs: 3_600_000 }, most: { person: 1, workspace: 64 } },
);
