/** A lane for one test, with ids for its jobs. */
import { createLocalJobs, type Lane } from '../../src/jobs/local/jobs.ts';
import type { Jobs } from '../../src/jobs/port.ts';

export type TestLane = { readonly jobs: Jobs; newId(): string };

/** Whoever opens it closes its `jobs`. @param threads that always stand ready */
export function openLane(threads: number, more: Partial<Lane> = {}): TestLane {
  let ids = 0;
  return {
    jobs: createLocalJobs({ threads: { least: threads, most: threads }, mostWaiting: 64, ...more }),
    newId: () => String(++ids),
  };
}
