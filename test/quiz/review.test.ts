/** Cards of spaced repetition: the scheduler's own, as plain data, over a store and back. */
import fc from 'fast-check';
import { createEmptyCard, fsrs, type Grade, Rating } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { firstReview, type Recall, readCard, recallOf, review, writeCard } from '../../src/quiz/review.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.parse('2026-11-24T00:00:00Z');

const RECALLS = ['again', 'good'] as const satisfies readonly Recall[];
const GRADES: Readonly<Record<Recall, Grade>> = { again: Rating.Again, good: Rating.Good };

describe('a card', () => {
  it.each(RECALLS)('moves as the scheduler says, time after time: %s', (recall) => {
    const oracle = fsrs({ request_retention: 0.9, maximum_interval: 365, enable_fuzz: false });
    let theirs = createEmptyCard(new Date(NOW));
    let ours: ReturnType<typeof firstReview> | undefined;
    for (let n = 0, now = NOW; n < 6; n += 1) {
      theirs = oracle.next(theirs, new Date(now), GRADES[recall]).card;
      ours = ours === undefined ? firstReview(recall, now) : review(ours, recall, now);
      expect(ours).toEqual({ ...theirs, due: theirs.due.getTime(), last_review: now });
      now = ours.due + DAY;
    }
  });
  it('comes again in about a year at the latest', () => {
    let card = firstReview('good', NOW);
    for (let n = 0; n < 20; n += 1) card = review(card, 'good', card.due);
    // What is known comes at least a day after what is hard, whose longest pause is 365 days.
    expect(card.scheduled_days).toBeGreaterThanOrEqual(365);
    expect(card.scheduled_days).toBeLessThan(370);
  });
  it('comes within minutes at first', () => {
    expect(firstReview('again', NOW).due - NOW).toBe(60_000);
    expect(firstReview('good', NOW).due - NOW).toBe(10 * 60_000);
  });
  it('comes later for who knew it after a long while', () => {
    const card = review(firstReview('good', NOW), 'good', NOW + 10 * 60_000);
    const pause = (at: number) => review(card, 'good', at).due - at;
    expect(pause(card.due + 30 * DAY)).toBeGreaterThan(pause(card.due));
  });
  it('comes at growing intervals while it is known, and soon again once it is not', () => {
    let card = firstReview('good', NOW);
    let last = card.due - NOW;
    for (let n = 0; n < 5; n += 1) {
      const at = card.due;
      card = review(card, 'good', at);
      expect(card.due - at).toBeGreaterThan(last);
      last = card.due - at;
    }
    expect(last).toBeGreaterThan(20 * DAY);
    const forgotten = review(card, 'again', card.due);
    expect(forgotten.due - card.due).toBeLessThan(DAY);
    expect(forgotten.lapses).toBe(1);
  });
  it('comes sooner after a slip, and the same for the same', () => {
    const dueAfter = (recall: Recall) => review(firstReview('good', NOW), recall, NOW + DAY).due;
    expect(dueAfter('again')).toBeLessThan(dueAfter('good'));
    expect(dueAfter('good')).toBe(dueAfter('good'));
  });
  it('comes back from the store as it was, and goes on alike', () => {
    const recalls = fc.array(fc.constantFrom(...RECALLS), { maxLength: 12 });
    fc.assert(
      fc.property(recalls, (list) => {
        const card = list.reduce(
          (each, recall) => review(each, recall, each.due + DAY),
          firstReview('good', NOW),
        );
        const kept = readCard(writeCard(card));
        expect(kept).toEqual(card);
        if (kept !== undefined)
          expect(review(kept, 'good', card.due)).toEqual(review(card, 'good', card.due));
      }),
      { numRuns: 50 },
    );
  });
  it.each(['', '{', 'null', '[]', '{"due":1}', JSON.stringify({ ...firstReview('good', NOW), state: 4 })])(
    'is none where the store has %j',
    (text) => {
      expect(readCard(text)).toBeUndefined();
    },
  );
  it('of another kind is none: a field too many, too few, or of another type', () => {
    const card = firstReview('good', NOW);
    for (const key of Object.keys(card))
      expect(readCard(JSON.stringify({ ...card, [key]: undefined }))).toBeUndefined();
    expect(readCard(JSON.stringify({ ...card, more: 1 }))).toBeUndefined();
    expect(readCard(JSON.stringify({ ...card, due: '1' }))).toBeUndefined();
  });
});

it('a verdict stands for a recall, whoever gave it', () => {
  const verdicts = ['right', 'self-right', 'wrong', 'self-wrong'] as const;
  expect(verdicts.map(recallOf)).toEqual(['good', 'good', 'again', 'again']);
});
