/** Which question comes next in a channel. */
import { UserError } from '../chat/error.ts';
import type { Place } from '../chat/invocation.ts';
import { closest, code } from '../chat/wording.ts';
import type { Clock } from '../clock.ts';
import type { Bank } from '../quiz/bank.ts';
import { deckName } from '../quiz/deck-name.ts';
import { pickNext, topicWeight } from '../quiz/pick.ts';
import { sharesBy } from '../quiz/tally.ts';
import type { QuizStore } from '../store/port.ts';
import { unknownDeck } from './deck-errors.ts';

/** What a question is to be about: a topic or one question, by its name, or all that a deck has; undefined = anything. */
export type About = string | { readonly deck: string } | undefined;

/**
 * The id of the question to ask next: the one that `about` names, or one of its topic or deck (of all, if undefined):
 * none again before the others had their turn, and rather of the topics that the group gets wrong.
 * @param seed of the choice among what is equal
 * @throws UserError if there is no such topic, question or deck.
 */
export type Chooser = (bank: Bank, place: Place, about: About, seed: () => number) => Promise<string>;

/** How far back it matters what the group got wrong. */
const MEMORY_MS = 30 * 24 * 3_600_000;

export function createChooser(quiz: QuizStore, clock: Clock): Chooser {
  return async (bank, place, about, seed) => {
    const ids = idsOf(about, bank);
    const [only, ...others] = ids;
    if (only !== undefined && others.length === 0) return only;
    const [history, recent] = [
      await quiz.history(place),
      await quiz.scored(place.workspace, clock.now() - MEMORY_MS),
    ];
    const shares = sharesBy(recent, ({ topic }) => topic);
    const weight = (id: string) => topicWeight(shares.get(bank.topicOf(id) ?? '') ?? { right: 0, wrong: 0 });
    const chosen = pickNext({ ids, history, weight }, seed());
    if (chosen === undefined) throw unknownTopic('', bank, []);
    return chosen;
  };
}

function idsOf(about: About, bank: Bank): readonly string[] {
  if (about === undefined) return bank.ids();
  if (typeof about === 'object') return bank.decks.get(deckOf(about.deck, bank)) ?? [];
  const name = nameOf(about, bank);
  return bank.topicOf(name) === undefined ? bank.ids(name) : [name];
}

/**
 * The name of the deck that people mean.
 * @throws UserError if there is none that can be read; it lists the decks, and names what is written nearly so.
 */
export function deckOf(written: string, bank: Bank): string {
  const { name } = deckName(written);
  if (!bank.decks.has(name)) throw unknownDeck(written, [...bank.decks.keys()]);
  return name;
}

/**
 * The topic or the question that people mean: by its name, or a topic by its title in either language.
 * @param also other words that may have been meant
 * @throws UserError if there is none; it lists the topics, and names what is written nearly so.
 */
export function nameOf(written: string, bank: Bank, also: readonly string[] = []): string {
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  const wanted = plain(written);
  if (bank.topicOf(wanted) !== undefined) return wanted;
  const found = bank.topics.find(({ topic, words }) =>
    [topic, words.en, words.ja].map(plain).includes(wanted),
  );
  if (found === undefined) throw unknownTopic(written, bank, also);
  return found.topic;
}

function unknownTopic(about: string, bank: Bank, also: readonly string[]): UserError {
  const names = bank.topics.map(({ topic }) => topic);
  const near = closest(about, [...names, ...bank.ids(), ...also]);
  const list = names.map(code);
  return new UserError({
    en: `There is no topic or question ${code(about)}.${near === undefined ? '' : ` Did you mean ${code(near)}?`} The topics are ${list.join(', ')}.`,
    ja: `${code(about)} という分野や問題はありません。${near === undefined ? '' : `${code(near)} のことですか? `}分野は ${list.join('、')} です。`,
  });
}
