/** When a question comes again: sooner what was not known, later and later what was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstReview, readCard, recallOf, review, writeCard } from '../../src/quiz/review.ts';

describe('a review', () => {
  const day = 86_400_000;
  const now = Date.UTC(2024, 0, 1);

  it('comes sooner after a wrong answer than after a right one', () => {
    const again = firstReview('again', now);
    const good = firstReview('good', now);
    expect(again.due).toBeLessThan(good.due);
    expect(again.due).toBeGreaterThan(now);
  });

  it('comes within minutes at first', () => {
    expect(firstReview('again', now).due - now).toBe(60_000);
    expect(firstReview('good', now).due - now).toBe(10 * 60_000);
  });

  it('comes at growing intervals while it is known, and soon again once it is not', () => {
    let card = firstReview('good', now);
    let last = card.due - now;
    for (let i = 0; i < 5; i++) {
      const at = card.due;
      card = review(card, 'good', at);
      expect(card.due - at).toBeGreaterThan(last);
      last = card.due - at;
    }
    expect(last).toBeGreaterThan(20 * day);
    const forgotten = review(card, 'again', card.due);
    expect(forgotten.due - card.due).toBeLessThan(day);
    expect(forgotten.lapses).toBe(1);
  });

  it('comes at least once a year, however well it is known', () => {
    let card = firstReview('good', now);
    for (let i = 0; i < 20; i++) {
      const at = card.due;
      card = review(card, 'good', at);
      expect(card.due - at).toBeLessThanOrEqual(366 * day);
    }
    expect(card.due - (card.last_review ?? 0)).toBeGreaterThanOrEqual(365 * day);
  });

  it('counts the days since the last answer: to know it after a long while says more', () => {
    const card = review(firstReview('good', now), 'good', now + 10 * 60_000);
    const pause = (at: number) => review(card, 'good', at).due - at;
    expect(pause(card.due + 30 * day)).toBeGreaterThan(pause(card.due));
    expect(review(card, 'good', card.due).last_review).toBe(card.due);
  });

  it('can go on from a card that was never answered', () => {
    const fresh = { ...firstReview('good', now), last_review: null, state: 0, reps: 0 } as const;
    const { due, reps, last_review } = review(fresh, 'again', now);
    expect([due - now, reps, last_review]).toEqual([60_000, 1, now]);
  });

  it('is plain data: kept as text and read back to the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('again', 'good'), { maxLength: 12 }), (recalls) => {
        let card = firstReview('good', now);
        for (const recall of recalls) card = review(card, recall, card.due + day);
        const kept = readCard(writeCard(card));
        expect(kept).toEqual(card);
        if (kept !== undefined)
          expect(review(kept, 'good', card.due)).toEqual(review(card, 'good', card.due));
      }),
      { numRuns: 50 },
    );
  });

  it('starts anew where the text is no card', () => {
    const whole = firstReview('good', now);
    const without = Object.keys(whole).map((key) => JSON.stringify({ ...whole, [key]: undefined }));
    const other = [
      { ...whole, state: 4 },
      { ...whole, due: '2024-01-01' },
      { ...whole, extra: 1 },
    ].map((card) => JSON.stringify(card));
    for (const text of ['', '{', 'null', '[]', ...without, ...other])
      expect([text, readCard(text)]).toEqual([text, undefined]);
  });

  it('takes a verdict for a recall', () => {
    expect([recallOf('right'), recallOf('self-right'), recallOf('wrong'), recallOf('self-wrong')]).toEqual([
      'good',
      'good',
      'again',
      'again',
    ]);
  });
});
