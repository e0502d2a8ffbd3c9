/** What was chosen for channels and workspaces. */
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/chat/invocation.ts';
import { useStand, type Way } from './stand.ts';

const HERE: Place = { platform: 'slack', workspace: 'slack:T1', channel: 'C1' };
const THERE: Place = { ...HERE, channel: 'C2' };
const zone = (value: string | null) => ({ scope: 'channel', name: 'zone', value }) as const;
const keep = (value: string | null) => ({ scope: 'workspace', name: 'keep', value }) as const;

export function settingsContract(way: Way): void {
  const stand = useStand(way);
  const of = async (place: Place) => {
    const { channel, workspace } = await stand.other.settings.of(place);
    return { channel: Object.fromEntries(channel), workspace: Object.fromEntries(workspace) };
  };

  describe('settings', () => {
    it('are the last that were chosen; those of a channel hold there, those of a workspace in all its channels', async () => {
      const { settings } = stand.store;
      expect(await of(HERE)).toEqual({ channel: {}, workspace: {} });
      await settings.choose(HERE, [zone('Asia/Tokyo'), keep('30')]);
      await settings.choose(HERE, [zone('Europe/Berlin')]);
      expect(await of(HERE)).toEqual({ channel: { zone: 'Europe/Berlin' }, workspace: { keep: '30' } });
      expect(await of(THERE)).toEqual({ channel: {}, workspace: { keep: '30' } });
      expect(await of({ ...HERE, platform: 'terminal' })).toEqual({ channel: {}, workspace: { keep: '30' } });
      expect(await of({ ...HERE, workspace: 'slack:T2' })).toEqual({ channel: {}, workspace: {} });
    });
    it('are taken back one by one', async () => {
      await stand.store.settings.choose(HERE, [zone('Asia/Tokyo'), keep('30')]);
      await stand.store.settings.choose(HERE, [zone(null)]);
      expect(await of(HERE)).toEqual({ channel: {}, workspace: { keep: '30' } });
    });
    it('of all workspaces are found by their name', async () => {
      const { settings } = stand.store;
      await settings.choose({ ...HERE, workspace: 'b' }, [keep('60')]);
      await settings.choose({ ...HERE, workspace: 'a' }, [keep('30'), zone('UTC')]);
      expect(await stand.other.settings.ofAll('keep')).toEqual([
        { workspace: 'a', value: '30' },
        { workspace: 'b', value: '60' },
      ]);
    });
  });
}
