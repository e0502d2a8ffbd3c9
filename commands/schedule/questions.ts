/** Which questions a schedule posts: of any topic, of one, or of one deck. */
import { UserError } from '../../src/chat/error.ts';
import { deckOf, nameOf } from '../../src/classroom/choose.ts';
import type { Bank } from '../../src/quiz/bank.ts';
import type { Task } from '../../src/store/schedules.ts';

export type QuizTask = Extract<Task, { kind: 'quiz' | 'deck' }>;

/** What is given of it. */
export type Wanted = {
  /** One of those that the bot lists. */
  readonly topic: string | undefined;
  /** A topic of an imported deck, which goes before `topic`. */
  readonly imported: string | undefined;
  readonly deck: string | undefined;
};

/** Takes back a topic or a deck that was chosen. */
export const ANY = 'any';

const OF_ANY: QuizTask = { kind: 'quiz', topic: null };

/**
 * What is asked; undefined if nothing of it is given.
 * @throws UserError if there is no such topic or deck, or both are given
 */
export function questionsOf({ topic, imported, deck }: Wanted, bank: Bank): QuizTask | undefined {
  const about = imported ?? topic;
  const isAny = deck === ANY && !bank.decks.has(ANY);
  if (deck !== undefined && !isAny) {
    if (about !== undefined) throw both();
    return { kind: 'deck', deck: deckOf(deck, bank) };
  }
  if (about === undefined) return isAny ? OF_ANY : undefined;
  return about === ANY && imported === undefined ? OF_ANY : { kind: 'quiz', topic: nameOf(about, bank) };
}

function both(): UserError {
  return new UserError({
    en: 'Give either `topic` or `deck`: a deck is asked with all its topics.',
    ja: '`topic` と `deck` はどちらか一方だけ指定してください。`deck` を指定すると、その問題集の全分野から出題します。',
  });
}
