/** Two trainings at once on two cores. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Bench } from './bench.ts';
import { median } from './statistics.ts';

const ITERATIONS = 200_000;

/** Milliseconds until all these workers have done ITERATIONS. */
async function timeOf(workers: readonly Worker[]): Promise<number> {
  const start = performance.now();
  const done = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage(ITERATIONS);
  await Promise.all(done);
  return performance.now() - start;
}

async function run(rounds: number) {
  const workers = [0, 1].map(() => new Worker(new URL('subjects/thread.ts', import.meta.url)));
  const one: number[] = [];
  const two: number[] = [];
  try {
    await timeOf(workers);
    for (let round = 0; round < rounds; round++) {
      one.push(await timeOf(workers.slice(0, 1)));
      two.push(await timeOf(workers));
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return {
    columns: ['ms'],
    rows: [
      { what: 'one training', values: [median(one)] },
      { what: 'two at once', values: [median(two)] },
      {
        what: 'throughput of two ÷ of one',
        values: [median(one.map((ms, i) => (2 * ms) / (two[i] ?? Number.NaN)))],
      },
    ],
    notes: [`${ITERATIONS} iterations each; ${availableParallelism()} cores.`],
  };
}

export const threads: Bench = { name: 'threads', title: 'Two trainings at once', run };
