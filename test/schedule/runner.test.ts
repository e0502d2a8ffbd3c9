import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlaceError } from '../../src/chat/error.ts';
import { createScheduleRunner } from '../../src/schedule/runner.ts';
import type { Schedule, Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DUE = Date.parse('2026-11-24T23:30:00Z');

let store: Store;
let others: Store[];
let folder: string | undefined;
let now: number;
let posts: { number: number; at: number }[];
/** What the log was told. */
let lines: Record<string, unknown>[];
const clock = { now: () => now };
const log = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(JSON.parse(line)) });

const daily: Omit<Schedule, 'number' | 'trouble'> = {
  place: { platform: 'web', workspace: 'local', channel: 'c' },
  cron: '30 8 * * *',
  zone: 'Asia/Tokyo',
  topic: null,
  locale: 'ja',
  userId: 'u',
  userName: 'Aki',
  nextAt: DUE,
};

beforeEach(async () => {
  store = await openSqlite(':memory:', () => 'epoch');
  others = [];
  posts = [];
  lines = [];
  now = DUE - HOUR;
});
afterEach(async () => {
  for (const each of [store, ...others]) await each.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
  folder = undefined;
});

/** What two processes open that share a database. */
async function openShared(): Promise<readonly [Store, Store]> {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  const path = join(folder, 'db.sqlite');
  const pair = [await openSqlite(path, () => 'epoch'), await openSqlite(path, () => 'epoch')] as const;
  others.push(...pair);
  return pair;
}

const sweep = async () => undefined;

function runner(schedules = store.schedules) {
  const post = async ({ number }: Schedule) => {
    posts.push({ number, at: now });
  };
  return createScheduleRunner({ schedules, clock, log, post, sweep });
}

describe('a scheduled post', () => {
  it('comes once, at its time, every day', async () => {
    await store.schedules.add(daily);
    const ticking = runner();
    for (now = DUE - HOUR; now < DUE + 30 * HOUR; now += 60_000) await ticking.tick();
    expect(posts).toEqual([
      { number: 1, at: DUE },
      { number: 1, at: DUE + 24 * HOUR },
    ]);
  });
  it('is not repeated after a restart, and goes on the next day', async () => {
    const [before, after] = await openShared();
    await before.schedules.add(daily);
    now = DUE + 1_000;
    await runner(before.schedules).tick();
    now += MINUTE;
    const again = runner(after.schedules);
    await again.tick();
    now = DUE + 24 * HOUR;
    await again.tick();
    expect(posts.map(({ at }) => at)).toEqual([DUE + 1_000, DUE + 24 * HOUR]);
  });
  it('is made up for once after a short absence, and skipped after a long one', async () => {
    await store.schedules.add(daily);
    now = DUE + 2 * HOUR;
    await runner().tick();
    expect(posts).toHaveLength(1);
    now = DUE + 24 * 7 * HOUR + 12 * HOUR;
    const late = runner();
    await late.tick();
    await late.tick();
    expect(posts).toHaveLength(1);
    expect((await store.schedules.list('local'))[0]?.nextAt).toBe(DUE + 8 * 24 * HOUR);
    const missed = { schedule: 1, workspace: 'local', due: '2026-11-25T23:30:00.000Z' };
    expect(lines).toEqual([{ level: 40, msg: 'a scheduled post was missed', ...missed }]);
  });
  it('is made by one of two processes that share the database', async () => {
    const [one, other] = await openShared();
    await one.schedules.add(daily);
    now = DUE;
    await Promise.all([runner(one.schedules).tick(), runner(other.schedules).tick()]);
    expect(posts).toHaveLength(1);
  });
  it('does not keep the others from coming when it fails', async () => {
    await store.schedules.add(daily);
    await store.schedules.add(daily);
    const post = async ({ number }: Schedule) => {
      if (number === 1) throw new Error('the channel is gone');
      posts.push({ number, at: now });
    };
    now = DUE;
    await createScheduleRunner({ schedules: store.schedules, clock, log, post, sweep }).tick();
    expect(posts).toEqual([{ number: 2, at: DUE }]);
    expect(lines).toMatchObject([
      {
        level: 50,
        msg: 'a scheduled post failed',
        schedule: 1,
        workspace: 'local',
        err: { message: 'the channel is gone', stack: expect.stringContaining('runner.test') },
      },
    ]);
  });
  it('does not keep the others from coming when it cannot even be planned', async () => {
    await store.schedules.add({ ...daily, zone: 'Mars/Base', nextAt: DUE - MINUTE });
    await store.schedules.add(daily);
    now = DUE;
    await runner().tick();
    expect(posts).toEqual([{ number: 2, at: DUE }]);
    expect(lines).toMatchObject([
      {
        level: 50,
        msg: 'a schedule could not be followed',
        schedule: 1,
        workspace: 'local',
        err: { message: expect.stringMatching(/time zone.*mars/i) },
      },
    ]);
  });
  it('still comes when it is the last one, once, and its schedule is gone', async () => {
    // The next 29 February that is a Tuesday comes in 2056.
    const last = Date.parse('2028-02-29T00:00:00Z');
    const [one, other] = await openShared();
    await one.schedules.add({ ...daily, cron: '0 0 29 2 2', zone: 'UTC', nextAt: last });
    now = last;
    await Promise.all([runner(one.schedules).tick(), runner(other.schedules).tick()]);
    expect(posts).toEqual([{ number: 1, at: last }]);
    expect(await one.schedules.list('local')).toEqual([]);
  });
  it('keeps why it could not be made, until the next one can', async () => {
    await store.schedules.add(daily);
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

describe('a round', () => {
  it('ends what is over after its posts', async () => {
    await store.schedules.add(daily);
    now = DUE;
    const ended: number[] = [];
    const sweeping = async () => void ended.push(posts.length);
    const post = async ({ number }: Schedule) => void posts.push({ number, at: now });
    await createScheduleRunner({ schedules: store.schedules, clock, log, post, sweep: sweeping }).tick();
    expect(ended).toEqual([1]);
  });
  it('tells the log which half of it failed, still does the other, and is followed by the next', async () => {
    await store.schedules.add(daily);
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
      log,
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
    expect(lines).toMatchObject([
      { level: 50, msg: 'schedules could not be read', err: { message: 'locked' } },
      offline,
      offline,
    ]);
  });
});

describe('a runner', () => {
  const START = DUE - 90_000;
  /** When each round was over. */
  let rounds: number[];
  /** What node-cron says by itself. */
  let warn: ReturnType<typeof vi.spyOn>;

  beforeEach(() => {
    rounds = [];
    warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
    warn.mockRestore();
  });

  function started(post: () => Promise<void> = async () => void posts.push({ number: 1, at: Date.now() })) {
    const ticking = createScheduleRunner({
      schedules: store.schedules,
      clock: { now: () => Date.now() },
      log,
      post,
      sweep: async () => void rounds.push(Date.now()),
    });
    ticking.start();
    return ticking;
  }

  it('asks at once, then every full minute, until it is stopped', async () => {
    await store.schedules.add(daily);
    const ticking = started();
    await vi.advanceTimersByTimeAsync(3 * MINUTE);
    expect(rounds).toEqual([START, DUE - MINUTE, DUE, DUE + MINUTE]);
    expect(posts).toEqual([{ number: 1, at: DUE }]);
    await ticking.stop();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(rounds).toHaveLength(4);
  });

  it('lets no rounds pile up behind a post that takes long', async () => {
    await store.schedules.add({ ...daily, nextAt: START });
    const held = Promise.withResolvers<void>();
    const ticking = started(() => held.promise);
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(rounds).toEqual([]);
    held.resolve();
    await vi.advanceTimersByTimeAsync(0);
    // The one that the post held up, and one that waited for it.
    expect(rounds).toHaveLength(2);
    await ticking.stop();
  });

  it('wakes from a sleep with one round, and without a word on every minute that it slept', async () => {
    const ticking = started();
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(START + 2 * HOUR);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(rounds).toHaveLength(2);
    expect(warn).not.toHaveBeenCalled();
    await ticking.stop();
  });

  it('stops after what is being posted, and what became of it is kept', async () => {
    await store.schedules.add({ ...daily, nextAt: START });
    const held = Promise.withResolvers<void>();
    const ticking = started(() => held.promise);
    await vi.advanceTimersByTimeAsync(0);
    let stopped = false;
    const stopping = ticking.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(stopped).toBe(false);
    held.reject(new Error('the line is cut'));
    await stopping;
    expect((await store.schedules.list('local'))[0]?.trouble).not.toBeNull();
  });
});
