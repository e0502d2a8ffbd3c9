/** What every store holds of schedules. */
import { describe, expect, it } from 'vitest';
import type { NewSchedule, Pending, Schedule, Task } from '../../../src/store/schedules.ts';
import { atOnce, tally, useStand, type Way } from './stand.ts';

export const DAILY: NewSchedule = {
  place: { platform: 'web', workspace: 'local', channel: 'c' },
  task: { kind: 'quiz', topic: null },
  cron: '0 9 * * *',
  zone: 'Asia/Tokyo',
  dayRule: 'either',
  locale: 'ja',
  userId: 'u1',
  userName: 'Aki',
  nextAt: 100,
  settledAt: 50,
};
const TRAIN: Extract<Task, { kind: 'train' }> = {
  kind: 'train',
  recipe: 'rnn1-h4',
  seed: 'fresh',
  voteMinutes: 15,
};
/** What of a schedule is not said when it is added. */
export const NEW = {
  state: 'active',
  trouble: null,
  missed: 0,
  vote: null,
  pending: null,
  lastRun: null,
  revision: 0,
} as const;
const PENDING: Pending = {
  key: 'k1',
  occasion: {
    kind: 'vote',
    dueAt: 100,
    lateness: 'late',
    missed: 2,
    vote: { id: 'v1', seed: 9 },
    until: 700,
  },
  tries: 1,
  at: 400,
};
const MOST = 20;
const elsewhere = { ...DAILY.place, workspace: 'slack:T1' };
const trouble = { en: 'gone', ja: 'ない' };

/** When something is removed. */
const AT = { now: 1, forgetBefore: 0 } as const;

export function schedulesContract(way: Way): void {
  const stand = useStand(way);
  let channel = 0;
  /** Each in a channel of its own, unless said otherwise: no two are the same. */
  const add = async (part: Partial<NewSchedule> = {}) => {
    channel += 1;
    const place = { ...DAILY.place, channel: `c${channel}` };
    const added = await stand.store.schedules.add({ ...DAILY, place, ...part }, MOST);
    if (added.kind !== 'added') throw new Error(added.kind);
    return added.schedule;
  };
  const list = async (workspace = 'local') => (await stand.other.schedules.list(workspace)).schedules;
  const listed = async (workspace = 'local') => (await list(workspace)).map(({ number }) => number);
  const due = async (now: number, workspace = 'local') =>
    (await stand.other.schedules.due(workspace, now, 'others')).schedules.map(({ nextAt }) => nextAt);
  const change = (seen: Schedule, part: Partial<Schedule>) => stand.store.schedules.change(seen, part);

  describe('schedules', () => {
    it.each<Task>([
      { kind: 'quiz', topic: 'rnn' },
      { kind: 'quiz', topic: null },
      { kind: 'deck', deck: 'rnn' },
      TRAIN,
      { kind: 'summary' },
    ])('come back as they were added: %o', async (task) => {
      const made = { ...DAILY, task, cron: '0 9 13 * 5', dayRule: 'both' } as const;
      const all = { ...made, ...NEW, number: 1 };
      expect(await stand.store.schedules.add(made, MOST)).toEqual({ kind: 'added', schedule: all });
      expect(await stand.other.schedules.list('local')).toEqual({ schedules: [all], unreadable: [] });
    });
    it('are listed by number, those of a workspace', async () => {
      for (const place of [DAILY.place, { ...DAILY.place, channel: 'd' }, elsewhere]) await add({ place });
      expect([await listed(), await listed('slack:T1'), await listed('x')]).toEqual([[1, 2], [1], []]);
    });
    it('are removed once, and their numbers never come back', async () => {
      await add();
      await add();
      expect(await stand.store.schedules.remove('slack:T1', 2, AT)).toBe('unknown');
      const removed = await atOnce(6, stand, ({ schedules }) => schedules.remove('local', 2, AT));
      expect(tally(removed)).toEqual({ removed: 1, unknown: 5 });
      expect((await add()).number).toBe(3);
      expect(await listed()).toEqual([1, 3]);
    });
    it('that were removed are found by nobody, and come back once, as they were but for what is changed', async () => {
      const { schedules } = stand.store;
      const seen = await add({ nextAt: 100 });
      await schedules.remove('local', seen.number, { now: 50, forgetBefore: 0 });
      expect([
        await listed(),
        await due(1_000),
        await stand.other.schedules.waiting(1_000, 'others'),
      ]).toEqual([[], [], []]);
      expect(await change(seen, { nextAt: 300 })).toBe('moved');
      expect(await schedules.removed('local', seen.number, 51)).toBeUndefined();
      const removed = await schedules.removed('local', seen.number, 50);
      if (removed === undefined) throw new Error('it is not there');
      const restored = await atOnce(6, stand, (store) =>
        store.schedules.restore(removed, { nextAt: 700 }, MOST),
      );
      expect(tally(restored)).toEqual({ restored: 1, moved: 5 });
      expect(await list()).toEqual([{ ...seen, nextAt: 700, revision: removed.revision + 1 }]);
    });
    it('that were removed count no more, come back only where there is room, and are gone with a later removal', async () => {
      const { schedules } = stand.store;
      const [first, second] = [await add(), await add()];
      await schedules.remove('local', first.number, { now: 50, forgetBefore: 0 });
      const removed = await schedules.removed('local', first.number, 0);
      if (removed === undefined) throw new Error('it is not there');
      expect(await schedules.restore(removed, {}, 1)).toBe('full');
      await schedules.remove('local', second.number, { now: 99, forgetBefore: 51 });
      expect(await schedules.restore(removed, {}, MOST)).toBe('moved');
      expect(await schedules.removed('local', second.number, 0)).toMatchObject({ number: second.number });
    });
    it('are as many as there may be at most, each with a number of its own, however many are added at once', async () => {
      const added = await atOnce(30, stand, ({ schedules }, index) =>
        schedules.add({ ...DAILY, place: { ...DAILY.place, channel: `at-once-${index}` } }, MOST),
      );
      expect(tally(added.map(({ kind }) => kind))).toEqual({ added: MOST, full: 30 - MOST });
      expect(await listed()).toEqual(Array.from({ length: MOST }, (_, index) => index + 1));
      await stand.store.schedules.remove('local', 5, AT);
      expect((await add()).number).toBe(MOST + 1);
    });
    it('are not added twice, however many try at once; what differs in anything is another', async () => {
      const same = await atOnce(6, stand, ({ schedules }) => schedules.add({ ...DAILY, task: TRAIN }, MOST));
      expect(tally(same.map(({ kind }) => kind))).toEqual({ added: 1, there: 5 });
      // Who makes it, and when it comes next, is not what it does.
      const again = { ...DAILY, task: TRAIN, userId: 'u2', locale: 'en', nextAt: 7 } as const;
      expect(await stand.store.schedules.add(again, MOST)).toMatchObject({
        kind: 'there',
        schedule: { number: 1 },
      });
      const others: readonly Partial<NewSchedule>[] = [
        { task: { ...TRAIN, seed: 'fixed' } },
        { task: { kind: 'summary' } },
        { task: { kind: 'quiz', topic: null } },
        { task: { kind: 'quiz', topic: 'rnn' } },
        { task: { kind: 'deck', deck: 'rnn' } },
        { task: { kind: 'deck', deck: 'loss' } },
        { cron: '1 9 * * *' },
        { zone: 'UTC' },
        { place: { ...DAILY.place, channel: 'd' } },
        { place: { ...DAILY.place, platform: 'terminal' } },
        { place: elsewhere },
      ];
      for (const part of others) await add({ place: DAILY.place, task: TRAIN, ...part });
      expect(await listed()).toHaveLength(others.length);
    });
    it('differ by their rule only where day and weekday both leave some out', async () => {
      const { place } = DAILY;
      for (const cron of ['0 9 13 * 5', '0 9 * * 5', '0 9 13 * *', '0 9 */2 * 5']) {
        await add({ place, cron, dayRule: 'both' });
        const now = await stand.store.schedules.add({ ...DAILY, cron }, MOST);
        const isOther = cron === '0 9 13 * 5';
        expect([now.kind, (await list()).at(-1)?.dayRule]).toEqual([isOther ? 'added' : 'there', 'either']);
      }
      expect((await list())[0]).toMatchObject({ cron: '0 9 13 * 5', dayRule: 'both' });
    });
    it('may be added again when the one that was there has ended', async () => {
      await change(await add({ place: DAILY.place }), { state: 'ended' });
      expect((await add({ place: DAILY.place })).number).toBe(2);
    });
    it('are due from their time on, oldest first, in each workspace', async () => {
      await add({ nextAt: 30 });
      await add({ nextAt: 10, place: elsewhere });
      await add({ nextAt: 20 });
      expect([await due(19), await due(20), await due(30)]).toEqual([[], [20], [20, 30]]);
      expect(await due(30, 'slack:T1')).toEqual([10]);
    });
    it('let those workspaces wait in which something is due, longest first, trainings apart from the others', async () => {
      const { schedules } = stand.other;
      await add({ nextAt: 30 });
      await add({ nextAt: 20, place: elsewhere });
      await add({ nextAt: 25, place: { ...elsewhere, channel: 'd' } });
      await add({ nextAt: 10, place: { ...elsewhere, workspace: 'w' }, task: TRAIN });
      expect(await schedules.waiting(19, 'others')).toEqual([]);
      expect(await schedules.waiting(30, 'others')).toEqual(['slack:T1', 'local']);
      expect([await schedules.waiting(9, 'trainings'), await schedules.waiting(10, 'trainings')]).toEqual([
        [],
        ['w'],
      ]);
      expect((await schedules.due('w', 10, 'others')).schedules).toEqual([]);
      expect((await schedules.due('w', 10, 'trainings')).schedules).toHaveLength(1);
    });
    it('are all found waiting, however many', async () => {
      for (let n = 0; n < 220; n += 1) await add({ place: { ...DAILY.place, workspace: `w${n}` } });
      expect(await stand.other.schedules.waiting(100, 'others')).toHaveLength(220);
    });
    it.each(['paused', 'ended'] as const)(
      'are neither due nor waited for when they are %s',
      async (state) => {
        await change(await add(), { state });
        expect([await due(1_000), await stand.other.schedules.waiting(1_000, 'others')]).toEqual([[], []]);
        expect((await list())[0]?.state).toBe(state);
      },
    );
    it('are changed by one of all who have seen them', async () => {
      const seen = await add();
      const told = await atOnce(10, stand, ({ schedules }) => schedules.change(seen, { nextAt: 200 }));
      expect(tally(told)).toEqual({ changed: 1, moved: 9 });
      expect(await due(1_000)).toEqual([200]);
      await stand.store.schedules.remove('local', seen.number, AT);
      expect(await change({ ...seen, revision: 1 }, { nextAt: 300 })).toBe('moved');
    });
    it('change in what is given, and in nothing else', async () => {
      const seen = await add();
      const part = {
        cron: '5 5 3 * 1',
        zone: 'UTC',
        dayRule: 'both',
        task: TRAIN,
        place: { ...DAILY.place, channel: 'new' },
        nextAt: 7,
        settledAt: 6,
        state: 'paused',
        trouble,
        missed: 3,
        vote: { id: 'v1', seed: 9 },
        pending: null,
      } as const;
      expect(await change(seen, part)).toBe('changed');
      const [after] = await list();
      expect(after).toEqual({ ...seen, ...part, revision: 1 });
      if (after === undefined) throw new Error('none');
      await change(after, { trouble: null, vote: null });
      expect((await list())[0]).toEqual({ ...after, trouble: null, vote: null, revision: 2 });
    });
    it('keep what became of the last post, whatever was changed meanwhile', async () => {
      const seen = await add();
      const report = stand.store.schedules.report.bind(stand.store.schedules);
      await change(seen, { missed: 2, zone: 'UTC' });
      await change({ ...seen, revision: 1 }, { pending: PENDING });
      await report(seen, { kind: 'again', at: 500, trouble });
      const pending = { ...PENDING, at: 500 };
      expect((await list())[0]).toMatchObject({ trouble, missed: 2, state: 'active', zone: 'UTC', pending });
      await report(seen, { kind: 'again', at: 600, trouble: null });
      expect((await list())[0]).toMatchObject({ trouble, pending: { at: 600 } });
      await report(seen, { kind: 'posted', run: 12 });
      expect((await list())[0]).toMatchObject({ trouble: null, missed: 0, lastRun: 12, pending: null });
      await report(seen, { kind: 'posted', run: null });
      expect((await list())[0]).toMatchObject({ lastRun: 12 });
      await report(seen, { kind: 'paused', trouble });
      expect((await list())[0]).toMatchObject({ trouble, state: 'paused' });
      // A post that was under way when it was paused.
      await report(seen, {
        kind: 'again',
        at: 700,
        trouble: { en: 'I go on trying.', ja: '再試行します。' },
      });
      await report(seen, { kind: 'posted', run: 13 });
      expect((await list())[0]).toMatchObject({ trouble, state: 'paused', lastRun: 13 });
      await report({ ...seen, number: 9 }, { kind: 'paused', trouble });
      expect(await listed()).toEqual([1]);
    });
    it('are due again with a post that was begun, from its moment on and not before, unless they are paused', async () => {
      const seen = await add({ nextAt: 100 });
      await change(seen, { nextAt: 900, pending: PENDING });
      const waiting = (now: number) => stand.other.schedules.waiting(now, 'others');
      expect([await due(399), await waiting(399)]).toEqual([[], []]);
      expect([await due(400), await waiting(400)]).toEqual([[900], ['local']]);
      // What is due besides waits for it.
      await change({ ...seen, revision: 1 }, { nextAt: 200 });
      expect([await due(399), await due(400)]).toEqual([[], [200]]);
      await stand.store.schedules.takeOver(300);
      expect([await due(299), await due(300)]).toEqual([[], [200]]);
      await change({ ...seen, revision: 2 }, { state: 'ended' });
      expect(await due(300)).toEqual([200]);
      await change({ ...seen, revision: 3 }, { state: 'paused' });
      expect([await due(300), (await list())[0]?.pending]).toEqual([[], null]);
    });
    it('that are settled beyond a time are found in all workspaces, unless they are paused', async () => {
      await add({ settledAt: 100 });
      await add({ settledAt: 101, place: elsewhere });
      await change(await add({ settledAt: 102 }), { state: 'ended' });
      await change(await add({ settledAt: 103 }), { state: 'paused' });
      const found = await stand.other.schedules.settledBeyond(100);
      expect(found.map(({ settledAt }) => settledAt).sort()).toEqual([101, 102]);
    });
  });
}
