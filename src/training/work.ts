/** The work of a training: in portions, between which it rests, reports, and stops when it is told to. */
import type { WorkOf } from '../jobs/program.ts';
import { startTraining } from '../rnn/train.ts';
import type { TRAINING } from './task.ts';

/** Computing time of a portion, ms: the longest that others wait for it. */
const PORTION_MS = 10;

const train: WorkOf<typeof TRAINING> = function* (
  { config, reportEvery, checkpoints },
  { stopped, report, computed },
) {
  let rested = computed();
  const pause = () => stopped() || computed() - rested >= PORTION_MS;
  const training = startTraining(config, { pause, checkpoints });
  let reportedAt = performance.now();
  while (!training.done && !stopped()) {
    training.advance(config.iterations);
    const now = performance.now();
    if (now - reportedAt >= reportEvery) {
      reportedAt = now;
      report(training.progress());
    }
    yield;
    rested = computed();
  }
  const result = training.done ? training.finish() : training.finish('cancelled');
  return { ...result, seconds: computed() / 1_000 };
};

export default train;
