/** All pairs of 8 bits answered and compared with their sums. */
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';
import { takeTurns } from './program.ts';
import { median } from './statistics.ts';

const subject = fileURLToPath(new URL('subjects/examine.ts', import.meta.url));

async function run(rounds: number) {
  const engines = ['kernel', 'reference'];
  const programs = engines.map((name) => ({ name, command: process.execPath, args: [subject, name, '5'] }));
  const results = takeTurns(programs, rounds).map(median);
  return {
    columns: ['ms'],
    rows: engines.map((what, i) => ({ what, values: [results[i] ?? null] })),
    notes: ['H = 16; steps that pairs have in common are worked out once, by both engines.'],
  };
}

export const evaluation: Bench = { name: 'evaluation', title: 'All 16,384 sums of 8 bits', run };
