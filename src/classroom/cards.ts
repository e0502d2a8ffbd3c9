/** What a learner has to see again: every answer that counts moves the question's card. */
import type { Clock } from '../clock.ts';
import { firstReview, readCard, recallOf, review, writeCard } from '../quiz/review.ts';
import type { CardStore, Counting, Learned } from '../store/port.ts';

type Who = { readonly workspace: string; readonly userId: string };

export type Cards = {
  /** What an answer makes of the question's card: to be put with the answer, unless the card has moved. */
  learned(who: Who, questionId: string, verdict: Counting): Promise<Learned>;
  /** Ids of the questions that are due, longest overdue first, at most 100. */
  due(who: Who): Promise<readonly string[]>;
  /** When the next one is due, in milliseconds since the epoch; undefined if there is none at all. */
  nextAt(who: Who): Promise<number | undefined>;
};

export function createCards(cards: CardStore, clock: Clock): Cards {
  return {
    async learned({ workspace, userId }, questionId, verdict) {
      const [now, recall] = [clock.now(), recallOf(verdict)];
      const seen = await cards.get(workspace, userId, questionId);
      const card = seen && readCard(seen.state);
      const next = card === undefined ? firstReview(recall, now) : review(card, recall, now);
      return { card: { workspace, userId, questionId, dueAt: next.due, state: writeCard(next) }, seen };
    },
    async due({ workspace, userId }) {
      return (await cards.due(workspace, userId, clock.now())).map(({ questionId }) => questionId);
    },
    async nextAt({ workspace, userId }) {
      return (await cards.due(workspace, userId, Number.MAX_SAFE_INTEGER))[0]?.dueAt;
    },
  };
}
