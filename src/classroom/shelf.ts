/** The decks that a workspace has imported, each read once; one that cannot be read stands in nobody's way. */
import type { Words } from '../chat/locale.ts';
import type { Log } from '../log.ts';
import type { Deck } from '../quiz/question.ts';
import type { DeckReader, KeptReading } from '../quiz/reader.ts';
import type { DeckStore, StoredDeck } from '../store/decks.ts';

/** A deck as it is kept, and as it is read: or why it cannot be (made by another version, damaged, too large). */
export type Shelved = { readonly stored: StoredDeck } & (
  | { readonly kind: 'readable'; readonly deck: Deck }
  | { readonly kind: 'unreadable'; readonly why: Words }
);

export type Shelf = {
  /** By name. */
  decks(workspace: string): Promise<readonly Shelved[]>;
};

export function createShelf(store: Pick<DeckStore, 'list'>, reader: DeckReader, log: Log): Shelf {
  /** By workspace and name; what stands there is told by its text, for another process may have replaced it. */
  const kept = new Map<string, ReadonlyMap<string, { yaml: string; reading: Promise<KeptReading> }>>();

  async function read({ workspace, name, yaml }: StoredDeck): Promise<KeptReading> {
    const reading = await reader.kept(workspace, name, yaml);
    if (reading.kind === 'fault') {
      log.warn({ workspace, deck: name, reason: reading.words.en }, 'an imported deck cannot be read');
    }
    return reading;
  }

  return {
    async decks(workspace) {
      const stored = await store.list(workspace);
      const before = kept.get(workspace);
      const now = new Map(
        stored.map((deck) => {
          const { name, yaml } = deck;
          const old = before?.get(name);
          return [name, old?.yaml === yaml ? old : { yaml, reading: read(deck) }] as const;
        }),
      );
      if (now.size === 0) kept.delete(workspace);
      else kept.set(workspace, now);
      try {
        return await Promise.all(
          stored.map(async (deck) => shelved(deck, await (now.get(deck.name)?.reading ?? read(deck)))),
        );
      } catch (error) {
        // Too many were waiting: the next who asks tries again.
        kept.delete(workspace);
        throw error;
      }
    },
  };
}

function shelved(stored: StoredDeck, reading: KeptReading): Shelved {
  if (reading.kind === 'fault') {
    // The first line names the first fault; what an importer is told to do comes below it.
    const first = (text: string) => text.split('\n', 1).join('');
    return {
      kind: 'unreadable',
      stored,
      why: { en: first(reading.words.en), ja: first(reading.words.ja) },
    };
  }
  return { kind: 'readable', stored, deck: { ...reading.deck, name: stored.name } };
}
