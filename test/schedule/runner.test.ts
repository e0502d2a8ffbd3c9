import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlaceError } from '../../src/chat/error.ts';
import { createScheduleRunner } from '../../src/schedule/runner.ts';
import type { Schedule, Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

const log = pino({ level: 'silent' });
const HOUR = 3_600_000;
const DUE = Date.parse('2026-11-24T23:30:00Z');

let folder: string;
let store: Store;
let now: number;
let posts: { number: number; at: number }[];
const clock = { now: () => now };

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
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  store = await openSqlite(join(folder, 'db.sqlite'), () => 'epoch');
  posts = [];
  now = DUE - HOUR;
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

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
    for (now = DUE - HOUR; now < DUE + 30 * HOUR; now += 60_000) await ticking.tick();
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
