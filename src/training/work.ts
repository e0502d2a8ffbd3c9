/** The work of a training: in portions, between which it reports, and stops when it is told to. */
import type { WorkOf } from '../jobs/program.ts';
import { startTraining } from '../rnn/train.ts';
import type { TRAINING } from './task.ts';

/** How long one chunk of iterations should take, in milliseconds: the delay of a cancel, or of larger updates' parts. */
const CHUNK_MS = 10;

const train: WorkOf<typeof TRAINING> = ({ config, reportEvery, checkpoints }, { stopped, report }) => {
  const startedAt = performance.now();
  const training = startTraining(config, { pause: stopped, checkpoints });
  let chunk = 1;
  let reportedAt = startedAt;
  while (!training.done && !stopped()) {
    const before = performance.now();
    training.advance(chunk);
    const now = performance.now();
    chunk = nextChunk(chunk, now - before);
    if (now - reportedAt >= reportEvery) {
      reportedAt = now;
      report(training.progress());
    }
  }
  const result = training.done ? training.finish() : training.finish('cancelled');
  return { ...result, seconds: (performance.now() - startedAt) / 1000 };
};

export default train;

/** Chunk sizes follow the measured speed, at most doubling at a time. */
function nextChunk(chunk: number, milliseconds: number): number {
  const wanted = milliseconds > 0 ? (chunk * CHUNK_MS) / milliseconds : chunk * 2;
  return Math.max(1, Math.round(Math.min(wanted, chunk * 2)));
}
