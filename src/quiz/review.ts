/** Spaced repetition: when a question is to be seen again. A thin layer on FSRS (ts-fsrs), plain data only. */
import { type Card, createEmptyCard, fsrs, type Grade, Rating } from 'ts-fsrs';
import { z } from 'zod';

/** Chance to still know it at which a question comes again, and the longest pause in days; `good` may take one more. */
const scheduler = fsrs({ request_retention: 0.9, maximum_interval: 365, enable_fuzz: false });

/** How an answer went: not known, or known. */
export type Recall = 'again' | 'good';

const GRADES: Readonly<Record<Recall, Grade>> = { again: Rating.Again, good: Rating.Good };

/** FSRS's card as plain data; times in milliseconds since the epoch. */
const cardSchema = z.strictObject({
  due: z.number(),
  stability: z.number(),
  difficulty: z.number(),
  elapsed_days: z.number(),
  scheduled_days: z.number(),
  learning_steps: z.number(),
  reps: z.number(),
  lapses: z.number(),
  state: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  last_review: z.number(),
});

export type ReviewCard = Readonly<z.infer<typeof cardSchema>>;

/** The card of a question that was just answered for the first time. @param now epoch milliseconds */
export function firstReview(recall: Recall, now: number): ReviewCard {
  return next(createEmptyCard(new Date(now)), recall, now);
}

/** The card after another answer. `due` is when it comes again. */
export function review(card: ReviewCard, recall: Recall, now: number): ReviewCard {
  const { last_review, due, ...rest } = card;
  return next({ ...rest, due: new Date(due), last_review: new Date(last_review) }, recall, now);
}

function next(card: Card, recall: Recall, now: number): ReviewCard {
  const { due, ...rest } = scheduler.next(card, new Date(now), GRADES[recall]).card;
  return { ...rest, due: due.getTime(), last_review: now };
}

/** The recall that a verdict stands for. */
export function recallOf(verdict: 'right' | 'wrong' | 'self-right' | 'self-wrong'): Recall {
  return verdict === 'right' || verdict === 'self-right' ? 'good' : 'again';
}

/** A card as text for the store. */
export function writeCard(card: ReviewCard): string {
  return JSON.stringify(card);
}

/** A card from the store; undefined if it is none, so that the question is new again. */
export function readCard(text: string): ReviewCard | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const result = cardSchema.safeParse(data);
  return result.success ? result.data : undefined;
}
