/**
 * A second, plain implementation of jobs, as far from the first as there can be: every job has a process of its own,
 * every message is JSON text, and a job hears that it is to stop from a file.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endOf, type Said } from '../../src/jobs/do.ts';
import type { Feed } from '../../src/jobs/feed.ts';
import { createLine } from '../../src/jobs/line.ts';
import type { Jobs, Keeps, Kept, Limits, Owner, Stop } from '../../src/jobs/port.ts';
import { createRegister } from '../../src/jobs/register.ts';
import { fromText, toText } from '../../src/jobs/text.ts';
import type { JsonTask } from './json-worker.ts';

const WORKER = fileURLToPath(new URL('./json-worker.ts', import.meta.url));

type Job = {
  readonly id: string;
  readonly owner: Owner;
  readonly feed: Feed;
  readonly text: string;
  readonly kept: Kept | undefined;
  readonly limits: Limits;
  readonly stop: string;
  child?: ChildProcess;
  why?: Stop;
};

/** @param most processes at a time */
export function createJsonJobs(most: number, mostWaiting: number, remembered: number, keeps?: Keeps): Jobs {
  const folder = mkdtempSync(join(tmpdir(), 'carrybot-jobs-'));
  const register = createRegister(remembered);
  const line = createLine<Job>(() => performance.now());
  /** All that are not over, those that wait among them. */
  const jobs = new Map<string, Job>();
  let count = 0;
  let open = true;
  let closing: Promise<void> | undefined;

  function ask(job: Job, why: Stop): void {
    job.why ??= why;
    writeFileSync(job.stop, '');
  }

  function drop(job: Job, why: Stop): void {
    job.feed.end({ kind: 'dropped', why });
    job.child?.kill('SIGKILL');
  }

  function hear(job: Job, said: Said, timers: NodeJS.Timeout[]): void {
    const { endAfterMs } = job.limits;
    switch (said.kind) {
      case 'begun':
        job.feed.begin();
        if (endAfterMs !== undefined) timers.push(setTimeout(() => drop(job, 'time-limit'), endAfterMs));
        return;
      case 'progress':
        job.feed.report(said.progress);
        return;
      case 'kept':
        void keeps?.put(job.id, said.kept);
        return;
      case 'ended':
        job.feed.end(endOf(said.outcome, job.why ?? 'cancelled'));
    }
  }

  async function run(job: Job): Promise<void> {
    const child = fork(WORKER, { stdio: 'inherit' });
    job.child = child;
    const timers: NodeJS.Timeout[] = [];
    child.on('message', (text: string) => hear(job, fromText(text) as Said, timers));
    child.send(job.text);
    await once(child, 'exit');
    for (const timer of timers) clearTimeout(timer);
    job.feed.end({ kind: 'lost', message: 'the process ended' });
    jobs.delete(job.id);
    goOn();
  }

  function goOn(): void {
    while (jobs.size - line.size < most) {
      const job = line.next();
      if (job === undefined) return;
      void run(job);
    }
    for (const [{ feed }, place] of line.places()) feed.wait(place);
  }

  async function close(patienceMs: number): Promise<void> {
    open = false;
    const overs = [...jobs.values()].map(({ feed }) => feed.over);
    await Promise.race([Promise.all(overs), sleep(patienceMs, undefined, { ref: false })]);
    const left = [...jobs];
    for (const [id, job] of left) {
      line.leave(job);
      if (job.child === undefined) jobs.delete(id);
      drop(job, 'closing');
    }
    await Promise.all(
      left.map(([, { child }]) =>
        child === undefined || child.exitCode !== null ? [] : once(child, 'exit'),
      ),
    );
    rmSync(folder, { recursive: true });
  }

  return {
    async submit(program, { id, input, owner, limits = {} }) {
      if (!open) return { kind: 'refused', why: 'closing' };
      if (register.get(id)?.isVain === false) return { kind: 'refused', why: 'known' };
      if (jobs.size >= most + mostWaiting) return { kind: 'refused', why: 'full', seconds: undefined };
      const feed = register.open(id, program.name);
      const kept = await keeps?.get(id);
      count += 1;
      const stop = join(folder, String(count));
      const text = toText({
        file: program.file,
        input,
        stop,
        stopAfterMs: limits.stopAfterMs,
        kept,
      } satisfies JsonTask);
      const job = { id, owner, feed, text, kept, limits, stop };
      jobs.set(id, job);
      line.join(job);
      goOn();
      return { kind: 'accepted' };
    },
    follow: register.follow,
    async cancel(id) {
      const feed = register.get(id);
      const job = jobs.get(id);
      if (feed === undefined || feed.ended || job === undefined) return 'gone';
      if (job.child !== undefined || job.kept !== undefined) ask(job, 'cancelled');
      else {
        jobs.delete(id);
        line.leave(job);
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
