/** Jobs done by threads of this process: one lane, with threads and a bounded line of those that wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, failed, type Said } from '../do.ts';
import type { Feed } from '../feed.ts';
import { lengthOf } from '../length.ts';
import { createLine } from '../line.ts';
import type { Jobs, Keeps, Kept, Limits, Owner, Stop } from '../port.ts';
import { createRegister } from '../register.ts';
import type { Task } from './message.ts';
import { startThreads, type ThreadSettings } from './threads.ts';

export type Lane = ThreadSettings & {
  /** Jobs that may wait to begin; one more is refused. */
  readonly mostWaiting: number;
  /** Where jobs keep how far they are; nowhere if there is none. */
  readonly keeps?: Keeps;
};

/** Ended jobs that are remembered: their results may be megabytes each. */
const REMEMBERED = 8;
/** So often a job is begun again whose thread has ended beside it: it may be this one after all that ends them. */
const MOST_LEFT = 3;
/** For so long jobs may keep how far they are when all is closed, ms. */
const LEAVE_MS = 1_500;

type Job = {
  readonly owner: Owner;
  readonly feed: Feed;
  task: Task;
  /** Resolves when no thread holds it any more. */
  left: PromiseWithResolvers<void>;
  /** How often its thread has ended beside it. */
  timesLeft: number;
  readonly limits: Limits;
  timer: NodeJS.Timeout | undefined;
  /** Why it is to stop; the first reason counts. */
  why: Stop | undefined;
};

/**
 * Starts the least of the threads.
 * @param now a clock that only goes on, ms: what those that wait are told goes by it
 */
export function createLocalJobs(lane: Lane, now: () => number = () => performance.now()): Jobs {
  const register = createRegister(REMEMBERED);
  /** Two lines, since what is long waits for other places than what may be short. */
  const lines = { short: createLine<Job>(now), long: createLine<Job>(now) };
  /** Those that threads hold, by id. */
  const held = new Map<string, Job>();
  /** Those of which is still being read what they have kept, by id. */
  const coming = new Map<string, Job>();
  /** What is being kept. */
  const keeping = new Set<Promise<void>>();
  const threads = startThreads(lane, { said, gone, room: goOn });
  let closing: Promise<void> | undefined;

  function said(id: string, what: Said): void {
    const job = held.get(id);
    if (job === undefined) return;
    switch (what.kind) {
      case 'begun':
        job.feed.begin();
        setLimit(job);
        return;
      case 'progress':
        job.feed.report(what.progress);
        return;
      case 'kept':
        keep(id, what.kept);
        return;
      case 'ended':
        job.feed.end(endOf(what.outcome, job.why ?? 'cancelled'));
        release(id);
    }
  }

  /** A job fails by itself only: those beside it begin again, from what they have kept. */
  function gone(id: string, how: 'lost' | 'beside' | 'unstarted', message: string): void {
    const job = held.get(id);
    release(id);
    if (job === undefined) return;
    if (how === 'beside' && job.timesLeft < MOST_LEFT) {
      job.timesLeft += 1;
      job.left = Promise.withResolvers();
      void enter(job);
    } else if (how === 'unstarted') job.feed.end(failed(new Error('no thread can be started')));
    else job.feed.end({ kind: 'lost', message });
  }

  function keep(id: string, kept: Kept): void {
    if (lane.keeps === undefined) return;
    const put = lane.keeps.put(id, kept).finally(() => keeping.delete(put));
    keeping.add(put);
  }

  function release(id: string): void {
    clearTimeout(held.get(id)?.timer);
    held.get(id)?.left.resolve();
    held.delete(id);
  }

  function setLimit(job: Job): void {
    const { endAfterMs } = job.limits;
    if (endAfterMs === undefined) return;
    job.timer = setTimeout(() => {
      job.feed.end({ kind: 'dropped', why: 'time-limit' });
      release(job.task.id);
      threads.endOf(job.task.id);
      goOn();
    }, endAfterMs);
  }

  function ask(job: Job, why: Stop): void {
    job.why ??= why;
    Atomics.store(job.task.stop, 0, 1);
  }

  /** When the next one is likely to begin, seconds; it gives its place to another. */
  function nextIn(): number | undefined {
    const all = [lines.short, lines.long].flatMap((line) => line.places()[0]?.[1].seconds ?? []);
    return all.length === 0 ? undefined : Math.min(...all);
  }

  /** Gives what waits to threads that have room, and tells the others their places. */
  function goOn(): void {
    for (const length of ['short', 'long'] as const) {
      const line = lines[length];
      while (line.size > 0 && threads.hasRoom(length)) {
        const job = line.next();
        if (job !== undefined) give(job);
      }
      for (const [{ feed }, place] of line.places()) feed.wait(place);
    }
  }

  function give(job: Job): void {
    const { id } = job.task;
    held.set(id, job);
    try {
      threads.give(job.task);
    } catch (error) {
      job.feed.end(failed(error));
      release(id);
    }
  }

  /** Reads what it has kept, then lets it wait for its turn. */
  async function enter(job: Job): Promise<void> {
    const { id, length } = job.task;
    if (lane.keeps !== undefined) {
      coming.set(id, job);
      await Promise.all(keeping);
      const kept = await lane.keeps.get(id);
      coming.delete(id);
      job.task = { ...job.task, kept };
    }
    if (job.why !== undefined && job.task.kept === undefined) job.feed.end({ kind: 'dropped', why: job.why });
    if (closing !== undefined) job.feed.end({ kind: 'dropped', why: 'closing' });
    if (job.feed.ended) return;
    lines[length].join(job);
    goOn();
  }

  /** What waits and has kept nothing is dropped at once; the rest gives what it has. */
  function cancel(id: string, feed: Feed): void {
    const waiting = [...lines.short, ...lines.long].find((each) => each.feed === feed);
    const job = held.get(id) ?? coming.get(id) ?? waiting;
    if (job !== undefined) ask(job, 'cancelled');
    if (waiting === undefined || waiting.task.kept !== undefined) return;
    lines[waiting.task.length].leave(waiting);
    feed.end({ kind: 'dropped', why: 'cancelled' });
    goOn();
  }

  async function close(patienceMs: number): Promise<void> {
    const all = [...lines.short, ...lines.long, ...held.values()];
    await within(Promise.all(all.map(({ feed }) => feed.over)), patienceMs);
    for (const job of all) {
      job.feed.end({ kind: 'dropped', why: 'closing' });
      lines[job.task.length].leave(job);
      ask(job, 'closing');
    }
    if (lane.keeps !== undefined)
      await within(Promise.all([...held.values()].map(({ left }) => left.promise)), LEAVE_MS);
    for (const { task } of all) release(task.id);
    await Promise.all(keeping);
    await threads.end();
  }

  return {
    async submit(program, { id, input, owner, size, limits = {} }) {
      if (closing !== undefined) return { kind: 'refused', why: 'closing' };
      if (register.get(id)?.isVain === false) return { kind: 'refused', why: 'known' };
      const length = lengthOf(size);
      const line = lines[length];
      const waits = line.size + coming.size > 0 || !threads.hasRoom(length);
      if (waits && lines.short.size + lines.long.size + coming.size >= lane.mostWaiting) {
        return { kind: 'refused', why: 'full', seconds: nextIn() };
      }
      const { stopAfterMs } = limits;
      const flag = () => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      await enter({
        owner,
        feed: register.open(id, program.name),
        task: {
          id,
          file: program.file,
          input,
          owner,
          length,
          stopAfterMs,
          kept: undefined,
          stop: flag(),
          turn: flag(),
        },
        left: Promise.withResolvers(),
        timesLeft: 0,
        limits,
        timer: undefined,
        why: undefined,
      });
      return { kind: 'accepted' };
    },
    follow: register.follow,
    async cancel(id) {
      const feed = register.get(id);
      if (feed === undefined || feed.ended) return 'gone';
      cancel(id, feed);
      return 'asked';
    },
    close(patienceMs) {
      closing ??= close(patienceMs);
      return closing;
    },
  };
}

/** Waits for a promise, `ms` at most. */
async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  const patience = new AbortController();
  await Promise.race([promise, sleep(ms, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}
