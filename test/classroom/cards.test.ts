/** What a learner has to see again, and when. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstReview, recallOf, review } from '../../src/quiz/review.ts';
import type { Counting } from '../../src/store/port.ts';
import { AKI, BEN, DAY, openRoom, type Room } from './room.ts';

let room: Room;
const learn = async (verdict: Counting) => {
  const { card, seen } = await room.cards.learned(AKI, 'a1', verdict);
  await room.store.cards.put(card, seen);
};
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

it('an answer makes a card, and the next one moves it on from where it was', async () => {
  const start = room.time.now;
  await learn('right');
  const first = firstReview('good', start);
  expect(await room.cards.nextAt(AKI)).toBe(first.due);
  room.time.now += 3 * DAY;
  await learn('right');
  const second = review(first, 'good', room.time.now);
  expect(await room.cards.nextAt(AKI)).toBe(second.due);
  expect(second.due).not.toBe(firstReview('good', room.time.now).due);
});

it.each(['right', 'self-right', 'wrong', 'self-wrong'] as const)(
  'an answer %s counts as such',
  async (verdict) => {
    await learn(verdict);
    expect(await room.cards.nextAt(AKI)).toBe(firstReview(recallOf(verdict), room.time.now).due);
    expect(recallOf(verdict)).toBe(verdict.endsWith('right') ? 'good' : 'again');
  },
);

it('a card that cannot be read is a new one', async () => {
  await room.store.cards.put({ ...AKI, questionId: 'a1', dueAt: 1, state: '{"due":1}' }, undefined);
  await learn('wrong');
  expect(await room.cards.nextAt(AKI)).toBe(firstReview('again', room.time.now).due);
});

it('what is due comes longest overdue first, from its very moment, to its learner alone', async () => {
  const put = (questionId: string, dueAt: number, who = AKI) =>
    room.store.cards.put(
      { workspace: who.workspace, userId: who.userId, questionId, dueAt, state: '' },
      undefined,
    );
  const { now } = room.time;
  expect([await room.cards.due(AKI), await room.cards.nextAt(AKI)]).toEqual([[], undefined]);
  await put('late', now - 5);
  await put('now', now);
  await put('later', now + 1);
  await put('longest', now - 9);
  await put('other', now - 9, BEN);
  await put('elsewhere', now - 9, { ...AKI, workspace: 'elsewhere' });
  expect(await room.cards.due(AKI)).toEqual(['longest', 'late', 'now']);
  expect(await room.cards.nextAt(AKI)).toBe(now - 9);
  room.time.now += 1;
  expect(await room.cards.due(AKI)).toEqual(['longest', 'late', 'now', 'later']);
});
