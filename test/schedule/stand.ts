/** A runner on a database of its own, by a clock that is set, with posts that are counted. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import type { Words } from '../../src/chat/locale.ts';
import { createScheduleRunner } from '../../src/schedule/runner.ts';
import type { Store } from '../../src/store/port.ts';
import type { Maker, NewSchedule, Occasion, Schedule } from '../../src/store/schedules.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { DUE, daily, HOUR } from './daily.ts';

export type Post = { readonly number: number; readonly at: number; readonly occasion: Occasion };
type Parts = Parameters<typeof createScheduleRunner>[0];

export type ScheduleStand = {
  now: number;
  readonly store: Store;
  readonly path: string;
  readonly posts: Post[];
  readonly told: { readonly maker: Maker; readonly number: number; readonly trouble: Words }[];
  /** What the log holds. */
  readonly logged: Record<string, unknown>[];
  /** Closes the database and opens it again. */
  reopen(): Promise<void>;
  runner(parts?: Partial<Parts>): ReturnType<typeof createScheduleRunner>;
  /** Lets a new runner tick once, at that time. */
  tickAt(now: number, parts?: Partial<Parts>): Promise<void>;
  /** Adds a schedule, in a channel of its own if not said otherwise. */
  add(part?: Partial<NewSchedule>): Promise<Schedule>;
  schedule(number: number, workspace?: string): Promise<Schedule>;
};

/** Gives each test a new stand; the clock stands an hour before `DUE`. */
export function useScheduleStand(): ScheduleStand {
  let folder = '';
  let open: Store | undefined;
  let channels = 0;
  const store = () => {
    if (open === undefined) throw new Error('no store is open');
    return open;
  };
  const stand: ScheduleStand = {
    now: 0,
    posts: [],
    told: [],
    logged: [],
    get store() {
      return store();
    },
    get path() {
      return join(folder, 'db.sqlite');
    },
    async reopen() {
      await store().close();
      open = await openSqlite(stand.path, () => 'epoch');
    },
    runner: (parts = {}) =>
      createScheduleRunner({
        schedules: store().schedules,
        clock: { now: () => stand.now },
        log: pino({}, { write: (line) => void stand.logged.push(JSON.parse(line)) }),
        async post({ number }, { occasion }) {
          stand.posts.push({ number, at: stand.now, occasion });
          return null;
        },
        async tell(maker, number, trouble) {
          stand.told.push({ maker, number, trouble });
        },
        draw: { newKey: () => 'key', newVote: () => ({ id: 'vote', seed: 7 }) },
        endings: { waiting: async () => [], end: async () => undefined },
        ...parts,
      }),
    async tickAt(now, parts) {
      stand.now = now;
      await stand.runner(parts).tick();
    },
    async add(part = {}) {
      channels += 1;
      const place = { ...daily.place, channel: `c${channels}` };
      const added = await store().schedules.add({ ...daily, place, ...part }, 20);
      if (added.kind !== 'added') throw new Error(added.kind);
      return added.schedule;
    },
    async schedule(number, workspace = 'local') {
      const { schedules } = await store().schedules.list(workspace);
      const found = schedules.find((each) => each.number === number);
      if (found === undefined) throw new Error(`no schedule ${number}`);
      return found;
    },
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
    open = await openSqlite(stand.path, () => 'epoch');
    for (const list of [stand.posts, stand.told, stand.logged]) list.length = 0;
    stand.now = DUE - HOUR;
  });
  afterEach(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });
  return stand;
}
