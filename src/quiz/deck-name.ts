/** What a deck is called: after its file, or as its teacher wishes. */
import { shownName } from '../chat/name.ts';
import { LONGEST, LONGEST_NAME } from './deck-schema.ts';
import type { Deck, Question } from './question.ts';

/** A name for programs and a title for people. */
export type DeckName = { readonly name: string; readonly title: string };

/** The name made from what people write: `第3回 小テスト` → `第3回-小テスト`. Always the same for the same. */
export function deckName(written: string): DeckName {
  const title = cut(shownName(written, LONGEST.title), LONGEST.title) || 'deck';
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]+/u);
  return { name: shortened(words.filter((word) => word !== '').join('-'), LONGEST_NAME) || 'deck', title };
}

/** The first of `name`, `name-2`, `name-3`, … that is free. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? '' : `-${count}`;
    const tried = `${shortened(name, LONGEST_NAME - ending.length)}${ending}`;
    if (!isTaken(tried)) return tried;
  }
}

/** The name under which a deck can stand beside others. */
export function nameBeside(name: string, names: readonly string[]): string {
  return freeName(name, (tried) => names.includes(tried));
}

/** The deck under another name, each question that has a name of `taken` under a free one as well. */
export function besides(deck: Deck, name: string, taken: ReadonlySet<string>): Deck {
  const used = new Set([...taken, ...deck.questions.map(({ id }) => id)]);
  const questions = deck.questions.map((question): Question => {
    if (!taken.has(question.id)) return question;
    const id = freeName(question.id, (tried) => used.has(tried));
    used.add(id);
    return { ...question, id };
  });
  return { ...deck, name, questions };
}

function shortened(name: string, units: number): string {
  return cut(name, units).replace(/-$/, '');
}

/** At most so many UTF-16 units, and no half of a pair. */
function cut(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
