/** The runner by itself: when it asks, and how it ends. */
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScheduleRunner } from '../../src/schedule/runner.ts';
import type { Store } from '../../src/store/port.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { DUE, daily, HOUR, MINUTE } from './daily.ts';

const START = DUE - 90_000;

let store: Store;
/** What was posted, and when each round was over. */
let posts: number[];
let rounds: number[];
/** What node-cron says by itself. */
let warn: ReturnType<typeof vi.spyOn>;

beforeEach(async () => {
  store = await openSqlite(':memory:', () => 'epoch');
  [posts, rounds] = [[], []];
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
});
afterEach(async () => {
  vi.useRealTimers();
  warn.mockRestore();
  await store.close();
});

/** Beats come at multiples of it. */
const STEP = MINUTE / 2;
/** More turns of the event loop than a round takes: the store gives others a turn after 10 ms of its work. */
const TURNS = 100;

/** Lets fake time go on, and each round come to its end at the time at which it began, however busy the machine. */
async function goOn(ms: number): Promise<void> {
  for (let gone = 0; ; gone += STEP) {
    for (let turns = 0; turns < TURNS; turns += 1) await turn();
    if (gone >= ms) return;
    await vi.advanceTimersByTimeAsync(STEP);
  }
}

async function posted() {
  posts.push(Date.now());
  return null;
}

function started(post: () => Promise<null> = posted) {
  const ticking = createScheduleRunner({
    schedules: store.schedules,
    clock: { now: () => Date.now() },
    log: pino({ level: 'silent' }),
    post,
    tell: async () => undefined,
    draw: { newKey: () => 'key', newVote: () => ({ id: 'v', seed: 1 }) },
    endings: {
      async waiting() {
        rounds.push(Date.now());
        return [];
      },
      end: async () => undefined,
    },
  });
  ticking.start();
  return ticking;
}

describe('a runner that was started', () => {
  it('asks at once, then every full minute, until it is stopped', async () => {
    await store.schedules.add(daily, 20);
    const ticking = started();
    await goOn(3 * MINUTE);
    expect(rounds).toEqual([START, DUE - MINUTE, DUE, DUE + MINUTE]);
    expect(posts).toEqual([DUE]);
    await ticking.stop();
    await goOn(5 * MINUTE);
    expect(rounds).toHaveLength(4);
  });

  it('goes on asking beside a post that takes long, which it makes once', async () => {
    await store.schedules.add({ ...daily, nextAt: START }, 20);
    const held = Promise.withResolvers<null>();
    let begun = 0;
    const ticking = started(() => {
      begun += 1;
      return held.promise;
    });
    await goOn(30 * MINUTE);
    expect(begun).toBe(1);
    expect(rounds.length).toBeGreaterThanOrEqual(29);
    held.resolve(null);
    await ticking.stop();
  });

  it('wakes from a sleep with one round, and without a word on every minute that it slept', async () => {
    const ticking = started();
    await goOn(0);
    vi.setSystemTime(START + 2 * HOUR);
    await goOn(MINUTE);
    expect(rounds).toHaveLength(2);
    expect(warn).not.toHaveBeenCalled();
    await ticking.stop();
  });

  it.each([
    ['back by an hour', -HOUR],
    ['back by 400 days', -400 * 24 * HOUR],
    ['forward by 400 days', 400 * 24 * HOUR],
  ])('goes on asking every minute after the clock was set %s', async (_, change) => {
    const ticking = started();
    await goOn(0);
    vi.setSystemTime(START + change);
    rounds.length = 0;
    await goOn(10 * MINUTE);
    expect(rounds.length).toBeGreaterThanOrEqual(8);
    expect(rounds.at(-1)).toBeGreaterThan(START + change + 8.5 * MINUTE);
    await ticking.stop();
  });

  it('is stopped when what is being posted is over, and what became of it is kept', async () => {
    await store.schedules.add({ ...daily, nextAt: START }, 20);
    const held = Promise.withResolvers<null>();
    const ticking = started(() => held.promise);
    await goOn(0);
    let stopped = false;
    const stopping = ticking.stop().then(() => {
      stopped = true;
    });
    await goOn(5 * MINUTE);
    expect(stopped).toBe(false);
    held.reject(new Error('the line is cut'));
    await stopping;
    expect((await store.schedules.list('local')).schedules[0]?.trouble).not.toBeNull();
  });
});
