/** What every store holds of schedules. */
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../src/store/port.ts';
import { atOnce, tally, useStand, type Way } from './stand.ts';

export const DAILY: Omit<Schedule, 'number' | 'trouble'> = {
  place: { platform: 'web', workspace: 'local', channel: 'c' },
  cron: '0 9 * * *',
  zone: 'Asia/Tokyo',
  topic: null,
  locale: 'ja',
  userId: 'u1',
  userName: 'Aki',
  nextAt: 100,
};
const MOST = 20;
const elsewhere = { ...DAILY.place, workspace: 'slack:T1' };

export function schedulesContract(way: Way): void {
  const stand = useStand(way);
  const add = async (part: Partial<typeof DAILY> = {}) => {
    const added = await stand.store.schedules.add({ ...DAILY, ...part }, MOST);
    if (added === 'full') throw new Error('full');
    return added;
  };
  const listed = async (workspace = 'local') =>
    (await stand.other.schedules.list(workspace)).map(({ number }) => number);
  const due = async (now: number) => (await stand.other.schedules.due(now)).map(({ nextAt }) => nextAt);

  describe('schedules', () => {
    it('come back as they were added, by number, those of a workspace', async () => {
      expect(await add({ topic: 'rnn' })).toEqual({ ...DAILY, topic: 'rnn', number: 1, trouble: null });
      await add();
      await add({ place: elsewhere });
      expect((await stand.other.schedules.list('local'))[0]).toEqual({
        ...DAILY,
        topic: 'rnn',
        number: 1,
        trouble: null,
      });
      expect([await listed(), await listed('slack:T1'), await listed('x')]).toEqual([[1, 2], [1], []]);
    });
    it('are removed once, and their numbers never come back', async () => {
      await add();
      await add();
      expect(await stand.store.schedules.remove('slack:T1', 2)).toBe('unknown');
      const removed = await atOnce(6, stand, ({ schedules }) => schedules.remove('local', 2));
      expect(tally(removed)).toEqual({ removed: 1, unknown: 5 });
      expect((await add()).number).toBe(3);
      expect(await listed()).toEqual([1, 3]);
    });
    it('are as many as there may be at most, each with a number of its own, however many are added at once', async () => {
      const added = await atOnce(30, stand, ({ schedules }) => schedules.add(DAILY, MOST));
      expect(added.filter((each) => each === 'full')).toHaveLength(30 - MOST);
      expect(await listed()).toEqual(Array.from({ length: MOST }, (_, index) => index + 1));
      await stand.store.schedules.remove('local', 5);
      expect((await add()).number).toBe(MOST + 1);
    });
    it('are due from their time on, oldest first, of all workspaces, at most 100', async () => {
      await add({ nextAt: 30 });
      await add({ nextAt: 10, place: elsewhere });
      await add({ nextAt: 20 });
      expect([await due(9), await due(10), await due(29)]).toEqual([[], [10], [10, 20]]);
      for (let n = 0; n < 110; n += 1) {
        await add({ nextAt: 1_000 - n, place: { ...elsewhere, workspace: `w${n % 10}` } });
      }
      expect(await due(2_000)).toEqual([10, 20, 30, ...Array.from({ length: 97 }, (_, n) => 891 + n)]);
    });
    it('are claimed by one of all who try', async () => {
      const schedule = await add();
      const told = await atOnce(10, stand, ({ schedules }) => schedules.claim(schedule, 200));
      expect(tally(told)).toEqual({ claimed: 1, taken: 9 });
      expect(await due(1_000)).toEqual([200]);
      await stand.store.schedules.remove('local', schedule.number);
      expect(await stand.store.schedules.claim({ ...schedule, nextAt: 200 }, 300)).toBe('taken');
    });
    it('keep what became of the last post', async () => {
      const schedule = await add();
      const trouble = { en: 'gone', ja: 'ない' };
      await stand.store.schedules.report(schedule, trouble);
      expect((await stand.other.schedules.list('local'))[0]?.trouble).toEqual(trouble);
      await stand.store.schedules.report(schedule, null);
      expect((await stand.other.schedules.due(1_000))[0]?.trouble).toBeNull();
      await stand.store.schedules.report({ ...schedule, number: 9 }, trouble);
      expect(await stand.store.schedules.list('local')).toHaveLength(1);
    });
  });
}
