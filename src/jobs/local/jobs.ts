/** Jobs done by threads of this process: one lane, with threads and a bounded queue of its own. */
import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, failed } from '../do.ts';
import type { Feed } from '../feed.ts';
import type { Jobs, Limits, Stop } from '../port.ts';
import { createRegister } from '../register.ts';
import type { Message, Task } from './message.ts';
import { startThreads, type ThreadSettings } from './threads.ts';

export type Lane = ThreadSettings & {
  /** Jobs that may wait beside those that are done; one more is refused. */
  readonly mostWaiting: number;
};

/** Ended jobs that are remembered: their results may be megabytes each. */
const REMEMBERED = 8;

type Job = {
  readonly feed: Feed;
  readonly task: Task;
  readonly limits: Limits;
  /** Ends the thread that does it. */
  readonly force: AbortController;
  readonly timers: NodeJS.Timeout[];
  /** Why it is to stop; the first reason counts. */
  why: Stop | undefined;
};

/** Starts the least of the threads. */
export function createLocalJobs(lane: Lane): Jobs {
  const register = createRegister(REMEMBERED);
  /** By id, in the order in which they came. */
  const waiting = new Map<string, Job>();
  const running = new Map<string, Job>();
  const threads = startThreads(lane, hear);
  let closing: Promise<void> | undefined;

  function hear({ id, said }: Message): void {
    const job = running.get(id);
    if (job === undefined || job.feed.ended) return;
    switch (said.kind) {
      case 'begun':
        job.feed.begin();
        setLimits(job);
        return;
      case 'progress':
        job.feed.report(said.progress);
        return;
      case 'ended':
        job.feed.end(endOf(said.outcome, job.why ?? 'cancelled'));
    }
  }

  function setLimits(job: Job): void {
    const { stopAfterMs, endAfterMs } = job.limits;
    if (stopAfterMs !== undefined) job.timers.push(setTimeout(() => ask(job, 'time-limit'), stopAfterMs));
    if (endAfterMs !== undefined) job.timers.push(setTimeout(() => end(job, 'time-limit'), endAfterMs));
  }

  function ask(job: Job, why: Stop): void {
    job.why ??= why;
    Atomics.store(job.task.stop, 0, 1);
  }

  function end(job: Job, why: Stop): void {
    job.feed.end({ kind: 'dropped', why });
    job.force.abort();
  }

  /** Gives what waits to threads that are free. */
  function goOn(): void {
    for (const [id, job] of waiting) {
      if (running.size >= lane.threads.most) return;
      waiting.delete(id);
      running.set(id, job);
      void run(id, job);
    }
  }

  async function run(id: string, job: Job): Promise<void> {
    try {
      await threads.run(job.task, job.force.signal);
    } catch (error) {
      const end = failed(error);
      job.feed.end(job.feed.begun ? { kind: 'lost', message: end.error.message } : end);
    }
    // What the thread has said is heard by then, or on its way.
    await job.feed.over;
    for (const timer of job.timers) clearTimeout(timer);
    running.delete(id);
    goOn();
  }

  async function close(patienceMs: number): Promise<void> {
    const patience = new AbortController();
    const all = [...waiting.values(), ...running.values()];
    await Promise.race([
      Promise.all(all.map(({ feed }) => feed.over)),
      sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    for (const { feed } of all) feed.end({ kind: 'dropped', why: 'closing' });
    waiting.clear();
    await threads.end();
  }

  return {
    async submit(program, { id, input, limits = {} }) {
      if (closing !== undefined) return { kind: 'refused', why: 'closing' };
      if (register.get(id) !== undefined) return { kind: 'refused', why: 'known' };
      // One that has ended holds its thread for a moment yet, but keeps nobody from waiting.
      const undone = [...running.values()].filter((job) => !job.feed.ended).length;
      if (waiting.size + undone >= lane.threads.most + lane.mostWaiting) {
        return { kind: 'refused', why: 'full' };
      }
      const feed = register.open(id, program.name);
      const stop = new Int32Array(new SharedArrayBuffer(4));
      waiting.set(id, {
        feed,
        task: { id, file: program.file, input, stop },
        limits,
        force: new AbortController(),
        timers: [],
        why: undefined,
      });
      goOn();
      return { kind: 'accepted' };
    },
    follow: register.follow,
    async cancel(id) {
      const feed = register.get(id);
      if (feed === undefined || feed.ended) return 'gone';
      const job = running.get(id);
      if (job !== undefined) ask(job, 'cancelled');
      else {
        waiting.delete(id);
        feed.end({ kind: 'dropped', why: 'cancelled' });
      }
      return 'asked';
    },
    close(patienceMs) {
      closing ??= close(patienceMs);
      return closing;
    },
  };
}
