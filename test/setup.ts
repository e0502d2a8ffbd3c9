/** What holds for every test: its property tests can be repeated, and what it computes is counted (docs/testing.md). */
import fc from 'fast-check';
import { afterEach, beforeEach } from 'vitest';
import { MOST_SECONDS, SLOW } from './slow.ts';

/**
 * Property tests draw the same cases in every run, so that a red run is red again for whoever looks into it.
 * PROPERTY_SEED draws others: `PROPERTY_SEED=7 npm test`.
 */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_124) });

/** CPU time of this process and its threads, not that of programs that it has started; in seconds. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** The yardstick's seconds on the machine that MOST_SECONDS was chosen on. */
const USUAL_YARDSTICK = 0.14;

/** How many times as long as on that machine the same computing takes here and now; at least 1. */
function slowness(): number {
  const start = process.cpuUsage();
  let sum = 0;
  for (let i = 1; i <= 2e7; i += 1) sum += Math.sqrt(i) / (i + sum);
  return sum > 0 ? Math.max(1, secondsSince(start) / USUAL_YARDSTICK) : 1;
}

let before: NodeJS.CpuUsage;
beforeEach(() => {
  before = process.cpuUsage();
});
afterEach(({ task }) => {
  const seconds = secondsSince(before);
  task.meta.cpuSeconds = seconds;
  // One that has failed has enough to say already.
  if (seconds <= MOST_SECONDS || Object.hasOwn(SLOW, task.fullName) || task.result?.state === 'fail') return;
  const most = MOST_SECONDS * slowness();
  if (seconds > most) {
    throw new Error(
      `This test has computed for ${seconds.toFixed(1)} s, and ${most.toFixed(1)} s are the most: make it cheaper, or list "${task.fullName}" in test/slow.ts with the reason.`,
    );
  }
});

declare module 'vitest' {
  interface TaskMeta {
    /** What the test has computed, hooks included. */
    cpuSeconds?: number;
  }
}
