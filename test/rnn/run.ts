/** Runs for tests: a whole training, in portions. */
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import type { EngineName } from '../../src/rnn/engine.ts';
import type { Checkpoints } from '../../src/rnn/journal.ts';
import type { RunResult } from '../../src/rnn/result.ts';
import { startTraining } from '../../src/rnn/train.ts';

/** Trains to the end, `portion` iterations a call. */
export function trainWhole(
  settings: Partial<TrainConfig>,
  engine: EngineName = 'kernel',
  portion = 1_000,
  checkpoints: Checkpoints = 'usual',
): RunResult {
  const training = startTraining({ ...DEFAULTS, ...settings }, { engine, checkpoints });
  while (!training.done) training.advance(portion);
  return { ...training.finish(), seconds: 0 };
}
