/** The lanes: which work shares which threads, and how much of it may wait. */
import { createLocalJobs } from './jobs/local/jobs.ts';
import type { Jobs } from './jobs/port.ts';
import { TRAINING } from './training/task.ts';

export type Lanes = {
  /** Trainings and looks into networks. */
  readonly work: Jobs;
};

/** Trainings that may wait for a free thread. */
export const WAITING_TRAININGS = 50;
/** Looks that may wait besides. */
const WAITING_LOOKS = 100;

/** @param workers threads that train and look */
export function openLanes(workers: number): Lanes {
  return {
    work: createLocalJobs({
      threads: { least: workers, most: workers },
      mostWaiting: WAITING_TRAININGS + WAITING_LOOKS,
      ready: [TRAINING],
    }),
  };
}
