/** What becomes of a teacher's decision on decks, as it is told, and as it is noted to be told again after a crash. */
import { z } from 'zod';
import type { Deck } from '../quiz/question.ts';
import type { Shelved } from './shelf.ts';

const toldDeck = z.object({ name: z.string(), questions: z.number() });
const former = z.object({ name: z.string(), importedAt: z.number(), questions: z.number().nullable() });
const decided = z.object({ deck: toldDeck, over: former.nullable(), renamed: z.number() });

/** A deck by its name, and how many questions it has. */
export type ToldDeck = Readonly<z.infer<typeof toldDeck>>;

/** A version that another took the place of; `questions` is null if it could not be read. */
export type Former = Readonly<z.infer<typeof former>>;

/**
 * What became of a decision. `over`: what it took the place of, which is kept until the next takes its own.
 * `renamed`: questions that got another name because theirs was taken.
 */
export type Decided = {
  readonly deck: ToldDeck;
  readonly over: Former | null;
  readonly renamed: number;
};

export function told({ name, questions }: Deck): ToldDeck {
  return { name, questions: questions.length };
}

export function formerOf(shelved: Shelved): Former {
  const { name, importedAt } = shelved.stored;
  return { name, importedAt, questions: shelved.kind === 'readable' ? shelved.deck.questions.length : null };
}

/** @param outcome as `JSON.stringify` wrote a `Decided`; undefined if none is noted, or not by a version like this */
export function readDecided(outcome: string | undefined): Decided | undefined {
  return outcome === undefined ? undefined : decided.safeParse(JSON.parse(outcome)).data;
}
