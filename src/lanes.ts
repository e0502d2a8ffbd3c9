/** The lanes: which work shares which threads, how much of it may wait, and how long it may take to end. */
import { createLocalJobs } from './jobs/local/jobs.ts';
import type { Jobs, Keeps } from './jobs/port.ts';
import { PICTURE } from './plot/pictures.ts';
import { TRAINING } from './training/task.ts';

export type Priority = 'usual' | 'low';
export type Start = 'now' | 'when-asked';

/** Each with threads and a queue of its own: nobody waits for a picture behind a training. */
export type Lanes = {
  /** Trainings and looks into networks. */
  readonly work: Jobs;
  readonly pictures: Jobs;
  /** The pictures of the lessons. */
  readonly lessons: Jobs;
  /** The reading of decks. */
  readonly decks: Jobs;
};

/** Trainings that may wait to begin. */
const WAITING_TRAININGS = 50;
/**
 * Trainings and looks that a thread may have begun; each keeps its memory, a large one some megabytes. There is always
 * room for some that may be short.
 */
const BEGUN = { long: 16, all: 20 };
/** Looks that may wait besides. */
const WAITING_LOOKS = 100;
/**
 * Pictures that may wait; at 50 ms each, about 13 s. What is drawn is mostly a few KB; at worst (sums of 256 bits by 256
 * units, films) it is half a megabyte.
 */
const WAITING_PICTURES = 256;
/** Pictures that their thread may have begun: films, some 25 MB each, and those that go before them. */
const BEGUN_PICTURES = { long: 3, all: 5 };
/** Each page is drawn once in each language. */
const WAITING_PAGES = 100;
/** A workspace has 20 decks at most. */
const WAITING_DECKS = 200;
/** Memory of the thread that reads decks, in MB: 512 KB of brackets take 300. */
const DECKS_MB = 512;
/** A thread that started when it was asked for ends after so long without work, ms; its memory (about 60 MB) is worth more elsewhere. */
const IDLE_MS = 60_000;
/** Patience with what is not done yet at the end, ms. */
const CLOSE_MS = 4_000;

/**
 * Opens them.
 * @param workers threads that train and look
 * @param priority `low`: these yield to all else on the machine, where it is Linux: to a server's own answers above all
 * @param keeps where trainings keep how far they are
 * @param start of the threads of trainings and pictures: `now`, so that the first who asks need not wait for it
 */
export function openLanes(workers: number, priority: Priority, keeps?: Keeps, start: Start = 'now'): Lanes {
  const least = (threads: number) => (start === 'now' ? threads : 0);
  return {
    work: createLocalJobs({
      threads: { least: least(workers), most: workers },
      idleMs: IDLE_MS,
      shared: BEGUN,
      priority,
      mostWaiting: WAITING_TRAININGS + WAITING_LOOKS,
      ready: [TRAINING],
      ...(keeps && { keeps }),
    }),
    pictures: createLocalJobs({
      threads: { least: least(1), most: 1 },
      idleMs: IDLE_MS,
      shared: BEGUN_PICTURES,
      mostWaiting: WAITING_PICTURES,
      ready: [PICTURE],
    }),
    lessons: createLocalJobs({
      threads: { least: 0, most: 1 },
      idleMs: IDLE_MS,
      mostWaiting: WAITING_PAGES,
    }),
    decks: createLocalJobs({
      threads: { least: 0, most: 1 },
      idleMs: 0,
      memoryMb: DECKS_MB,
      mostWaiting: WAITING_DECKS,
    }),
  };
}

/** Trainings that may be under way at a time, those that wait among them. @param workers as of `openLanes` */
export function mostTrainings(workers: number): number {
  return workers * BEGUN.all + WAITING_TRAININGS;
}

/** Closes them all; what was asked for may still be done, but trainings and looks. */
export async function closeLanes({ work, pictures, lessons, decks }: Lanes): Promise<void> {
  await Promise.all([work.close(0), ...[pictures, lessons, decks].map((lane) => lane.close(CLOSE_MS))]);
}
