/** What is posted when, and what becomes of it: by a clock that is set. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PlaceError, UserError } from '../../src/chat/error.ts';
import { NotNow, Unfollowable } from '../../src/schedule/fault.ts';
import type { Pending, Schedule } from '../../src/store/schedules.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { DAY, DUE, daily, HOUR, MINUTE } from './daily.ts';
import { useScheduleStand } from './stand.ts';

const stand = useScheduleStand();
const times = () => stand.posts.map(({ at }) => at);
const words = { en: 'The channel is gone.', ja: 'チャンネルがありません。' };
const failing = (error: Error) => ({
  post: async () => {
    throw error;
  },
});

/** The next 29 February that is a Tuesday comes in 2056. */
const LEAP = Date.parse('2028-02-29T00:00:00Z');
const last = { cron: '0 0 29 2 2', zone: 'UTC', dayRule: 'both', nextAt: LEAP } as const;

describe('a scheduled post', () => {
  it('comes once, at its time, every day', async () => {
    await stand.add();
    const ticking = stand.runner();
    for (stand.now = DUE - HOUR; stand.now < DUE + 30 * HOUR; stand.now += 5 * MINUTE) await ticking.tick();
    expect(times()).toEqual([DUE, DUE + DAY]);
    expect(stand.posts[0]?.occasion).toEqual({ kind: 'post', dueAt: DUE, lateness: 'timely', missed: 0 });
  });
  it('does nothing before the moment', async () => {
    await stand.add();
    await stand.tickAt(DUE - 1);
    expect(stand.posts).toEqual([]);
    await stand.tickAt(DUE);
    expect(stand.posts).toHaveLength(1);
  });
  it('is not repeated after a restart, and goes on the next day', async () => {
    await stand.add();
    await stand.tickAt(DUE + 1_000);
    await stand.reopen();
    await stand.tickAt(DUE + MINUTE);
    await stand.tickAt(DUE + DAY);
    expect(times()).toEqual([DUE + 1_000, DUE + DAY]);
  });
  it('is made by one of two processes that share the database', async () => {
    await stand.add();
    const other = await openSqlite(stand.path, () => 'epoch');
    stand.now = DUE;
    await Promise.all([stand.runner().tick(), stand.runner({ schedules: other.schedules }).tick()]);
    await other.close();
    expect(stand.posts).toHaveLength(1);
  });
  it('is claimed before it is made, and what became of it is kept before the tick is over', async () => {
    await stand.add();
    let nextAt = 0;
    await stand.tickAt(DUE, {
      async post() {
        nextAt = (await stand.schedule(1)).nextAt;
        await pause(20);
        throw new Error('no such channel');
      },
    });
    expect(nextAt).toBe(DUE + DAY);
    expect((await stand.schedule(1)).trouble?.en).toContain('something went wrong');
    expect(stand.logged).toMatchObject([
      {
        level: 50,
        msg: 'a scheduled post failed',
        schedule: 1,
        workspace: 'local',
        err: { message: 'no such channel' },
      },
    ]);
  });
  it('of a workspace comes after the one that was due before it', async () => {
    await stand.add();
    await stand.add({ nextAt: DUE - 1 });
    let under = 0;
    const order: number[] = [];
    await stand.tickAt(DUE, {
      async post({ number }) {
        under += 1;
        expect(under).toBe(1);
        await pause(5);
        order.push(number);
        under -= 1;
        return null;
      },
    });
    expect(order).toEqual([2, 1]);
  });
  it('comes beside one of another workspace that hangs, and the stop waits for that', async () => {
    await stand.add({ place: { ...daily.place, workspace: 'hangs' }, nextAt: DUE - 1 });
    await stand.add();
    const held = Promise.withResolvers<null>();
    const order: string[] = [];
    const ticking = stand.runner({
      async post({ place: { workspace } }) {
        if (workspace === 'hangs') await held.promise;
        order.push(workspace);
        return null;
      },
    });
    stand.now = DUE;
    void ticking.tick();
    await expect.poll(() => order).toEqual(['local']);
    const stopped = ticking.stop().then(() => order.push('stopped'));
    held.resolve(null);
    await stopped;
    expect(order).toEqual(['local', 'hangs', 'stopped']);
  });
  it('that trains holds up none that is merely said, in the same workspace either', async () => {
    const train = { kind: 'train', recipe: 'rnn1', seed: 'fresh', voteMinutes: 0 } as const;
    await stand.add({ task: train, nextAt: DUE - 1 });
    await stand.add();
    const held = Promise.withResolvers<number>();
    const order: number[] = [];
    stand.now = DUE;
    const ticking = stand.runner({
      async post({ number, task }) {
        const run = task.kind === 'train' ? await held.promise : null;
        order.push(number);
        return run;
      },
    });
    const tick = ticking.tick();
    await expect.poll(() => order).toEqual([2]);
    held.resolve(12);
    await tick;
    expect(order).toEqual([2, 1]);
    expect((await stand.schedule(1)).lastRun).toBe(12);
  });
});

describe('many', () => {
  it('are all posted in one tick, of whatever workspaces, though one always fails', async () => {
    const workspaces = Array.from({ length: 250 }, (_, n) => `w${n}`);
    for (const workspace of workspaces) await stand.add({ place: { ...daily.place, workspace } });
    const posted = new Set<string>();
    let [under, most] = [0, 0];
    await stand.tickAt(DUE, {
      async post({ place: { workspace } }) {
        under += 1;
        most = Math.max(most, under);
        await pause(1);
        under -= 1;
        if (workspace === 'w3') throw new Error('offline');
        posted.add(workspace);
        return null;
      },
    });
    expect(posted.size).toBe(249);
    expect(most).toBeLessThanOrEqual(32);
  });
});

describe('what was due while nothing ran', () => {
  it('is made up for within its grace, told as late only when it is', async () => {
    await stand.add();
    await stand.tickAt(DUE + 10 * MINUTE);
    await stand.tickAt(DUE + DAY + 10 * MINUTE + 1);
    await stand.tickAt(DUE + 2 * DAY + 3 * HOUR);
    expect(stand.posts.map(({ occasion }) => [occasion.dueAt - DUE, occasion.lateness])).toEqual([
      [0, 'timely'],
      [DAY, 'late'],
      [2 * DAY, 'late'],
    ]);
  });
  it('is dropped after it, and told with the next post and until then in the list', async () => {
    await stand.add();
    await stand.tickAt(DUE + 3 * HOUR + 1);
    expect(stand.logged).toMatchObject([
      {
        level: 40,
        msg: 'a scheduled post was missed',
        schedule: 1,
        workspace: 'local',
        due: '2026-11-24T23:30:00.000Z',
      },
    ]);
    expect([stand.posts.length, (await stand.schedule(1)).missed]).toEqual([0, 1]);
    await stand.tickAt(DUE + DAY, failing(new Error('offline')));
    expect((await stand.schedule(1)).missed).toBe(1);
    // That one could not be made either.
    await stand.tickAt(DUE + 2 * DAY);
    expect(stand.posts[0]?.occasion.missed).toBe(2);
    expect((await stand.schedule(1)).missed).toBe(0);
    await stand.tickAt(DUE + 3 * DAY);
    expect(stand.posts[1]?.occasion.missed).toBe(0);
  });
  it('brings one post, not a flood, for the last of several times', async () => {
    await stand.add();
    await stand.tickAt(DUE + 7 * DAY + HOUR);
    await stand.tickAt(DUE + 7 * DAY + HOUR + MINUTE);
    expect(stand.posts).toEqual([
      {
        number: 1,
        at: DUE + 7 * DAY + HOUR,
        occasion: { kind: 'post', dueAt: DUE + 7 * DAY, lateness: 'late', missed: 7 },
      },
    ]);
  });
});

describe('a clock', () => {
  /** Ticks every ten minutes, as often as given, from a time on. */
  async function ticksFrom(from: number, count: number) {
    for (let n = 0; n < count; n += 1) await stand.tickAt(from + n * 10 * MINUTE);
  }
  it('that is set back by an hour brings nothing twice', async () => {
    await stand.add();
    await ticksFrom(DUE - HOUR, 8);
    await ticksFrom(DUE - 50 * MINUTE, 12);
    expect(times()).toEqual([DUE]);
    await stand.tickAt(DUE + DAY);
    expect(times()).toEqual([DUE, DUE + DAY]);
  });
  it('that leaps 400 days ahead for one tick leaves everything as it was', async () => {
    await stand.add();
    await stand.add({ ...last });
    const before = [await stand.schedule(1), await stand.schedule(2)];
    await stand.tickAt(DUE - HOUR + 400 * DAY);
    await stand.tickAt(LEAP + DAY);
    stand.posts.length = 0;
    await stand.tickAt(DUE - HOUR);
    for (const schedule of before) {
      const { nextAt, state, missed } = schedule;
      expect(await stand.schedule(schedule.number)).toMatchObject({ nextAt, state, missed });
    }
    await ticksFrom(DUE - HOUR, 8);
    expect(stand.posts).toMatchObject([{ number: 1, at: DUE, occasion: { missed: 0 } }]);
  });
  it('that was suspended for a day goes on, with what is timely made up for', async () => {
    await stand.add();
    await ticksFrom(DUE - HOUR, 3);
    await ticksFrom(DUE + DAY + HOUR, 3);
    expect(stand.posts).toMatchObject([{ at: DUE + DAY + HOUR, occasion: { dueAt: DUE + DAY, missed: 1 } }]);
    expect((await stand.schedule(1)).nextAt).toBe(DUE + 2 * DAY);
  });
});

describe('a post that is asked for besides its times', () => {
  it('leaves the times as they are', async () => {
    const schedule = await stand.add();
    await stand.store.schedules.change(schedule, { nextAt: DUE - HOUR });
    await stand.tickAt(DUE - HOUR);
    await stand.tickAt(DUE);
    expect(times()).toEqual([DUE - HOUR, DUE]);
  });
});

describe('the last time', () => {
  it('is posted, by one of two processes, and the schedule is kept as ended', async () => {
    await stand.add(last);
    const other = await openSqlite(stand.path, () => 'epoch');
    stand.now = LEAP;
    await Promise.all([stand.runner().tick(), stand.runner({ schedules: other.schedules }).tick()]);
    await other.close();
    await stand.tickAt(LEAP + DAY);
    expect(times()).toEqual([LEAP]);
    expect(await stand.schedule(1)).toMatchObject({ state: 'ended', nextAt: LEAP });
  });
});

describe('a schedule is paused, and its maker told once,', () => {
  const maker = { place: { platform: 'web', workspace: 'local' }, userId: 'u', locale: 'ja' };
  it.each([
    ['its channel is gone', failing(new PlaceError('gone', [], words)), {}, words.en],
    ['it cannot be followed', failing(new Unfollowable(words)), {}, words.en],
    ['its zone is none', {}, { zone: 'Mars/Base' }, 'There is no time zone `Mars/Base`'],
    ['its times are none', {}, { cron: 'whenever' }, '`whenever` cannot be planned'],
  ])('when %s', async (_, parts, part, reason) => {
    await stand.add(part);
    await stand.add({ nextAt: DUE - 1, place: { ...daily.place, workspace: 'other' } });
    await stand.tickAt(DUE, { ...parts });
    await stand.tickAt(DUE + 5 * DAY, { ...parts });
    const schedule = await stand.schedule(1);
    expect(schedule).toMatchObject({ state: 'paused', trouble: { en: expect.stringContaining(reason) } });
    const own = stand.told.filter(({ maker: { place } }) => place.workspace === 'local');
    expect(own).toMatchObject([{ maker, number: 1, trouble: schedule.trouble }]);
  });
  it('when it cannot be read, while all others go on', async () => {
    for (let n = 0; n < 6; n += 1) await stand.add();
    const db = new DatabaseSync(stand.path);
    db.exec(`update schedules set kind = 'dance' where number = 1`);
    db.exec(`update schedules set state = 'asleep' where number = 2`);
    db.exec(`update schedules set platform = 'irc' where number = 3`);
    db.exec(`update schedules set vote = '{' where number = 4`);
    db.exec(`update schedules set kind = 'train', detail = '{"recipe":1}' where number = 5`);
    db.close();
    await stand.tickAt(DUE);
    await stand.tickAt(DUE + MINUTE);
    expect(stand.posts.map(({ number }) => number)).toEqual([6]);
    const { schedules, unreadable } = await stand.store.schedules.list('local');
    expect(schedules.map(({ number }) => number)).toEqual([6]);
    expect(unreadable.map(({ number, state }) => [number, state])).toEqual(
      [1, 2, 3, 4, 5].map((number) => [number, 'paused']),
    );
    // The one of a platform that there is not cannot be told, and the second was not active in any sense known here.
    expect(stand.told.map(({ number }) => number).sort()).toEqual([1, 4, 5]);
  });
  it('but not who was forgotten', async () => {
    await stand.add({ userId: '' });
    await stand.tickAt(DUE, failing(new Unfollowable(words)));
    expect([stand.told, (await stand.schedule(1)).state]).toEqual([[], 'paused']);
  });
  it('and if that cannot be, it stands in the list, and the others go on', async () => {
    await stand.add({ nextAt: DUE - 1 });
    await stand.add();
    await stand.tickAt(DUE, {
      post: async ({ number }) => {
        if (number === 1) throw new Unfollowable(words);
        stand.posts.push({
          number,
          at: stand.now,
          occasion: { kind: 'post', dueAt: 0, lateness: 'timely', missed: 0 },
        });
        return null;
      },
      tell: async () => {
        throw new Error('takes no messages');
      },
    });
    expect(stand.posts).toMatchObject([{ number: 2 }]);
    expect((await stand.schedule(1)).trouble).toEqual(words);
  });
});

describe('a post that failed for the moment', () => {
  it('leaves the schedule as it is, with the reason until the next one comes', async () => {
    await stand.add();
    await stand.tickAt(DUE, failing(new UserError(words)));
    expect(await stand.schedule(1)).toMatchObject({ state: 'active', trouble: words });
    await stand.tickAt(DUE + DAY);
    expect(await stand.schedule(1)).toMatchObject({ state: 'active', trouble: null });
    expect(stand.told).toEqual([]);
  });
  it('and made nothing is tried again with every tick, within its grace', async () => {
    await stand.add();
    const busy = failing(new NotNow('no room'));
    await stand.tickAt(DUE, busy);
    await stand.tickAt(DUE + 2 * HOUR, busy);
    expect(await stand.schedule(1)).toMatchObject({ state: 'active', trouble: null, missed: 0 });
    await stand.tickAt(DUE + 3 * HOUR);
    expect(stand.posts).toMatchObject([{ occasion: { dueAt: DUE, lateness: 'late' } }]);
    await stand.tickAt(DUE + DAY, busy);
    await stand.tickAt(DUE + DAY + 3 * HOUR + 1, busy);
    expect(await stand.schedule(1)).toMatchObject({ nextAt: DUE + 2 * DAY, missed: 1 });
  });
});

describe('a training that is voted on', () => {
  const task = { kind: 'train', recipe: 'rnn1', seed: 'fresh', voteMinutes: 15 } as const;
  it('is first voted on, and trained when the vote ends, also by a later process', async () => {
    await stand.add({ task });
    await stand.tickAt(DUE);
    await stand.reopen();
    await stand.tickAt(DUE + 15 * MINUTE - 1);
    await stand.tickAt(DUE + 15 * MINUTE);
    await stand.tickAt(DUE + 16 * MINUTE);
    const vote = { id: 'vote', seed: 7 };
    expect(stand.posts.map(({ occasion }) => occasion)).toMatchObject([
      { kind: 'vote', vote, until: DUE + 15 * MINUTE, dueAt: DUE },
      { kind: 'outcome', vote, dueAt: DUE + 15 * MINUTE },
    ]);
    expect(await stand.schedule(1)).toMatchObject({ vote: null, nextAt: DUE + DAY });
  });
  it('is dropped when its vote ended too long ago', async () => {
    await stand.add({ task });
    await stand.tickAt(DUE);
    await stand.tickAt(DUE + 15 * MINUTE + 3 * HOUR + 1);
    expect(stand.posts).toHaveLength(1);
    expect(await stand.schedule(1)).toMatchObject({ vote: null, nextAt: DUE + DAY, missed: 1 });
  });
  it('keeps its vote while there is no room to train', async () => {
    await stand.add({ task });
    await stand.tickAt(DUE);
    await stand.tickAt(DUE + 15 * MINUTE, failing(new NotNow('no room')));
    await stand.tickAt(DUE + 20 * MINUTE);
    const vote = { id: 'vote', seed: 7 };
    expect(stand.posts).toMatchObject([
      { occasion: { kind: 'vote' } },
      { occasion: { kind: 'outcome', vote } },
    ]);
  });
});

describe('a post that was begun', () => {
  const offline = failing(new Error('offline'));
  const pending = async () => (await stand.schedule(1)).pending;

  it('is tried again after 1, 2, 4 … minutes until it is made, under the same key, and says when it is late', async () => {
    await stand.add();
    const tried: number[] = [];
    const parts = {
      async post(_: Schedule, { tries }: Pending) {
        tried.push((stand.now - DUE) / MINUTE);
        if (tries < 6) throw new Error('offline');
        return null;
      },
    };
    for (let minute = 0; minute < 60; minute += 1) await stand.tickAt(DUE + minute * MINUTE, parts);
    expect(tried).toEqual([0, 1, 3, 7, 15, 30]);
    expect(await stand.schedule(1)).toMatchObject({ pending: null, trouble: null, missed: 0 });
  });
  it('is given up when its grace is over, and counts as missed', async () => {
    await stand.add();
    await stand.tickAt(DUE, offline);
    expect((await pending())?.occasion).toMatchObject({ dueAt: DUE, lateness: 'timely' });
    await stand.tickAt(DUE + 2 * HOUR, offline);
    expect((await pending())?.occasion).toMatchObject({ dueAt: DUE, lateness: 'late' });
    await stand.tickAt(DUE + 4 * HOUR);
    expect(stand.posts).toEqual([]);
    expect(await stand.schedule(1)).toMatchObject({ pending: null, missed: 1, state: 'active' });
    await stand.tickAt(DUE + DAY);
    expect(stand.posts).toMatchObject([{ occasion: { dueAt: DUE + DAY, missed: 1 } }]);
  });
  it('gives way to the next, of which it tells', async () => {
    await stand.add({ cron: '30 * * * *' });
    await stand.tickAt(DUE, offline);
    await stand.tickAt(DUE + HOUR);
    expect(stand.posts).toMatchObject([{ occasion: { dueAt: DUE + HOUR, missed: 1 } }]);
    expect(await stand.schedule(1)).toMatchObject({ pending: null, missed: 0 });
  });
  it('is made by the process that starts after a crash, once', async () => {
    await stand.add();
    stand.now = DUE;
    const keys: string[] = [];
    let begun = 0;
    const parts = (made: () => Promise<null>) => ({
      draw: { newKey: () => `key${++begun}`, newVote: () => ({ id: 'v', seed: 1 }) },
      post(_: Schedule, { key, tries }: Pending) {
        keys.push(`${key} ${tries}`);
        return made();
      },
    });
    void stand.runner(parts(() => new Promise(() => undefined))).tick();
    await expect.poll(() => keys).toEqual(['key1 1']);
    // Who has not started anew, and may be beside the one that is at it, leaves it alone.
    await stand.runner(parts(async () => null)).tick();
    expect(keys).toEqual(['key1 1']);
    const next = stand.runner(parts(async () => null));
    next.start();
    await expect.poll(pending).toBeNull();
    await next.stop();
    await stand.tickAt(DUE + MINUTE);
    expect([keys, stand.posts]).toEqual([['key1 1', 'key1 2'], []]);
  });
  it('of a schedule that has ended is made all the same; of one that was paused it is not', async () => {
    await stand.add({ ...last });
    await stand.add({ nextAt: LEAP, place: { ...daily.place, workspace: 'other' } });
    await stand.tickAt(LEAP, offline);
    expect(await stand.schedule(1)).toMatchObject({ state: 'ended', pending: { tries: 1 } });
    await stand.store.schedules.change(await stand.schedule(1, 'other'), { state: 'paused' });
    await stand.tickAt(LEAP + MINUTE);
    expect(stand.posts.map(({ occasion }) => occasion.dueAt)).toEqual([LEAP]);
    expect((await stand.schedule(1, 'other')).pending).toBeNull();
  });
  it('for a vote gives way to the outcome, and is not missed', async () => {
    const task = { kind: 'train', recipe: 'rnn1', seed: 'fresh', voteMinutes: 10 } as const;
    await stand.add({ task });
    for (const at of [DUE, DUE + MINUTE, DUE + 3 * MINUTE, DUE + 7 * MINUTE]) await stand.tickAt(at, offline);
    await stand.tickAt(DUE + 15 * MINUTE);
    expect(stand.posts).toMatchObject([{ occasion: { kind: 'outcome', missed: 0 } }]);
  });
});

describe('a tick', () => {
  it('ends what is over after its posts, and tells the log which part of it failed', async () => {
    await stand.add();
    const order: string[] = [];
    const waiting = async () => {
      throw new Error('locked');
    };
    const endings = {
      waiting: async () => ['local'],
      async end() {
        order.push('end');
        throw new Error('offline');
      },
    };
    const post = async (_: Schedule) => {
      order.push('post');
      return null;
    };
    await stand.tickAt(DUE, { post, endings });
    expect(order).toEqual(['post', 'end']);
    await stand.tickAt(DUE, { schedules: { ...stand.store.schedules, waiting }, post, endings });
    expect(stand.logged).toMatchObject([
      { level: 50, msg: 'what is over could not be ended', err: { message: 'offline' } },
      { msg: 'schedules could not be read', err: { message: 'locked' } },
      { msg: 'schedules could not be read' },
      { msg: 'what is over could not be ended' },
    ]);
  });
});
