/** The runner by itself: when it asks, and how it ends. */
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

function started(post: () => Promise<void> = async () => void posts.push(Date.now())) {
  const ticking = createScheduleRunner({
    schedules: store.schedules,
    clock: { now: () => Date.now() },
    log: pino({ level: 'silent' }),
    post,
    sweep: async () => void rounds.push(Date.now()),
  });
  ticking.start();
  return ticking;
}

describe('a runner that was started', () => {
  it('asks at once, then every full minute, until it is stopped', async () => {
    await store.schedules.add(daily, 20);
    const ticking = started();
    await vi.advanceTimersByTimeAsync(3 * MINUTE);
    expect(rounds).toEqual([START, DUE - MINUTE, DUE, DUE + MINUTE]);
    expect(posts).toEqual([DUE]);
    await ticking.stop();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(rounds).toHaveLength(4);
  });

  it('lets no rounds pile up behind a post that takes long', async () => {
    await store.schedules.add({ ...daily, nextAt: START }, 20);
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

  it('is stopped when what is being posted is over, and what became of it is kept', async () => {
    await store.schedules.add({ ...daily, nextAt: START }, 20);
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
