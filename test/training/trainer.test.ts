import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { createLocalJobs } from '../../src/jobs/local/jobs.ts';
import type { Jobs, Keeps, Kept } from '../../src/jobs/port.ts';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { createTrainer, type Trainer, type TrainingEvent } from '../../src/training/trainer.ts';

const clock = { now: () => 1_700_000_000_000 };
let jobs: Jobs;
let trainer: Trainer;
let ids = 0;
const newId = () => `job${++ids}`;
const aki = { workspace: 'local', userId: 'aki' };
const ben = { workspace: 'local', userId: 'ben' };
/** Many minutes of work, so that a test can only end it by stopping it. */
const endless: TrainConfig = { ...DEFAULTS, hidden: 256, bits: 32, iterations: 1_000_000 };

// Threads for each test: whatever a failing one leaves under way ends with it.
beforeEach(() => {
  jobs = threads(2);
  trainer = createTrainer({ clock, jobs, maxSeconds: 600, most: 3, newId });
});
afterEach(() => jobs.close(0));

function threads(count: number): Jobs {
  return createLocalJobs({ threads: { least: count, most: count }, mostWaiting: 5 });
}

async function all(events: AsyncIterable<TrainingEvent>): Promise<TrainingEvent[]> {
  const list: TrainingEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** Reads until the job has reported progress, then calls `then` and reads on to the end. */
async function whenRunning(
  events: AsyncIterable<TrainingEvent>,
  then: () => Promise<void>,
): Promise<TrainingEvent | undefined> {
  let last: TrainingEvent | undefined;
  let told = false;
  for await (const event of events) {
    last = event;
    if (event.kind === 'progress' && !told) {
      told = true;
      await then();
    }
  }
  return last;
}

describe('the trainer', () => {
  it('gives in a worker the very numbers that the engine gives here', async () => {
    const config = { ...DEFAULTS, iterations: 2_000, seed: 5 };
    const here = startTraining(config);
    while (!here.done) here.advance(100);
    const events = await all((await trainer.train(config, aki)).events);
    const last = events.at(-1);
    expect(['queued', 'begun']).toContain(events[0]?.kind);
    expect(last).toMatchObject({ kind: 'ended', ending: 'done', result: here.finish() });
  });
  it('reports divergence as a result', async () => {
    const events = await all(
      (await trainer.train({ ...DEFAULTS, activation: 'relu', seed: 4, gradient: 'article' }, aki)).events,
    );
    expect(events.at(-1)).toMatchObject({ ending: 'done', result: { outcome: { kind: 'diverged' } } });
  });
  it('stops when its owner cancels, and keeps what it has', async () => {
    const job = await trainer.train(endless, aki);
    const last = await whenRunning(job.events, async () => {
      expect(await trainer.cancel(job.id, ben)).toBe('not-yours');
      expect(await trainer.cancel(job.id, aki)).toBe('cancelling');
    });
    expect(last).toMatchObject({
      kind: 'ended',
      ending: 'cancelled',
      result: { outcome: { kind: 'cancelled' } },
    });
    expect(await trainer.cancel(job.id, aki)).toBe('gone');
  });
  it('runs one training a person, and refuses more than may wait', async () => {
    const first = await trainer.train(endless, aki);
    await expect(trainer.train(DEFAULTS, aki)).rejects.toThrow(UserError);
    const others = await Promise.all(
      ['b', 'c'].map((userId) => trainer.train(endless, { workspace: 'local', userId })),
    );
    await expect(trainer.train(DEFAULTS, ben)).rejects.toThrow(/Too many/);
    const ends = [first, ...others].map((job) => all(job.events));
    for (const [index, job] of [first, ...others].entries()) {
      await trainer.cancel(job.id, { workspace: 'local', userId: ['aki', 'b', 'c'][index] ?? '' });
    }
    for (const events of await Promise.all(ends)) {
      expect(['ended', 'withdrawn']).toContain(events.at(-1)?.kind);
    }
  });
  it('takes one of two that a person starts at the same moment', async () => {
    const both = await Promise.allSettled(
      [1, 2].map(() => trainer.train({ ...DEFAULTS, iterations: 100 }, aki)),
    );
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    for (const one of both) if (one.status === 'fulfilled') await all(one.value.events);
  });
  it('keeps nothing of one that is cancelled while it waits', async () => {
    const running = await Promise.all(
      ['b', 'c'].map((userId) => trainer.train(endless, { workspace: 'local', userId })),
    );
    const waiting = await trainer.train(endless, aki);
    expect(await trainer.cancel(waiting.id, aki)).toBe('cancelling');
    expect((await all(waiting.events)).at(-1)).toEqual({ kind: 'withdrawn' });
    expect(await trainer.cancel(waiting.id, aki)).toBe('gone');
    // Nobody reads of them any more.
    for (const { events } of running) for await (const _ of events) break;
  });
  it('does not do what was cancelled in an earlier process', async () => {
    const wishes = { isCancelled: async (id: string) => id === 'unwanted' };
    const again = createTrainer({ clock, jobs, wishes, maxSeconds: 600, most: 3, newId });
    expect((await all((await again.train(endless, aki, 'unwanted')).events)).at(-1)).toEqual({
      kind: 'withdrawn',
    });
    expect((await all((await again.train({ ...DEFAULTS, iterations: 9 }, aki)).events)).at(-1)).toMatchObject(
      {
        ending: 'done',
      },
    );
  });
  describe('when its process ends before a training has', () => {
    const config = { ...DEFAULTS, iterations: 100_000, seed: 5 };
    const kept = new Map<string, Kept>();
    const first = { kept: () => {} };
    const keeps: Keeps = {
      async put(id, how) {
        kept.set(id, how);
        first.kept();
      },
      get: async (id) => kept.get(id),
      drop: async (id) => void kept.delete(id),
    };
    const start = (settings: { isCancelled?: boolean; maxSeconds?: number } = {}) => {
      const { isCancelled = false, maxSeconds = 600 } = settings;
      const lane = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 5, keeps });
      onTestFinished(() => lane.close(0));
      const wishes = { isCancelled: async () => isCancelled };
      const made = createTrainer({
        clock,
        jobs: lane,
        keeps,
        wishes,
        keepEveryMs: 0,
        maxSeconds,
        most: 3,
        newId,
      });
      return { lane, train: async () => all((await made.train(config, aki, 'long')).events) };
    };
    /** Trains until something was kept, and ends that process. */
    beforeEach(async () => {
      kept.clear();
      const begun = Promise.withResolvers<void>();
      first.kept = begun.resolve;
      const { lane, train } = start();
      const told = train();
      await begun.promise;
      await Promise.all([lane.close(0), expect(told).rejects.toThrow(UserError)]);
    });

    it('goes on from what was kept, and ends with the same bits', async () => {
      const before = kept.get('long');
      const events = await start().train();
      const here = startTraining(config, { checkpoints: 'fine' });
      while (!here.done) here.advance(10_000);
      expect(events.at(-1)).toMatchObject({ ending: 'done', result: here.finish() });
      const told = events.find((event) => event.kind === 'progress');
      expect(told?.progress.iteration).toBeGreaterThan(0);
      const last = events.at(-1);
      expect(last?.kind === 'ended' && last.result.seconds * 1_000).toBeGreaterThan(before?.computedMs ?? 0);
      expect(kept.size).toBe(0);
    });
    it('ends at once with what was kept if it was cancelled meanwhile', async () => {
      const last = (await start({ isCancelled: true }).train()).at(-1);
      expect(last).toMatchObject({ kind: 'ended', ending: 'cancelled' });
      expect(last?.kind === 'ended' && last.result.iterations).toBeGreaterThan(0);
      expect(kept.size).toBe(0);
    });
    it('has had its time if it had it before', async () => {
      const last = (await start({ maxSeconds: (kept.get('long')?.computedMs ?? 0) / 1_000 }).train()).at(-1);
      expect(last).toMatchObject({ ending: 'time-limit' });
    });
  });
  it('stops one that is cancelled while it is handed in', async () => {
    const asked = Promise.withResolvers<boolean>();
    const wishes = { isCancelled: () => asked.promise };
    const slow = createTrainer({ clock, jobs, wishes, maxSeconds: 600, most: 3, newId });
    const job = slow.train(endless, aki, 'early');
    expect(await slow.cancel('early', aki)).toBe('cancelling');
    asked.resolve(false);
    expect((await all((await job).events)).at(-1)).toEqual({ kind: 'withdrawn' });
  });
  it('lists what runs and waits in a workspace, until it has ended', async () => {
    const one = threads(1);
    onTestFinished(() => one.close(0));
    const busy = createTrainer({ clock, jobs: one, maxSeconds: 600, most: 4, newId });
    const first = await busy.train(endless, aki);
    const second = await busy.train({ ...endless, seed: 8 }, ben);
    await busy.train(endless, { workspace: 'elsewhere', userId: 'aki' });
    const since = clock.now();
    // The other workspace has had nothing yet, and goes first.
    const waiting = { kind: 'waiting', ahead: 1, seconds: undefined };
    const last = await whenRunning(first.events, async () => {
      await expect
        .poll(() => busy.list('local'))
        .toEqual([
          {
            id: first.id,
            owner: aki,
            config: endless,
            since,
            stage: { kind: 'running', progress: expect.objectContaining({ iteration: expect.any(Number) }) },
          },
          { id: second.id, owner: ben, config: { ...endless, seed: 8 }, since, stage: waiting },
        ]);
      expect(await busy.list('nowhere')).toEqual([]);
      await busy.cancel(second.id, ben);
      await busy.cancel(first.id, aki);
    });
    expect(last).toMatchObject({ ending: 'cancelled' });
    await all(second.events);
    expect(await busy.list('local')).toEqual([]);
  });
  it('stops one that nobody reads of any more', async () => {
    for (let n = 0; n < 3; n += 1) {
      for await (const { kind } of (await trainer.train(endless, aki)).events) if (kind === 'progress') break;
    }
    const events = await all((await trainer.train({ ...DEFAULTS, iterations: 100 }, aki)).events);
    expect(events.at(-1)).toMatchObject({ kind: 'ended', ending: 'done' });
  });
  it('stops a job at the time limit, and every job when it is stopped itself', async () => {
    const one = threads(1);
    onTestFinished(() => one.close(0));
    const short = createTrainer({ clock, jobs: one, maxSeconds: 0.3, most: 2, newId });
    const [first, waiting] = await Promise.all(
      [aki, ben].map(async (owner) => all((await short.train(endless, owner)).events)),
    );
    expect(first?.at(-1)).toMatchObject({ ending: 'time-limit' });
    // Its time begins when it does, not when it begins to wait.
    expect(waiting?.at(-1)).toMatchObject({ ending: 'time-limit' });
    const seconds = (events: readonly TrainingEvent[] | undefined) => {
      const last = events?.at(-1);
      return last?.kind === 'ended' ? last.result.seconds : 0;
    };
    expect(seconds(waiting)).toBeGreaterThan(0.2);
    const more = threads(1);
    onTestFinished(() => more.close(0));
    const another = createTrainer({ clock, jobs: more, maxSeconds: 600, most: 2, newId });
    let stopped: Promise<void> | undefined;
    const last = await whenRunning((await another.train(endless, aki)).events, async () => {
      stopped = another.stop();
    });
    expect(last).toMatchObject({ ending: 'shutdown' });
    await stopped;
    await expect(another.train(DEFAULTS, aki)).rejects.toThrow(UserError);
  });
  it('tells those that wait for a thread that the program restarts', async () => {
    const one = threads(1);
    const closing = createTrainer({ clock, jobs: one, maxSeconds: 600, most: 2, newId });
    const jobsOf = await Promise.all([aki, ben].map((owner) => closing.train(endless, owner)));
    const ends = Promise.allSettled(jobsOf.map(({ events }) => all(events)));
    await one.close(0);
    for (const end of await ends) {
      expect(end).toMatchObject({ status: 'rejected', reason: expect.any(UserError) });
    }
  });
});
