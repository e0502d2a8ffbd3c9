/** What every store holds of imported decks. */
import { describe, expect, it } from 'vitest';
import type { DeckStore, StoredDeck } from '../../../src/store/decks.ts';
import { atOnce, tally, useStand, type Way } from './stand.ts';

export const DECK: StoredDeck = {
  workspace: 'local',
  name: 'mine',
  yaml: 'deck: mine',
  userId: 'u1',
  userName: 'Aki',
  importedAt: 1,
};

/** Puts a deck whatever stands there; `or-not`: it may be that others are quicker. */
export async function putDeck(
  decks: Pick<DeckStore, 'revision' | 'put'>,
  deck: StoredDeck,
  whether: 'surely' | 'or-not' = 'surely',
): Promise<void> {
  const done = await decks.put(deck, await decks.revision(deck.workspace));
  if (whether === 'surely' && done !== 'put') throw new Error('another deck was put meanwhile');
}

const EARLIER = 20;
const DRAFTS = 5;

export function decksContract(way: Way): void {
  const stand = useStand(way);
  const put = (part: Partial<StoredDeck> = {}) => putDeck(stand.store.decks, { ...DECK, ...part });
  const revision = (workspace = 'local') => stand.other.decks.revision(workspace);
  const drafts = async (ids: readonly string[]) => {
    const found = await Promise.all(ids.map((id) => stand.other.decks.offered('local', id)));
    return found.flatMap((each) => (each === undefined ? [] : [each.id]));
  };

  describe('decks', () => {
    it('come back by name, those of a workspace', async () => {
      await put();
      await put({ name: 'a deck', yaml: 'deck: a' });
      await put({ workspace: 'slack:T1', name: 'theirs' });
      expect(await stand.other.decks.list('local')).toEqual([
        { ...DECK, name: 'a deck', yaml: 'deck: a' },
        DECK,
      ]);
      expect((await stand.other.decks.list('slack:T1')).map(({ name }) => name)).toEqual(['theirs']);
      expect(await stand.other.decks.list('x')).toEqual([]);
    });
    it('have a revision in each workspace, which rises when they change, and not otherwise', async () => {
      expect(await revision()).toBe(0);
      await put();
      const one = await revision();
      await put({ importedAt: 2 });
      const two = await revision();
      await stand.store.decks.remove('local', 'mine', 9);
      const three = await revision();
      expect([one > 0, two > one, three > two, await revision('slack:T1')]).toEqual([true, true, true, 0]);
      await stand.store.decks.remove('local', 'mine', 9);
      await stand.store.decks.offer({ ...DECK, id: 'd' }, 0);
      expect(await revision()).toBe(three);
    });
    it('are put by who has seen them as they are', async () => {
      await put();
      const seen = await revision();
      await put({ name: 'other' });
      expect(await stand.store.decks.put({ ...DECK, yaml: 'x' }, seen)).toBe('moved');
      expect(await stand.store.decks.put({ ...DECK, name: 'new' }, 0)).toBe('moved');
      expect(await stand.other.decks.list('local')).toEqual([DECK, { ...DECK, name: 'other' }]);
      expect(await stand.other.decks.earlier('local', 'mine')).toBeUndefined();
    });
    it('are put by one of all who have seen the same, also when their names differ', async () => {
      const told = await atOnce(10, stand, ({ decks }, index) =>
        decks.put({ ...DECK, name: `d${index}` }, 0),
      );
      expect(tally(told)).toEqual({ put: 1, moved: 9 });
      expect(await stand.store.decks.list('local')).toHaveLength(1);
    });
    it('are not put with a name that is forgotten since', async () => {
      await stand.store.decks.offer({ ...DECK, id: 'd' }, 0);
      const seen = await revision();
      const draft = await stand.store.decks.offered('local', 'd');
      await stand.other.people.forget('local', DECK.userId);
      expect(draft?.userName).toBe(DECK.userName);
      expect(await stand.store.decks.put({ ...DECK, ...draft }, seen)).toBe('moved');
    });
    it('leave the version that was last replaced or removed', async () => {
      await put();
      await put({ importedAt: 2, yaml: 'two' });
      expect(await stand.other.decks.earlier('local', 'mine')).toEqual(DECK);
      expect(await stand.other.decks.earlier('slack:T1', 'mine')).toBeUndefined();
      expect(await stand.store.decks.remove('slack:T1', 'mine', 9)).toBeUndefined();
      const removed = { ...DECK, importedAt: 2, yaml: 'two' };
      expect(await stand.store.decks.remove('local', 'mine', 9)).toEqual({ name: 'mine', importedAt: 2 });
      expect(await stand.store.decks.remove('local', 'mine', 9)).toBeUndefined();
      expect(await stand.other.decks.earlier('local', 'mine')).toEqual(removed);
      expect(await stand.other.decks.list('local')).toEqual([]);
    });
    it('are removed by one of all who do so', async () => {
      await put();
      const told = await atOnce(8, stand, ({ decks }) => decks.remove('local', 'mine', 9));
      expect(told.filter((each) => each !== undefined)).toEqual([{ name: 'mine', importedAt: 1 }]);
    });
    it(`are kept as earlier versions of the ${EARLIER} names that changed last`, async () => {
      for (let n = 0; n <= EARLIER; n += 1) {
        await put({ name: `d${n}` });
        await stand.store.decks.remove('local', `d${n}`, 9);
      }
      await put({ workspace: 'slack:T1' });
      await stand.store.decks.remove('slack:T1', 'mine', 9);
      expect(await stand.other.decks.earlier('local', 'd0')).toBeUndefined();
      await put({ name: 'd1' });
      await stand.store.decks.remove('local', 'd1', 9);
      await put({ name: 'd0' });
      await stand.store.decks.remove('local', 'd0', 9);
      expect(await stand.other.decks.earlier('local', 'd1')).toBeDefined();
      expect(await stand.other.decks.earlier('local', 'd2')).toBeUndefined();
      expect(await stand.other.decks.earlier('slack:T1', 'mine')).toBeDefined();
    });
  });

  describe('drafts of decks', () => {
    it('come back in their workspace until they are withdrawn', async () => {
      await stand.store.decks.offer({ ...DECK, id: 'd' }, 0);
      expect(await stand.other.decks.offered('local', 'd')).toEqual({ ...DECK, id: 'd' });
      expect(await stand.other.decks.offered('slack:T1', 'd')).toBeUndefined();
      await stand.store.decks.withdraw('slack:T1', 'd');
      expect(await drafts(['d'])).toEqual(['d']);
      await stand.store.decks.withdraw('local', 'd');
      await stand.store.decks.withdraw('local', 'd');
      expect(await drafts(['d'])).toEqual([]);
    });
    it(`are the ${DRAFTS} newest of a workspace, and none that was sent before a time`, async () => {
      const ids = Array.from({ length: DRAFTS + 2 }, (_, index) => `d${index}`);
      for (const id of ids) await stand.store.decks.offer({ ...DECK, id, importedAt: 10 }, 0);
      expect(await drafts(ids)).toEqual(ids.slice(2));
      await stand.store.decks.offer({ ...DECK, workspace: 'slack:T1', id: 'old', importedAt: 5 }, 0);
      await stand.store.decks.offer({ ...DECK, workspace: 'slack:T1', id: 'new', importedAt: 20 }, 5);
      expect(await stand.other.decks.offered('slack:T1', 'old')).toBeUndefined();
      expect(await drafts(ids)).toEqual(ids.slice(2));
    });
    it(`are never more than ${DRAFTS}, however many are sent at once`, async () => {
      const ids = Array.from({ length: 20 }, (_, index) => `d${index}`);
      await atOnce(20, stand, ({ decks }, index) => decks.offer({ ...DECK, id: `d${index}` }, 0));
      expect(await drafts(ids)).toHaveLength(DRAFTS);
    });
  });
}
