/** 10,000 iterations from the call to the weights, as a worker does them. */
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';
import { runOnce } from './program.ts';
import { median } from './statistics.ts';

const subject = fileURLToPath(new URL('subjects/train.ts', import.meta.url));

async function run(rounds: number) {
  const engines = ['kernel', 'reference'];
  const cold = engines.map((): number[] => []);
  const warm = engines.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, name] of engines.entries()) {
      const repeats = name === 'kernel' ? '12' : '4';
      const times = runOnce({ name, command: process.execPath, args: [subject, name, repeats] });
      cold[i]?.push(times[0] ?? Number.NaN);
      warm[i]?.push(...times.slice(times.length / 2));
    }
  }
  return {
    columns: ['first in a process, ms', 'warm, ms', 'warm, fastest, ms'],
    rows: engines.map((what, i) => ({
      what,
      values: [median(cold[i] ?? []), median(warm[i] ?? []), Math.min(...(warm[i] ?? []))],
    })),
    notes: [
      "The article's settings; drawing the weights and pairs, 100 snapshots and 20 small examinations included.",
    ],
  };
}

export const training: Bench = { name: 'training', title: '10,000 iterations, from call to weights', run };
