/** The work of a training: in portions, between which it rests, reports, and stops when it is told to. */
import type { WorkOf } from '../jobs/program.ts';
import { startTraining } from '../rnn/train.ts';
import type { TRAINING } from './task.ts';

/** How long one chunk of iterations should compute, in milliseconds: the longest that others wait for it. */
const CHUNK_MS = 10;

const train: WorkOf<typeof TRAINING> = function* (
  { config, reportEvery, checkpoints },
  { stopped, report, computed },
) {
  const training = startTraining(config, { stopped, checkpoints });
  let chunk = 1;
  let reportedAt = performance.now();
  while (!training.done && !stopped()) {
    const before = computed();
    training.advance(chunk);
    chunk = nextChunk(chunk, computed() - before);
    const now = performance.now();
    if (now - reportedAt >= reportEvery) {
      reportedAt = now;
      report(training.progress());
    }
    yield;
  }
  const result = training.done ? training.finish() : training.finish('cancelled');
  return { ...result, seconds: computed() / 1_000 };
};

export default train;

/** Chunk sizes follow the measured speed, at most doubling at a time. */
function nextChunk(chunk: number, milliseconds: number): number {
  const wanted = milliseconds > 0 ? (chunk * CHUNK_MS) / milliseconds : chunk * 2;
  return Math.max(1, Math.round(Math.min(wanted, chunk * 2)));
}
