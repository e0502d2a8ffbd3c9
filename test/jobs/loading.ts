/** A program that takes its time to load, and writes down when it begins to and when it has: `loading.ts?log=<file>`. */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Work } from '../../src/jobs/program.ts';

const log =
  new URL(import.meta.url).searchParams.get('log') ?? fileURLToPath(new URL('lost', import.meta.url));

appendFileSync(log, '(');
await sleep(200);
appendFileSync(log, ')');

export type How = 'count' | 'deaf' | 'hoard';

let times = 0;

/** Computes for ever if it is `deaf`, fills its memory if it hoards; else gives how often it was called in this thread. */
const work: Work<How, never, number> = (how) => {
  const hoard: number[][] = [];
  while (how === 'deaf');
  while (how === 'hoard') hoard.push(Array.from({ length: 10_000 }, (_, i) => i / 3));
  times += 1;
  return times;
};

export default work;
