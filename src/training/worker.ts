/** The training worker: runs one training at a time, reports, and stops within a chunk when told to. */
import { parentPort } from 'node:worker_threads';
import { startTraining } from '../rnn/train.ts';
import type { TrainAnswer, TrainReport, TrainTask } from './task.ts';

/** How long one chunk of iterations should take, in milliseconds: the delay of a cancel, or of larger updates' parts. */
const CHUNK_MS = 10;

/** Piscina calls this with a task and hands its result back. */
export default function train({ job, config, stop, reportEvery, checkpoints }: TrainTask): TrainAnswer {
  const startedAt = performance.now();
  report({ kind: 'begun', job });
  const stopped = () => Atomics.load(stop, 0) !== 0;
  const training = startTraining(config, { stopped, checkpoints });
  let chunk = 1;
  let reportedAt = startedAt;
  while (!training.done && !stopped()) {
    const before = performance.now();
    training.advance(chunk);
    const now = performance.now();
    chunk = nextChunk(chunk, now - before);
    if (now - reportedAt >= reportEvery) {
      reportedAt = now;
      report({ kind: 'progress', job, progress: training.progress() });
    }
  }
  const result = training.done ? training.finish() : training.finish('cancelled');
  return { ...result, seconds: (performance.now() - startedAt) / 1000 };
}

function report(what: TrainReport): void {
  parentPort?.postMessage(what);
}

/** Chunk sizes follow the measured speed, at most doubling at a time. */
function nextChunk(chunk: number, milliseconds: number): number {
  const wanted = milliseconds > 0 ? (chunk * CHUNK_MS) / milliseconds : chunk * 2;
  return Math.max(1, Math.round(Math.min(wanted, chunk * 2)));
}
