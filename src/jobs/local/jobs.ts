/** Jobs done by threads of this process: one lane, with threads and a bounded line of those that wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, failed, type Said } from '../do.ts';
import type { Feed } from '../feed.ts';
import { lengthOf } from '../length.ts';
import { createLine } from '../line.ts';
import type { Jobs, Limits, Owner, Stop } from '../port.ts';
import { createRegister } from '../register.ts';
import { NOBODY } from '../rota.ts';
import type { Task } from './message.ts';
import { startThreads, type ThreadSettings } from './threads.ts';

export type Lane = ThreadSettings & {
  /** Jobs that may wait to begin; one more is refused. */
  readonly mostWaiting: number;
};

/** Ended jobs that are remembered: their results may be megabytes each. */
const REMEMBERED = 8;

type Job = {
  readonly owner: Owner;
  readonly feed: Feed;
  readonly task: Task;
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
      case 'ended':
        job.feed.end(endOf(what.outcome, job.why ?? 'cancelled'));
        release(id);
    }
  }

  function gone(id: string, how: 'lost' | 'unstarted', message: string): void {
    const job = held.get(id);
    job?.feed.end(how === 'lost' ? { kind: 'lost', message } : failed(new Error('no thread can be started')));
    release(id);
  }

  function release(id: string): void {
    clearTimeout(held.get(id)?.timer);
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

  async function close(patienceMs: number): Promise<void> {
    const patience = new AbortController();
    const all = [...lines.short, ...lines.long, ...held.values()];
    await Promise.race([
      Promise.all(all.map(({ feed }) => feed.over)),
      sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    for (const job of all) {
      job.feed.end({ kind: 'dropped', why: 'closing' });
      lines[job.task.length].leave(job);
      release(job.task.id);
    }
    await threads.end();
  }

  return {
    async submit(program, { id, input, owner = NOBODY, size, limits = {} }) {
      if (closing !== undefined) return { kind: 'refused', why: 'closing' };
      if (register.get(id) !== undefined) return { kind: 'refused', why: 'known' };
      const length = lengthOf(size);
      const line = lines[length];
      const waits = line.size > 0 || !threads.hasRoom(length);
      if (waits && lines.short.size + lines.long.size >= lane.mostWaiting) {
        return { kind: 'refused', why: 'full' };
      }
      const { stopAfterMs } = limits;
      const stop = new Int32Array(new SharedArrayBuffer(4));
      line.join({
        owner,
        feed: register.open(id, program.name),
        task: { id, file: program.file, input, owner, length, stopAfterMs, stop },
        limits,
        timer: undefined,
        why: undefined,
      });
      goOn();
      return { kind: 'accepted' };
    },
    follow: register.follow,
    async cancel(id) {
      const feed = register.get(id);
      if (feed === undefined || feed.ended) return 'gone';
      const job = held.get(id);
      if (job !== undefined) ask(job, 'cancelled');
      else {
        for (const line of Object.values(lines)) {
          for (const each of line) if (each.feed === feed) line.leave(each);
        }
        feed.end({ kind: 'dropped', why: 'cancelled' });
        goOn();
      }
      return 'asked';
    },
    close(patienceMs) {
      closing ??= close(patienceMs);
      return closing;
    },
  };
}
