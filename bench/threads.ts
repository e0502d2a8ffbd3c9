/** Two trainings at once on two cores. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Bench } from './bench.ts';
import { median } from './statistics.ts';

const ITERATIONS = 200_000;

/** Milliseconds until all these workers have done ITERATIONS, and that they computed on average. */
type Times = { readonly passed: number; readonly computed: number };

async function timesOf(workers: readonly Worker[]): Promise<Times> {
  const start = performance.now();
  const answers = workers.map((worker): Promise<number[]> => once(worker, 'message'));
  for (const worker of workers) worker.postMessage(ITERATIONS);
  const computed = (await Promise.all(answers)).flat();
  const mean = computed.reduce((sum, ms) => sum + ms, 0) / workers.length;
  return { passed: performance.now() - start, computed: mean };
}

async function run(rounds: number) {
  const workers = [0, 1].map(() => new Worker(new URL('subjects/thread.ts', import.meta.url)));
  const one: Times[] = [];
  const two: Times[] = [];
  try {
    await timesOf(workers);
    for (let round = 0; round < rounds; round++) {
      one.push(await timesOf(workers.slice(0, 1)));
      two.push(await timesOf(workers));
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  const kinds = ['passed', 'computed'] as const;
  const values = (of: (kind: (typeof kinds)[number]) => number) => kinds.map(of);
  return {
    columns: ['by the clock', 'computed'],
    rows: [
      { what: 'one training, ms', values: values((kind) => median(one.map((times) => times[kind]))) },
      { what: 'two at once, ms', values: values((kind) => median(two.map((times) => times[kind]))) },
      {
        what: 'throughput of two ÷ of one',
        values: values((kind) =>
          median(one.map((times, i) => (2 * times[kind]) / (two[i]?.[kind] ?? Number.NaN))),
        ),
      },
    ],
    notes: [
      `${ITERATIONS} iterations each; ${availableParallelism()} cores.`,
      'By the clock it needs two cores that nobody else uses; computed is what each thread itself took.',
    ],
  };
}

export const threads: Bench = { name: 'threads', title: 'Two trainings at once', run };
