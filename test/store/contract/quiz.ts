/** What every store holds of questions and answers. */
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/chat/invocation.ts';
import type { Asked, GivenAnswer } from '../../../src/store/port.ts';
import { atOnce, tally, useStand, type Way } from './stand.ts';

const place = { platform: 'web', workspace: 'local', channel: 'c' } as const;
export const ASKED: Asked = {
  id: 'q1',
  place,
  questionId: 'confirmation-1',
  topic: 'confirmation',
  seed: 7,
  locale: 'ja',
  userId: 'u-asks',
  askedAt: 5,
  origin: 'schedule',
  print: null,
  closedAt: null,
  message: null,
};
export const ANSWER: GivenAnswer = {
  askedId: 'q1',
  userId: 'u1',
  userName: 'Aki',
  answer: 'B',
  verdict: 'wrong',
  answeredAt: 6,
  changes: 0,
};

export function quizContract(way: Way): void {
  const stand = useStand(way);
  const ask = (part: Partial<Asked> = {}) => stand.store.quiz.ask({ ...ASKED, ...part });
  const give = (part: Partial<GivenAnswer> = {}) => stand.store.quiz.answer({ ...ANSWER, ...part });
  const answers = (id = 'q1') => stand.other.quiz.answers(id);

  describe('questions', () => {
    it('come back as they were asked, in their workspace', async () => {
      const whole: Asked = { ...ASKED, print: 'p', origin: 'practice', closedAt: 8, message: 'm' };
      await ask();
      await ask({ ...whole, id: 'q2' });
      expect(await stand.other.quiz.asked('local', 'q1')).toEqual(ASKED);
      expect(await stand.other.quiz.asked('local', 'q2')).toEqual({ ...whole, id: 'q2' });
      expect(await stand.other.quiz.asked('slack:T1', 'q1')).toBeUndefined();
      expect(await stand.other.quiz.asked('local', 'q3')).toBeUndefined();
    });
    it('are asked once under an id', async () => {
      await ask();
      await expect(ask({ seed: 8 })).rejects.toThrow();
      expect((await stand.store.quiz.asked('local', 'q1'))?.seed).toBe(7);
    });
    it('of schedules stand open in their channel, newest first, at most 100', async () => {
      await ask();
      await ask({ id: 'q2', askedAt: 20 });
      await ask({ id: 'q3', askedAt: 30, origin: 'command' });
      await ask({ id: 'q4', askedAt: 40, place: { ...place, channel: 'd' } });
      await ask({ id: 'q5', askedAt: 50, place: { ...place, workspace: 'slack:T1' } });
      await ask({ id: 'q6', askedAt: 60, place: { ...place, platform: 'discord' } });
      await ask({ id: 'q7', askedAt: 70, closedAt: 71 });
      expect((await stand.other.quiz.open(place)).map(({ id }) => id)).toEqual(['q2', 'q1']);
      for (let n = 0; n < 110; n += 1) await ask({ id: `r${n}`, askedAt: 100 + n });
      const open = await stand.other.quiz.open(place);
      expect([open.length, open[0]?.id, open[99]?.id]).toEqual([100, 'r109', 'r10']);
    });
    it('are to be ended when a schedule asked them long ago, or their end was not told, oldest first, at most 100', async () => {
      await ask({ askedAt: 20 });
      await ask({ id: 'q2', askedAt: 10, place: { ...place, workspace: 'slack:T1' } });
      await ask({ id: 'q3', askedAt: 5, origin: 'command' });
      await ask({ id: 'q4', askedAt: 5, closedAt: 6 });
      await ask({ id: 'q5', askedAt: 5, closedAt: 6, origin: 'command' });
      await ask({ id: 'q6', askedAt: 5, closedAt: 6, place: { ...place, workspace: 'slack:T2' } });
      await stand.store.quiz.told('q6');
      const { quiz } = stand.other;
      const ending = async (before: number) => (await quiz.ending('local', before)).map(({ id }) => id);
      expect([await ending(20), await ending(19)]).toEqual([['q4', 'q1'], ['q4']]);
      expect(await quiz.endingIn(20)).toEqual(['local', 'slack:T1']);
      expect((await quiz.untold('q4'))?.id).toBe('q4');
      await stand.store.quiz.told('q4');
      for (const id of ['q1', 'q4', 'q5', 'q9']) expect(await quiz.untold(id)).toBeUndefined();
      expect([await ending(19), await quiz.endingIn(19)]).toEqual([[], ['slack:T1']]);
      for (let n = 0; n < 110; n += 1) await ask({ id: `r${n}`, askedAt: 100 + n });
      const all = await ending(1_000);
      expect([all.length, all[0], all[99]]).toEqual([100, 'q1', 'r98']);
    });
    it('of everyone are found by the newest, where others read along', async () => {
      const newest = async (since: number) => (await stand.other.quiz.newest('local', since))?.id;
      expect(await newest(0)).toBeUndefined();
      await ask();
      await ask({ id: 'q2', askedAt: 6, origin: 'command', closedAt: 7 });
      expect(await newest(0)).toBe('q2');
      await ask({ id: 'q3', askedAt: 7, origin: 'command', place: { ...place, platform: 'terminal' } });
      await ask({ id: 'q4', askedAt: 8, origin: 'review' });
      await ask({ id: 'q5', askedAt: 9, origin: 'practice' });
      await ask({ id: 'q6', askedAt: 10, place: { ...place, workspace: 'slack:T1' } });
      expect([await newest(6), await newest(7)]).toEqual(['q2', undefined]);
    });
    it('of everyone that are open in a channel are found by the newest', async () => {
      const open = async (here: Place = place) => (await stand.other.quiz.newestOpen(here))?.id;
      expect(await open()).toBeUndefined();
      await ask({ id: 'q1', askedAt: 5, userId: 'u-asks' });
      await ask({ id: 'q2', askedAt: 6, origin: 'command' });
      await ask({ id: 'q3', askedAt: 7, origin: 'practice' });
      await ask({ id: 'q4', askedAt: 8, closedAt: 9 });
      await ask({ id: 'q5', askedAt: 9, place: { ...place, channel: 'd' } });
      expect([await open(), await open({ ...place, channel: 'd' })]).toEqual(['q2', 'q5']);
      await stand.store.quiz.close('q2', 10);
      expect(await stand.other.quiz.newestOpen(place)).toMatchObject({ id: 'q1', userId: 'u-asks' });
      await stand.store.people.forget(place.workspace, 'u-asks');
      expect(await stand.other.quiz.newestOpen(place)).toMatchObject({ id: 'q1', userId: '' });
    });
    it('are closed by one of all who do so, and stay as that one left them', async () => {
      await ask();
      const told = await atOnce(10, stand, ({ quiz }, index) => quiz.close('q1', 10 + index));
      expect(tally(told)).toEqual({ closed: 1, 'was-closed': 9 });
      const closedAt = 10 + told.indexOf('closed');
      expect(await stand.store.quiz.asked('local', 'q1')).toEqual({ ...ASKED, closedAt });
      expect(await stand.store.quiz.close('q9', 1)).toBe('was-closed');
    });
    it('keep the id of their message', async () => {
      await ask();
      await stand.store.quiz.posted('q1', 'm7');
      await stand.store.quiz.posted('q9', 'm9');
      expect(await stand.other.quiz.asked('local', 'q1')).toEqual({ ...ASKED, message: 'm7' });
    });
    it('are counted by channel, without reviews', async () => {
      await ask();
      await ask({ id: 'q2', askedAt: 20, origin: 'practice' });
      await ask({ id: 'q3', askedAt: 30, origin: 'review' });
      await ask({ id: 'q4', askedAt: 40, place: { ...place, channel: 'd' } });
      await ask({ id: 'q5', askedAt: 3, questionId: 'other' });
      const history = await stand.other.quiz.history(place);
      expect(history.toSorted((a, b) => b.count - a.count)).toEqual([
        { questionId: 'confirmation-1', count: 2, lastAt: 20 },
        { questionId: 'other', count: 1, lastAt: 3 },
      ]);
    });
  });

  describe('answers', () => {
    it('are the first of each person, in the order in which they came', async () => {
      await ask();
      expect(await give({ userId: 'u2', userName: 'Ben', answeredAt: 9 })).toEqual({ kind: 'first' });
      expect(await give()).toEqual({ kind: 'first' });
      expect(await give({ answer: 'A', verdict: 'right' })).toEqual({ kind: 'before', answer: ANSWER });
      expect((await answers()).map(({ userId }) => userId)).toEqual(['u1', 'u2']);
      expect(await answers('q9')).toEqual([]);
    });
    it('of one person at once are one', async () => {
      await ask();
      const told = await atOnce(12, stand, ({ quiz }, index) =>
        quiz.answer({ ...ANSWER, answer: `${index}` }),
      );
      expect(tally(told.map(({ kind }) => kind))).toEqual({ first: 1, before: 11 });
      const winner = String(told.findIndex(({ kind }) => kind === 'first'));
      const before = told.flatMap((each) => (each.kind === 'before' ? [each.answer.answer] : []));
      expect(new Set(before)).toEqual(new Set([winner]));
      expect(await answers()).toEqual([{ ...ANSWER, answer: winner }]);
    });
    it('of many people at once are all kept', async () => {
      await ask();
      const told = await atOnce(40, stand, ({ quiz }, index) =>
        quiz.answer({ ...ANSWER, userId: `p${index}` }),
      );
      expect(tally(told.map(({ kind }) => kind))).toEqual({ first: 40 });
      expect(await answers()).toHaveLength(40);
    });
    it('come to an open question only', async () => {
      await ask();
      await give();
      await stand.other.quiz.close('q1', 7);
      expect(await give({ userId: 'u2' })).toEqual({ kind: 'closed' });
      expect(await give()).toEqual({ kind: 'closed' });
      expect(await stand.store.quiz.change(ANSWER)).toBe('moved');
      expect(await give({ askedId: 'q9' })).toEqual({ kind: 'closed' });
      expect(await answers()).toEqual([ANSWER]);
    });
    it('that were counted are those that are there when the question is closed', async () => {
      await ask();
      const after: { answers?: number } = {};
      const told = await atOnce(21, stand, async ({ quiz }, index) => {
        if (index !== 10) return (await quiz.answer({ ...ANSWER, userId: `p${index}` })).kind;
        await quiz.close('q1', 7);
        after.answers = (await quiz.answers('q1')).length;
        return 'close';
      });
      expect(after.answers).toBe(tally(told)['first'] ?? 0);
    });
    it('change once for each time that they were seen', async () => {
      await ask();
      await give();
      expect(await stand.store.quiz.change({ ...ANSWER, answer: 'A', verdict: 'right' })).toBe('changed');
      expect(await stand.other.quiz.change({ ...ANSWER, answer: 'C' })).toBe('moved');
      expect(await answers()).toEqual([{ ...ANSWER, answer: 'A', verdict: 'right', changes: 1 }]);
      expect(await stand.store.quiz.change({ ...ANSWER, userId: 'u2' })).toBe('moved');
      const told = await atOnce(10, stand, ({ quiz }, index) =>
        quiz.change({ ...ANSWER, answer: `${index}`, changes: 1 }),
      );
      expect(tally(told)).toEqual({ changed: 1, moved: 9 });
      const [kept] = await answers();
      expect(kept).toEqual({ ...ANSWER, answer: String(told.indexOf('changed')), changes: 2 });
    });
    it('in own words are rated once, and corrected after that', async () => {
      await ask();
      await give({ verdict: 'unrated' });
      await give({ userId: 'u2', verdict: 'right' });
      await stand.store.quiz.close('q1', 9);
      const told = await atOnce(8, stand, ({ quiz }, index) =>
        quiz.rate('q1', 'u1', index % 3 === 0 ? 'self-right' : 'self-wrong'),
      );
      expect(tally(told)).toEqual({ rated: 1, corrected: 7 });
      expect(await stand.store.quiz.rate('q1', 'u1', 'self-right')).toBe('corrected');
      expect((await answers())[0]).toEqual({ ...ANSWER, verdict: 'self-right', changes: 9 });
      expect(await stand.store.quiz.rate('q1', 'u2', 'self-right')).toBe('none');
      expect(await stand.store.quiz.rate('q1', 'u3', 'self-right')).toBe('none');
      expect(await stand.store.quiz.rate('q9', 'u1', 'self-right')).toBe('none');
    });
    it('move a card with them, or are not kept at all', async () => {
      const card = { workspace: 'local', userId: 'u1', questionId: 'x', dueAt: 5, state: '{"n":1}' };
      const later = { ...card, dueAt: 9, state: '{"n":2}' };
      const cardNow = () => stand.other.cards.get('local', 'u1', 'x');
      await ask();
      await ask({ id: 'q2' });
      const { quiz } = stand.store;
      const own = { ...ANSWER, verdict: 'unrated' } as const;
      expect(await quiz.answer(own, { card, seen: later })).toEqual({ kind: 'moved' });
      expect([await answers(), await cardNow()]).toEqual([[], undefined]);
      expect(await quiz.answer(own, { card, seen: undefined })).toEqual({ kind: 'first' });
      expect(await cardNow()).toEqual(card);
      // A second answer is none, and moves nothing.
      expect(await quiz.answer(own, { card: later, seen: card })).toMatchObject({ kind: 'before' });
      expect(await quiz.rate('q1', 'u1', 'self-right', { card: later, seen: undefined })).toBe('moved');
      expect([(await answers())[0]?.verdict, await cardNow()]).toEqual(['unrated', card]);
      expect(await quiz.rate('q1', 'u1', 'self-right', { card: later, seen: card })).toBe('rated');
      expect(await quiz.rate('q1', 'u1', 'self-wrong', { card, seen: later })).toBe('corrected');
      expect([(await answers())[0]?.verdict, await cardNow()]).toEqual(['self-wrong', later]);
    });
    it('that count make the scores: of a workspace, since a time, of one person', async () => {
      await ask();
      await ask({ id: 'q2', place: { ...place, workspace: 'slack:T1' } });
      await give({ answeredAt: 30 });
      await give({ userId: 'u2', answeredAt: 20, verdict: 'self-right' });
      await give({ userId: 'u3', answeredAt: 10, verdict: 'unrated' });
      await give({ askedId: 'q2', answeredAt: 40 });
      const scored = async (since: number, userId?: string) =>
        (await stand.other.quiz.scored('local', since, userId)).map((each) => each.userId);
      expect([await scored(0), await scored(20), await scored(21)]).toEqual([
        ['u2', 'u1'],
        ['u2', 'u1'],
        ['u1'],
      ]);
      expect([await scored(0, 'u1'), await scored(0, 'u3')]).toEqual([['u1'], []]);
      expect(await stand.other.quiz.scored('local', 0, 'u1')).toEqual([
        { ...ANSWER, answeredAt: 30, questionId: 'confirmation-1', topic: 'confirmation' },
      ]);
    });
  });
}
