/** What every store holds of people: their cards, what they have chosen, and that they are forgotten. */
import { describe, expect, it } from 'vitest';
import type { Card, Store } from '../../../src/store/port.ts';
import { DECK, putDeck } from './decks.ts';
import { ENTRY, HUNT } from './games.ts';
import { ANSWER, ASKED } from './quiz.ts';
import { trained } from './runs.ts';
import { DAILY } from './schedules.ts';
import { atOnce, tally, useStand, type Way } from './stand.ts';

const CARD: Card = { workspace: 'local', userId: 'u1', questionId: 'x', dueAt: 1, state: '{}' };
const result = trained({ hidden: 1, iterations: 1 });

/** Leaves a trace of u1, Aki, wherever there is one. */
async function leaveTraces(store: Store): Promise<void> {
  await store.runs.save({ workspace: 'local', userId: 'u1', userName: 'Aki', createdAt: 1, result }, 'k1');
  await store.schedules.add(DAILY, 20);
  await store.quiz.ask(ASKED);
  await store.quiz.answer(ANSWER);
  await store.cards.put(CARD, undefined);
  await store.league.enter(ENTRY);
  await store.hunts.open(HUNT);
  await store.hunts.find(HUNT.id, { userId: 'u1', userName: 'Aki', a: 1, b: 2, foundAt: 3 });
  await putDeck(store.decks, DECK);
  await putDeck(store.decks, { ...DECK, importedAt: 2 });
  await store.decks.offer({ ...DECK, id: 'd' }, 0);
}

/** Everything that names somebody, as it comes out. */
async function traces({ runs, schedules, quiz, league, hunts, decks }: Store) {
  return {
    run: (await runs.get('local', 1))?.userName,
    runs: (await runs.list('local', 1))[0]?.userName,
    schedule: (await schedules.list('local')).schedules[0]?.userName,
    due: (await schedules.due('local', 1_000, 'others')).schedules[0]?.userName,
    answer: (await quiz.answers('q1'))[0]?.userName,
    scored: (await quiz.scored('local', 0))[0]?.userName,
    league: (await league.list('local'))[0]?.userName,
    hunt: (await hunts.get('local', HUNT.id))?.found?.userName,
    training: (await hunts.of('local', HUNT.recipe))?.found?.userName,
    finds: (await hunts.finds('local'))[0]?.userName,
    deck: (await decks.list('local'))[0]?.userName,
    earlier: (await decks.earlier('local', DECK.name))?.userName,
    draft: (await decks.offered('local', 'd'))?.userName,
  };
}

export function peopleContract(way: Way): void {
  const stand = useStand(way);

  describe('cards', () => {
    it('come back, of one person in one workspace', async () => {
      expect(await stand.store.cards.put(CARD, undefined)).toBe('put');
      expect(await stand.other.cards.get('local', 'u1', 'x')).toEqual(CARD);
      for (const [workspace, user, question] of [
        ['slack:T1', 'u1', 'x'],
        ['local', 'u2', 'x'],
        ['local', 'u1', 'y'],
      ] as const) {
        expect(await stand.store.cards.get(workspace, user, question)).toBeUndefined();
      }
    });
    it('take the place of what was seen, and of nothing else', async () => {
      const next = { ...CARD, dueAt: 2, state: '{"n":1}' };
      expect(await stand.store.cards.put(next, CARD)).toBe('moved');
      await stand.store.cards.put(CARD, undefined);
      expect(await stand.other.cards.put(next, undefined)).toBe('moved');
      expect(await stand.other.cards.put(next, { ...CARD, state: '{"n":0}' })).toBe('moved');
      expect(await stand.other.cards.put(next, { ...CARD, dueAt: 0 })).toBe('moved');
      expect(await stand.other.cards.put(next, CARD)).toBe('put');
      expect(await stand.store.cards.get('local', 'u1', 'x')).toEqual(next);
    });
    it('are put by one of all who have seen the same', async () => {
      for (const seen of [undefined, CARD]) {
        const told = await atOnce(10, stand, ({ cards }, index) =>
          cards.put({ ...CARD, ...(seen && { dueAt: 2 + index }) }, seen),
        );
        expect(tally(told)).toEqual({ put: 1, moved: 9 });
      }
    });
    it('are due from their time on, longest overdue first, at most 100', async () => {
      for (let n = 0; n < 110; n += 1) {
        await stand.store.cards.put({ ...CARD, questionId: `x${n}`, dueAt: 1_000 - n }, undefined);
      }
      await stand.store.cards.put({ ...CARD, userId: 'u2' }, undefined);
      await stand.store.cards.put({ ...CARD, workspace: 'slack:T1' }, undefined);
      const due = async (now: number) =>
        (await stand.other.cards.due('local', 'u1', now)).map(({ dueAt }) => dueAt);
      expect([await due(890), await due(892)]).toEqual([[], [891, 892]]);
      expect(await due(5_000)).toEqual(Array.from({ length: 100 }, (_, n) => 891 + n));
    });
  });

  describe('a person', () => {
    it('has chosen nothing at first, and keeps what was not changed', async () => {
      const chosen = () => stand.other.people.preferences('local', 'u1');
      expect(await chosen()).toEqual({ leaderboard: 'shown', reminder: 'off', locale: null });
      await stand.store.people.prefer('local', 'u1', 'Aki', { reminder: 'on', locale: 'ja' });
      await stand.store.people.prefer('local', 'u1', 'Aki', { leaderboard: 'hidden' });
      expect(await chosen()).toEqual({ leaderboard: 'hidden', reminder: 'on', locale: 'ja' });
      await stand.store.people.prefer('local', 'u1', 'Aki', {});
      expect(await chosen()).toEqual({ leaderboard: 'hidden', reminder: 'on', locale: 'ja' });
      expect(await stand.store.people.preferences('slack:T1', 'u1')).toEqual({
        leaderboard: 'shown',
        reminder: 'off',
        locale: null,
      });
    });
    it('loses nothing that was chosen at the same moment', async () => {
      await atOnce(20, stand, ({ people }, index) =>
        people.prefer(
          'local',
          `u${index >> 1}`,
          'Aki',
          index % 2 === 0 ? { reminder: 'on' } : { leaderboard: 'hidden' },
        ),
      );
      for (let n = 0; n < 10; n += 1) {
        expect(await stand.store.people.preferences('local', `u${n}`)).toEqual({
          leaderboard: 'hidden',
          reminder: 'on',
          locale: null,
        });
      }
    });
    it('is reminded by the name last used, unless hidden', async () => {
      const { people } = stand.store;
      await people.prefer('local', 'u2', 'Ben', { reminder: 'on' });
      await people.prefer('local', 'u1', 'Aki', { reminder: 'on' });
      await people.prefer('local', 'u1', 'Akiko', {});
      await people.prefer('local', 'u3', 'Cem', { reminder: 'on', leaderboard: 'hidden' });
      await people.prefer('slack:T1', 'u4', 'Dan', { reminder: 'on', leaderboard: 'hidden' });
      expect(await stand.other.people.reminded('local')).toEqual([
        { userId: 'u1', userName: 'Akiko' },
        { userId: 'u2', userName: 'Ben' },
      ]);
      expect(await stand.other.people.hidden('local')).toEqual(new Set(['u3']));
    });
    it('who is hidden leaves the store without a name, in that workspace, and comes back by it', async () => {
      await leaveTraces(stand.store);
      const names = new Set(Object.values(await traces(stand.other)));
      expect(names).toEqual(new Set(['Aki']));
      await stand.store.people.prefer('slack:T1', 'u1', 'Aki', { leaderboard: 'hidden' });
      expect(new Set(Object.values(await traces(stand.other)))).toEqual(new Set(['Aki']));
      await stand.store.people.prefer('local', 'u1', 'Aki', { leaderboard: 'hidden' });
      expect(new Set(Object.values(await traces(stand.other)))).toEqual(new Set(['']));
      await stand.store.decks.remove('local', DECK.name, 9);
      expect(await stand.store.decks.earlier('local', DECK.name)).toMatchObject({ userName: '' });
      await stand.store.people.prefer('local', 'u1', 'Aki', { leaderboard: 'shown' });
      expect((await stand.other.hunts.finds('local'))[0]?.userName).toBe('Aki');
    });
    it('who is forgotten leaves nothing but runs, schedules, hunts and decks, without the name', async () => {
      await leaveTraces(stand.store);
      await stand.store.people.prefer('local', 'u1', 'Aki', { reminder: 'on' });
      await stand.other.people.forget('local', 'u1');
      expect(await traces(stand.store)).toEqual({
        run: '',
        runs: '',
        schedule: '',
        due: '',
        answer: undefined,
        scored: undefined,
        league: undefined,
        hunt: '',
        training: '',
        finds: undefined,
        deck: '',
        earlier: '',
        draft: undefined,
      });
      expect((await stand.store.runs.get('local', 1))?.userId).toBe('');
      expect((await stand.store.decks.list('local'))[0]?.userId).toBe('');
      expect(await stand.store.cards.get('local', 'u1', 'x')).toBeUndefined();
      expect(await stand.store.people.reminded('local')).toEqual([]);
      expect(
        await stand.store.hunts.find(HUNT.id, { userId: 'u2', userName: 'Ben', a: 1, b: 1, foundAt: 9 }),
      ).toBe('late');
    });
    it('is forgotten in one workspace, and stays in another, as do all others', async () => {
      await stand.store.quiz.ask(ASKED);
      await stand.store.quiz.answer({ ...ANSWER, userId: 'u2', userName: 'Ben' });
      await stand.store.cards.put({ ...CARD, workspace: 'slack:T1' }, undefined);
      await stand.store.cards.put({ ...CARD, userId: 'u2' }, undefined);
      await stand.store.people.prefer('slack:T1', 'u1', 'Aki', { leaderboard: 'hidden' });
      await stand.other.people.forget('local', 'u1');
      await stand.other.people.forget('local', 'nobody');
      expect(await stand.store.cards.due('slack:T1', 'u1', 10)).toHaveLength(1);
      expect(await stand.store.cards.due('local', 'u2', 10)).toHaveLength(1);
      expect(await stand.store.people.hidden('slack:T1')).toEqual(new Set(['u1']));
      expect((await stand.store.quiz.answers('q1'))[0]?.userName).toBe('Ben');
    });
    it('is forgotten in a deck that is replaced at the same moment', async () => {
      await putDeck(stand.store.decks, DECK);
      await atOnce(12, stand, async (store, index) => {
        const deck = { ...DECK, userId: 'u2', userName: 'Ben', importedAt: 2 + index };
        if (index === 5) await store.people.forget('local', 'u1');
        else await putDeck(store.decks, deck, 'or-not');
      });
      const { decks } = stand.store;
      expect((await decks.list('local'))[0]?.userName).not.toBe('Aki');
      expect((await decks.earlier('local', DECK.name))?.userName ?? '').not.toBe('Aki');
    });
  });
}
