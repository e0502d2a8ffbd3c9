import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlaceError } from '../../src/chat/error.ts';
import { createScheduleRunner } from '../../src/schedule/runner.ts';
import type { Schedule, Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { DUE, daily, HOUR, MINUTE } from './daily.ts';

const log = pino({ level: 'silent' });

let folder: string;
let store: Store;
let now: number;
let posts: { number: number; at: number }[];
const clock = { now: () => now };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  store = await openSqlite(join(folder, 'db.sqlite'), () => 'epoch');
  posts = [];
  now = DUE - HOUR;
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** The next 29 February that is a Tuesday comes in 2056. */
const last = { ...daily, cron: '0 0 29 2 2', zone: 'UTC', nextAt: Date.parse('2028-02-29T00:00:00Z') };

const sweep = async () => undefined;

function runner(schedules = store.schedules) {
  const post = async ({ number }: Schedule) => {
    posts.push({ number, at: now });
  };
  return createScheduleRunner({ schedules, clock, log, post, sweep });
}

describe('a scheduled post', () => {
  it('comes once, at its time, every day', async () => {
    await store.schedules.add(daily, 20);
    const ticking = runner();
    for (now = DUE - HOUR; now < DUE + 30 * HOUR; now += 5 * 60_000) await ticking.tick();
    expect(posts).toEqual([
      { number: 1, at: DUE },
      { number: 1, at: DUE + 24 * HOUR },
    ]);
  });
  it('is not repeated after a restart, and goes on the next day', async () => {
    await store.schedules.add(daily, 20);
    now = DUE + 1_000;
    await runner().tick();
    await store.close();
    store = await openSqlite(join(folder, 'db.sqlite'), () => 'epoch');
    now += 60_000;
    const again = runner();
    await again.tick();
    now = DUE + 24 * HOUR;
    await again.tick();
    expect(posts.map(({ at }) => at)).toEqual([DUE + 1_000, DUE + 24 * HOUR]);
  });
  it('is made up for once after a short absence, and skipped after a long one', async () => {
    await store.schedules.add(daily, 20);
    now = DUE + 2 * HOUR;
    await runner().tick();
    expect(posts).toHaveLength(1);
    now = DUE + 24 * 7 * HOUR + 12 * HOUR;
    const late = runner();
    await late.tick();
    await late.tick();
    expect(posts).toHaveLength(1);
    expect((await store.schedules.list('local'))[0]?.nextAt).toBe(DUE + 8 * 24 * HOUR);
  });
  it('is made by one of two processes that share the database', async () => {
    await store.schedules.add(daily, 20);
    const other = await openSqlite(join(folder, 'db.sqlite'), () => 'epoch');
    now = DUE;
    await Promise.all([runner().tick(), runner(other.schedules).tick()]);
    await other.close();
    expect(posts).toHaveLength(1);
  });
  it('does not keep the others from coming when it fails', async () => {
    await store.schedules.add(daily, 20);
    await store.schedules.add(daily, 20);
    const post = async ({ number }: Schedule) => {
      if (number === 1) throw new Error('the channel is gone');
      posts.push({ number, at: now });
    };
    now = DUE;
    await createScheduleRunner({ schedules: store.schedules, clock, log, post, sweep }).tick();
    expect(posts).toEqual([{ number: 2, at: DUE }]);
  });
  it('keeps why it could not be made, until the next one can', async () => {
    await store.schedules.add(daily, 20);
    const words = { en: 'The channel is gone.', ja: 'チャンネルがありません。' };
    const faults: (Error | undefined)[] = [new PlaceError('gone', [], words), new Error('a bug'), undefined];
    const post = async () => {
      const fault = faults.shift();
      if (fault) throw fault;
    };
    const ticking = createScheduleRunner({ schedules: store.schedules, clock, log, post, sweep });
    const troubles: unknown[] = [];
    for (now = DUE; faults.length > 0; now += 24 * HOUR) {
      await ticking.tick();
      const [schedule] = await store.schedules.list('local');
      troubles.push(schedule?.trouble);
    }
    expect(troubles).toEqual([words, { en: expect.stringContaining('log'), ja: expect.any(String) }, null]);
  });
});

describe('a tick', () => {
  const logged: Record<string, unknown>[] = [];
  const telling = pino({}, { write: (line) => void logged.push(JSON.parse(line)) });
  beforeEach(() => {
    logged.length = 0;
  });

  it('posts up to three hours late, and then tells the log that it did not', async () => {
    const made: number[] = [];
    const post = async ({ number }: Schedule) => void made.push(number);
    const at = (late: number) => {
      now = DUE + late;
      return createScheduleRunner({ schedules: store.schedules, clock, log: telling, post, sweep }).tick();
    };
    await store.schedules.add(daily, 20);
    await at(3 * HOUR);
    await store.schedules.add(daily, 20);
    await at(3 * HOUR + 1);
    expect(made).toEqual([1]);
    expect(logged).toMatchObject([
      {
        schedule: 2,
        workspace: 'local',
        due: '2026-11-24T23:30:00.000Z',
        level: 40,
        msg: 'a scheduled post was missed',
      },
    ]);
  });
  it('does nothing before the moment', async () => {
    await store.schedules.add(daily, 20);
    now = DUE - 1;
    await runner().tick();
    expect(posts).toEqual([]);
    now = DUE;
    await runner().tick();
    expect(posts).toHaveLength(1);
  });
  it('posts what comes for the last time, and takes it off the list', async () => {
    await store.schedules.add(last, 20);
    now = last.nextAt;
    const ticking = runner();
    await ticking.tick();
    await ticking.tick();
    expect(posts).toEqual([{ number: 1, at: last.nextAt }]);
    expect(await store.schedules.list('local')).toEqual([]);
  });
  it('posts what comes for the last time in one of two processes', async () => {
    await store.schedules.add(last, 20);
    const other = await openSqlite(join(folder, 'db.sqlite'), () => 'epoch');
    now = last.nextAt;
    await Promise.all([runner().tick(), runner(other.schedules).tick()]);
    await other.close();
    expect(posts).toHaveLength(1);
  });
  it('passes over what cannot be planned, and tells the log which it is', async () => {
    await store.schedules.add({ ...daily, zone: 'Mars/Base', nextAt: DUE - MINUTE }, 20);
    await store.schedules.add(daily, 20);
    const post = async ({ number }: Schedule) => void posts.push({ number, at: now });
    now = DUE;
    await createScheduleRunner({ schedules: store.schedules, clock, log: telling, post, sweep }).tick();
    expect(posts).toEqual([{ number: 2, at: DUE }]);
    expect(logged).toMatchObject([
      {
        level: 50,
        msg: 'a schedule could not be followed',
        schedule: 1,
        workspace: 'local',
        err: { message: expect.stringMatching(/time zone.*mars/i) },
      },
    ]);
  });
  it('claims before it posts, posts before it sweeps, and reports what became of it', async () => {
    await store.schedules.add(daily, 20);
    await store.schedules.add({ ...daily, nextAt: DUE - 1 }, 20);
    const order: string[] = [];
    const next = async (number: number) =>
      (await store.schedules.list('local')).find((each) => each.number === number)?.nextAt;
    now = DUE;
    await createScheduleRunner({
      schedules: store.schedules,
      clock,
      log,
      async post({ number, nextAt }) {
        order.push(`${number} due ${nextAt - DUE}, next ${((await next(number)) ?? 0) - DUE}`);
      },
      async sweep() {
        order.push('sweep');
      },
    }).tick();
    expect(order).toEqual([`2 due -1, next ${24 * HOUR}`, `1 due 0, next ${24 * HOUR}`, 'sweep']);
  });
  it('tells the log which half of it failed, still does the other, and is followed by the next', async () => {
    await store.schedules.add(daily, 20);
    now = DUE;
    const faults = ['locked', undefined];
    const due = async (until: number) => {
      const fault = faults.shift();
      if (fault !== undefined) throw new Error(fault);
      return store.schedules.due(until);
    };
    const ended: number[] = [];
    const ticking = createScheduleRunner({
      schedules: { ...store.schedules, due },
      clock,
      log: telling,
      post: async ({ number }) => void posts.push({ number, at: now }),
      sweep: async () => {
        ended.push(posts.length);
        throw new Error('offline');
      },
    });
    await ticking.tick();
    await ticking.tick();
    expect(ended).toEqual([0, 1]);
    const offline = { level: 50, msg: 'what is over could not be ended', err: { message: 'offline' } };
    expect(logged).toMatchObject([
      { level: 50, msg: 'schedules could not be read', err: { message: 'locked' } },
      offline,
      offline,
    ]);
  });
  it('logs what a post failed of', async () => {
    await store.schedules.add(daily, 20);
    now = DUE;
    const post = async () => {
      throw new Error('no such channel');
    };
    await createScheduleRunner({ schedules: store.schedules, clock, log: telling, post, sweep }).tick();
    expect(logged).toMatchObject([
      {
        level: 50,
        msg: 'a scheduled post failed',
        schedule: 1,
        workspace: 'local',
        err: { message: 'no such channel' },
      },
    ]);
    expect((await store.schedules.list('local'))[0]?.trouble).toEqual({
      en: 'Something went wrong on my side; the log has the details.',
      ja: 'こちらの不具合です。詳細はログに残っています。',
    });
  });
  it('is over when what became of its posts is kept, however slow the disk', async () => {
    await store.schedules.add(daily, 20);
    const slow = {
      ...store.schedules,
      async report(...how: Parameters<typeof store.schedules.report>) {
        await pause(300);
        await store.schedules.report(...how);
      },
    };
    const post = async () => {
      throw new Error('no such channel');
    };
    now = DUE;
    await createScheduleRunner({ schedules: slow, clock, log, post, sweep }).tick();
    expect((await store.schedules.list('local'))[0]?.trouble).not.toBeNull();
  });
  it('comes one at a time', async () => {
    await store.schedules.add(daily, 20);
    const gate = Promise.withResolvers<void>();
    const order: string[] = [];
    const ticking = createScheduleRunner({
      schedules: store.schedules,
      clock,
      log,
      async post() {
        order.push('begins');
        await gate.promise;
        order.push('ends');
      },
      async sweep() {
        order.push('sweep');
      },
    });
    now = DUE;
    const both = [ticking.tick(), ticking.tick()];
    await expect.poll(() => order).toEqual(['begins']);
    gate.resolve();
    await Promise.all(both);
    expect(order).toEqual(['begins', 'ends', 'sweep', 'sweep']);
  });
});
