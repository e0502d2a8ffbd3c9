/** The work of a training: in portions, between which it rests, reports, keeps how far it is, and stops when it is told to. */
import type { WorkOf } from '../jobs/program.ts';
import { resumeTraining, startTraining } from '../rnn/train.ts';
import type { TRAINING } from './task.ts';

/** Computing time of a portion, ms: the longest that others wait for it. */
const PORTION_MS = 10;

const train: WorkOf<typeof TRAINING> = function* (
  { config, reportEvery, keepEvery, checkpoints },
  { stopped, report, computed, keep, resume },
) {
  let rested = computed();
  const pause = () => stopped() || computed() - rested >= PORTION_MS;
  const options = { pause, checkpoints };
  const resumed = resume((saved) => {
    const found = resumeTraining(config, saved, options);
    // Another build has kept it: the same is learned from the seed.
    return found.kind === 'resumed' ? found.training : undefined;
  });
  const training = resumed ?? startTraining(config, options);
  if (resumed !== undefined) report(training.progress());
  let reportedAt = performance.now();
  let keptAt = computed();
  rested = keptAt;

  function save(): void {
    keptAt = computed();
    const saved = training.save();
    if (saved !== null) keep(saved);
  }

  while (!training.done && !stopped()) {
    training.advance(config.iterations);
    const now = performance.now();
    if (now - reportedAt >= reportEvery) {
      reportedAt = now;
      report(training.progress());
    }
    if (computed() - keptAt >= keepEvery) save();
    yield;
    rested = computed();
  }
  // Perhaps it is told to because its process ends.
  if (!training.done && computed() >= keepEvery) save();
  const result = training.done ? training.finish() : training.finish('cancelled');
  return { ...result, seconds: computed() / 1_000 };
};

export default train;
