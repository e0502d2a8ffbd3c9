/** All questions that can be asked, written and generated, by id and topic. */
import type { Words } from '../chat/locale.ts';
import type { Generator } from './generate/generator.ts';
import { GENERATORS } from './generate/generators.ts';
import { type Posed, pose } from './pose.ts';
import type { Deck, Question } from './question.ts';
import { TOPICS } from './topic.ts';

export type Bank = {
  /**
   * The question with its options in the order of the seed; a generated one with the seed's numbers.
   * Undefined if there is no such question (any more).
   */
  get(id: string, seed: number): Posed | undefined;
  /** Ids of a topic, or of all; a topic or question id that is unknown gives none. */
  ids(topic?: string): readonly string[];
  topicOf(id: string): string | undefined;
  /** Ids of each deck's questions, one or more, by its name; what is generated belongs to none. */
  readonly decks: ReadonlyMap<string, readonly string[]>;
  /** Topics that have questions, in the order of the course, a teacher's own after them. */
  readonly topics: readonly { readonly topic: string; readonly words: Words; readonly count: number }[];
};

type Source = Question | Generator;

/**
 * @param decks written questions; an id that occurs twice is taken from the first deck that has it
 * @param generators made from seeds; the built-in ones if not given
 */
export function createBank(decks: readonly Deck[], generators: readonly Generator[] = GENERATORS): Bank {
  const sources = new Map<string, Source>();
  for (const source of [...decks.flatMap((deck) => deck.questions), ...generators]) {
    if (!sources.has(source.id)) sources.set(source.id, source);
  }
  // Built-in titles last, and of the decks' the first deck's: the later entry of a name counts.
  const titles = new Map<string, Words>(
    [...decks.map((deck) => deck.topics).reverse(), TOPICS].flatMap((each) => Object.entries(each)),
  );
  // A deck's question whose id another has taken is not asked.
  const ownOf = ({ questions }: Deck) => questions.filter((each) => sources.get(each.id) === each);
  // Of two decks of one name a teacher's is meant, which comes after the built-in ones.
  const byDeck = new Map(
    decks
      .map((deck) => [deck.name, ownOf(deck).map(({ id }) => id)] as const)
      .filter(([, ids]) => ids.length > 0),
  );
  const byTopic = new Map<string, string[]>([...Object.keys(TOPICS)].map((topic) => [topic, []]));
  for (const { id, topic } of sources.values()) {
    const ids = byTopic.get(topic);
    if (ids === undefined) byTopic.set(topic, [id]);
    else ids.push(id);
  }
  const topics = [...byTopic]
    .filter(([, ids]) => ids.length > 0)
    .map(([topic, ids]) => ({
      topic,
      words: titles.get(topic) ?? { ja: topic, en: topic },
      count: ids.length,
    }));
  return {
    get(id, seed) {
      const source = sources.get(id);
      if (source === undefined) return undefined;
      return pose('make' in source ? source.make(seed) : source, seed);
    },
    ids: (topic) => (topic === undefined ? [...sources.keys()] : (byTopic.get(topic) ?? [])),
    topicOf: (id) => sources.get(id)?.topic,
    decks: byDeck,
    topics,
  };
}
