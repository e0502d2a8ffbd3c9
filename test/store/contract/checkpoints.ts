/** What every store holds of work that is under way. */
import { describe, expect, it } from 'vitest';
import { useStand, type Way } from './stand.ts';

const DAY = 24 * 3_600_000;

export function checkpointsContract(way: Way): void {
  const stand = useStand(way);
  const put = (id: string, byte: number, at: number) =>
    stand.store.checkpoints.put(id, { state: Uint8Array.of(byte, 0, 255), computedMs: byte + 0.25 }, at);
  const get = async (id: string) => {
    const found = await stand.other.checkpoints.get(id);
    return found && { state: [...found.state], computedMs: found.computedMs };
  };

  describe('how far work is', () => {
    it('is kept byte for byte, the newest in the place of the one before, until it is dropped', async () => {
      await put('a', 1, 10);
      await put('a', 2, 20);
      await put('b', 3, 20);
      expect(await get('a')).toEqual({ state: [2, 0, 255], computedMs: 2.25 });
      await stand.store.checkpoints.drop('a');
      expect(await get('a')).toBeUndefined();
      expect(await get('b')).toBeDefined();
    });
    it('is not kept if it is too large, and forgotten after a week', async () => {
      await put('a', 1, 0);
      await stand.store.checkpoints.put('a', { state: new Uint8Array(2 ** 24 + 1), computedMs: 9 }, 1);
      expect(await get('a')).toMatchObject({ computedMs: 1.25 });
      await put('b', 2, 7 * DAY);
      expect(await get('a')).toBeDefined();
      await put('b', 2, 7 * DAY + 1);
      expect(await get('a')).toBeUndefined();
    });
    it('goes with the answer that it was for, and with its owner', async () => {
      const caller = {
        platform: 'web',
        workspace: 'local',
        channel: 'c',
        userId: 'u1',
        userName: 'Aki',
        locale: 'en',
        role: 'member',
      } as const;
      for (const id of ['a', 'b', 'c']) {
        await stand.store.errands.keep({ id, invocation: { kind: 'press', id, caller }, at: 1, address: '' });
        await put(id, 1, 1);
      }
      await put('other', 1, 1);
      await stand.store.errands.told('a');
      expect(await get('a')).toBeUndefined();
      expect(await get('b')).toBeDefined();
      await stand.store.people.forget('local', 'u1');
      expect([await get('b'), await get('c')]).toEqual([undefined, undefined]);
      expect(await get('other')).toBeDefined();
    });
  });
}
