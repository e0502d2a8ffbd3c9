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

  it('is plain data: kept as text and read back to the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('again', 'hard', 'good', 'easy'), { maxLength: 12 }),
        (recalls) => {
          let card = firstReview('good', now);
          for (const recall of recalls) card = review(card, recall, card.due + day);
          const kept = readCard(writeCard(card));
          expect(kept).toEqual(card);
          if (kept !== undefined)
            expect(review(kept, 'good', card.due)).toEqual(review(card, 'good', card.due));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('starts anew where the text is no card', () => {
    for (const text of ['', '{', 'null', '{"due": 1}', '[]']) expect(readCard(text)).toBeUndefined();
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
