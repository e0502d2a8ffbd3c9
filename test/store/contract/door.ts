/** What every store holds of whom the playground lets in. */
import { describe, expect, it } from 'vitest';
import { atOnce, tally, useStand, type Way } from './stand.ts';

export function doorContract(way: Way): void {
  const stand = useStand(way);
  const invite = (id: string, at = 0, until = 100, workspace = 'local') =>
    stand.store.door.invite({ id, workspace, at, until }, 3);

  describe('the door', () => {
    it('has one key, whoever asks first, also after a restart', async () => {
      const keys = await atOnce(8, stand, ({ door }, index) => door.key(`key ${index}`));
      expect(new Set(keys).size).toBe(1);
      if (way.openings === 'several') await stand.reopen();
      expect(await stand.other.door.key('another')).toBe(keys[0]);
    });
    it('lets one in by a link, however many try at once', async () => {
      expect(await invite('a')).toBe('kept');
      const told = await atOnce(10, stand, ({ door }) => door.admit('local', 'a', 5));
      expect(tally(told)).toEqual({ admitted: 1, gone: 9 });
    });
    it('lets nobody in by a link that is too old, another workspace’s, or none', async () => {
      await invite('a', 0, 100);
      const { door } = stand.other;
      expect(await door.admit('local', 'a', 100)).toBe('gone');
      expect(await door.admit('other', 'a', 5)).toBe('gone');
      expect(await door.admit('local', 'b', 5)).toBe('gone');
      expect(await door.admit('local', 'a', 99)).toBe('admitted');
    });
    it('keeps so many open links a workspace; those that are used or too old make room', async () => {
      expect(
        tally(
          await atOnce(5, stand, ({ door }, n) =>
            door.invite({ id: `i${n}`, workspace: 'local', at: 0, until: 100 }, 3),
          ),
        ),
      ).toEqual({ kept: 3, full: 2 });
      expect(await invite('x', 0, 100, 'other')).toBe('kept');
      expect(await stand.other.door.invitesOpen('local', 50)).toBe(3);
      expect(await stand.other.door.invitesOpen('local', 100)).toBe(0);
      for (const id of ['i0', 'i1', 'i2', 'i3', 'i4']) await stand.other.door.admit('local', id, 50);
      expect(await stand.other.door.invitesOpen('local', 50)).toBe(0);
      for (const id of 'abc') expect(await invite(id, 60, 100)).toBe('kept');
      expect(await invite('d', 99, 200)).toBe('full');
      expect(await invite('d', 100, 200)).toBe('kept');
    });
  });
}
