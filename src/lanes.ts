/** The lanes: which work shares which threads, how much of it may wait, and how long it may take to end. */
import { createGate, type Gate, gated } from './jobs/gate.ts';
import { createLocalJobs, type Lane } from './jobs/local/jobs.ts';
import { createMeter } from './jobs/local/meter.ts';
import type { Jobs, Keeps } from './jobs/port.ts';
import type { Rates } from './jobs/terms.ts';
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

/** What is let into each lane. */
type Gates = Readonly<Record<keyof Lanes, Gate>>;

/**
 * What may be handed in within a time, in points (`priceOf`: of what is usual, one a command). A class of 60, of whom
 * each does something every ten seconds, needs 120 points in 20 seconds; one who presses a button five times a second is
 * held up.
 */
export const RATES: Readonly<Record<keyof Lanes, Rates>> = {
  work: {
    person: { points: 40, seconds: 20 },
    workspace: { points: 600, seconds: 20 },
    all: { points: 3_000, seconds: 20 },
  },
  pictures: {
    person: { points: 40, seconds: 20 },
    workspace: { points: 600, seconds: 20 },
    all: { points: 3_000, seconds: 20 },
  },
  // Each page is drawn once in each language.
  lessons: {
    person: { points: 40, seconds: 20 },
    workspace: { points: 200, seconds: 20 },
    all: { points: 200, seconds: 20 },
  },
  decks: {
    person: { points: 10, seconds: 60 },
    workspace: { points: 120, seconds: 60 },
    all: { points: 1_200, seconds: 60 },
  },
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

type Settings = {
  /** Threads that train and look. */
  readonly workers: number;
  /** `low`: these yield to all else on the machine, where it is Linux: to a server's own answers above all. */
  readonly priority: Priority;
  /** Where trainings keep how far they are. */
  readonly keeps?: Keeps | undefined;
  /** Of the threads of trainings and pictures: `now`, so that the first who asks need not wait for it. */
  readonly start?: Start | undefined;
  /** A clock that only goes on, ms: limits go by it. */
  readonly now?: (() => number) | undefined;
};

/** Opens them. @returns the gate of the work, too, for what is made of several pieces */
export function openLanes({
  workers,
  priority,
  keeps,
  start = 'now',
  now = () => performance.now(),
}: Settings): Lanes & { readonly gate: Gate } {
  const least = (threads: number) => (start === 'now' ? threads : 0);
  const gateOf = (lane: keyof Lanes) => createGate(createMeter(RATES[lane], now), now);
  const gates: Gates = {
    work: gateOf('work'),
    pictures: gateOf('pictures'),
    lessons: gateOf('lessons'),
    decks: gateOf('decks'),
  };
  const open = (name: keyof Lanes, lane: Lane) => gated(createLocalJobs(lane), gates[name]);
  return {
    gate: gates.work,
    work: open('work', {
      threads: { least: least(workers), most: workers },
      idleMs: IDLE_MS,
      shared: BEGUN,
      priority,
      mostWaiting: WAITING_TRAININGS + WAITING_LOOKS,
      ready: [TRAINING],
      ...(keeps && { keeps }),
    }),
    pictures: open('pictures', {
      threads: { least: least(1), most: 1 },
      idleMs: IDLE_MS,
      shared: BEGUN_PICTURES,
      mostWaiting: WAITING_PICTURES,
      ready: [PICTURE],
    }),
    lessons: open('lessons', {
      threads: { least: 0, most: 1 },
      idleMs: IDLE_MS,
      mostWaiting: WAITING_PAGES,
    }),
    decks: open('decks', {
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
