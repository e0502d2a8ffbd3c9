/** What every store holds of bug hunts, the league and votes. */
import { describe, expect, it } from 'vitest';
import type { Find, Hunt, LeagueEntry } from '../../../src/store/games.ts';
import { atOnce, tally, useStand, type Way } from './stand.ts';

const place = { platform: 'web', workspace: 'local', channel: 'c' } as const;
export const HUNT: Omit<Hunt, 'found'> = { id: 'h1', place, recipe: 'rnn1', iteration: 900, openedAt: 1 };
export const ENTRY: LeagueEntry = {
  workspace: 'local',
  userId: 'u1',
  userName: 'Aki',
  hidden: 4,
  pairs: 600,
  recipe: 'rnn1-h4',
  training: 'rnn1-h4',
  print: 'p',
  enteredAt: 1,
};
const FIND: Find = { userId: 'u1', userName: 'Aki', a: 45, b: 77, foundAt: 9 };

export function gamesContract(way: Way): void {
  const stand = useStand(way);
  const open = (part: Partial<typeof HUNT> = {}) => stand.store.hunts.open({ ...HUNT, ...part });
  const enter = (part: Partial<LeagueEntry> = {}) => stand.store.league.enter({ ...ENTRY, ...part });

  describe('a ballot', () => {
    const vote = (userId: string, choice: number, id = 'b1', workspace = 'local') =>
      stand.store.ballots.vote(workspace, id, userId, choice);
    it('takes one vote a person, the last of them, until it is closed, and then counts the same each time', async () => {
      expect(await vote('u1', 0)).toBe('closed');
      await stand.store.ballots.open('local', 'b1', 10);
      for (const [person, choice] of [
        ['u1', 0],
        ['u2', 1],
        ['u1', 1],
        ['u3', 2],
      ] as const) {
        expect(await vote(person, choice)).toBe('counted');
      }
      // Opened again after a crash, it keeps its votes.
      await stand.other.ballots.open('local', 'b1', 20);
      expect(await vote('u4', 0, 'b1', 'slack:T1')).toBe('closed');
      expect(await stand.other.ballots.close('slack:T1', 'b1', 3)).toEqual([0, 0, 0]);
      expect(await stand.other.ballots.close('local', 'b1', 3)).toEqual([0, 2, 1]);
      expect(await vote('u5', 0)).toBe('closed');
      expect(await stand.store.ballots.close('local', 'b1', 3)).toEqual([0, 2, 1]);
    });
    it('takes votes at once, each counted once, at most 1,000', async () => {
      await stand.store.ballots.open('local', 'b1', 10);
      const told = await atOnce(10, stand, ({ ballots }, index) =>
        ballots.vote('local', 'b1', `u${index % 5}`, 0),
      );
      expect([tally(told), await stand.store.ballots.close('local', 'b1', 1)]).toEqual([
        { counted: 10 },
        [5],
      ]);
      await stand.store.ballots.open('local', 'b2', 10);
      for (let n = 0; n < 1_000; n += 1) await vote(`u${n}`, 0, 'b2');
      expect([await vote('late', 0, 'b2'), await vote('u7', 1, 'b2')]).toEqual(['closed', 'counted']);
      expect(await stand.store.ballots.close('local', 'b2', 2)).toEqual([999, 1]);
    });
    it('is forgotten 30 days after it was opened, and a person’s vote with the person', async () => {
      await stand.store.ballots.open('local', 'b1', 10);
      await vote('u1', 0);
      await vote('u2', 0);
      await stand.store.people.forget('local', 'u1');
      expect(await stand.store.ballots.close('local', 'b1', 1)).toEqual([1]);
      await stand.store.ballots.open('local', 'b2', 10 + 30 * 86_400_000);
      expect(await stand.store.ballots.close('local', 'b1', 1)).toEqual([1]);
      await stand.store.ballots.open('local', 'b3', 11 + 30 * 86_400_000);
      expect(await stand.store.ballots.close('local', 'b1', 1)).toEqual([0]);
    });
  });

  describe('a hunt', () => {
    it('comes back in its workspace, with its find', async () => {
      expect(await open()).toBe('opened');
      expect(await stand.other.hunts.get('local', 'h1')).toEqual({ ...HUNT, found: null });
      expect(await stand.other.hunts.get('slack:T1', 'h1')).toBeUndefined();
      expect(await stand.store.hunts.find('h1', FIND)).toBe('first');
      expect(await stand.other.hunts.get('local', 'h1')).toEqual({ ...HUNT, found: FIND });
      expect(await stand.store.hunts.find('h9', FIND)).toBe('late');
    });
    it('is the newest of a channel, until it is over', async () => {
      const standing = async () => (await stand.other.hunts.standing(place))?.id;
      expect(await standing()).toBeUndefined();
      await open();
      await open({ id: 'h2', recipe: 'rnn1-s2', openedAt: 3 });
      await open({ id: 'h3', recipe: 'rnn1-s3', openedAt: 4, place: { ...place, channel: 'd' } });
      await open({ id: 'h4', recipe: 'rnn1-s4', openedAt: 5, place: { ...place, platform: 'slack' } });
      await open({ id: 'h5', recipe: 'rnn1-s5', openedAt: 6, place: { ...place, workspace: 'x' } });
      expect(await standing()).toBe('h2');
      await stand.store.hunts.find('h2', FIND);
      expect(await standing()).toBeUndefined();
    });
    it('is begun once in a training in a workspace, found or not', async () => {
      await open();
      expect(await open({ id: 'h2', openedAt: 5 })).toBe('known');
      expect(await open({ id: 'h3', place: { ...place, workspace: 'slack:T1' } })).toBe('opened');
      await stand.store.hunts.find('h1', FIND);
      expect(await open({ id: 'h4' })).toBe('known');
      expect((await stand.other.hunts.of('local', 'rnn1'))?.id).toBe('h1');
      expect((await stand.other.hunts.of('slack:T1', 'rnn1'))?.id).toBe('h3');
      expect(await stand.other.hunts.of('local', 'rnn1-s2')).toBeUndefined();
    });
    it('is begun by one of all who do so in one training', async () => {
      const told = await atOnce(10, stand, ({ hunts }, index) => hunts.open({ ...HUNT, id: `h${index}` }));
      expect(tally(told)).toEqual({ opened: 1, known: 9 });
    });
    it('is won by one of all finders', async () => {
      await open();
      const told = await atOnce(10, stand, ({ hunts }, index) =>
        hunts.find('h1', { ...FIND, userId: `p${index}` }),
      );
      expect(tally(told)).toEqual({ first: 1, late: 9 });
      const winner = `p${told.indexOf('first')}`;
      expect((await stand.store.hunts.finds('local')).map(({ userId }) => userId)).toEqual([winner]);
    });
    it('counts with all finds of its workspace, oldest first', async () => {
      for (const [id, workspace, foundAt] of [
        ['h1', 'local', 30],
        ['h2', 'local', 10],
        ['h3', 'slack:T1', 20],
        ['h4', 'local', 20],
      ] as const) {
        await open({ id, recipe: id, place: { ...place, workspace } });
        await stand.store.hunts.find(id, { ...FIND, foundAt });
      }
      await open({ id: 'h5', recipe: 'h5' });
      expect((await stand.other.hunts.finds('local')).map(({ foundAt }) => foundAt)).toEqual([10, 20, 30]);
    });
  });

  describe('the league', () => {
    it('lists fewest units first, then fewest pairs, then the earliest', async () => {
      const entries = [
        ['u1', 4, 600, 5],
        ['u2', 4, 600, 3],
        ['u3', 4, 500, 9],
        ['u4', 3, 900, 9],
      ] as const;
      for (const [userId, hidden, pairs, enteredAt] of entries) {
        const own = { userId, training: userId, print: userId };
        expect(await enter({ ...own, hidden, pairs, enteredAt })).toBe('entered');
      }
      const listed = await stand.other.league.list('local');
      expect(listed.map(({ userId }) => userId)).toEqual(['u4', 'u3', 'u2', 'u1']);
      expect(await stand.other.league.list('slack:T1')).toEqual([]);
    });
    it('keeps the best of a person', async () => {
      expect(await enter()).toBe('entered');
      expect(await enter()).toBe('kept');
      expect(await enter({ hidden: 5, pairs: 1, training: 't', print: 'q' })).toBe('kept');
      expect(await enter({ pairs: 599, training: 't2', print: 'q2', userName: 'Akiko' })).toBe('entered');
      expect(await stand.other.league.list('local')).toEqual([
        { ...ENTRY, pairs: 599, training: 't2', print: 'q2', userName: 'Akiko' },
      ]);
    });
    it('takes a training once, and one that came out alike, in a workspace', async () => {
      await enter();
      expect(await enter({ userId: 'u2', print: 'other' })).toBe('taken');
      expect(await enter({ userId: 'u2', training: 'other' })).toBe('taken');
      expect(await enter({ userId: 'u2', workspace: 'slack:T1' })).toBe('entered');
      expect(await enter({ userId: 'u2', training: 'a', print: null })).toBe('entered');
      expect(await enter({ userId: 'u3', training: 'b', print: null })).toBe('entered');
      expect(await stand.other.league.list('local')).toHaveLength(3);
    });
    it('takes a training of one of all who enter it at once', async () => {
      const told = await atOnce(10, stand, ({ league }, index) =>
        league.enter({ ...ENTRY, userId: `p${index}`, training: `t${index}` }),
      );
      expect(tally(told)).toEqual({ entered: 1, taken: 9 });
      expect(await stand.store.league.list('local')).toHaveLength(1);
    });
    it('keeps the best of what one person enters at once', async () => {
      await atOnce(10, stand, ({ league }, index) =>
        league.enter({ ...ENTRY, hidden: 3 + ((index * 7) % 10), training: `t${index}`, print: `p${index}` }),
      );
      expect((await stand.store.league.list('local')).map(({ hidden }) => hidden)).toEqual([3]);
    });
  });
}
