/** A workspace's questions: the built-in decks and those that its teachers have imported. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Bank, createBank } from '../quiz/bank.ts';
import { writeDeck } from '../quiz/deck.ts';
import { deckName } from '../quiz/deck-name.ts';
import type { Deck } from '../quiz/question.ts';
import type { DeckReader } from '../quiz/reader.ts';
import type { DeckStore } from '../store/decks.ts';
import { unknownDeck } from './deck-errors.ts';
import { createIntake, type Intake } from './intake.ts';
import { createShelf, type Shelved } from './shelf.ts';

export type Decks = Intake & {
  /** Resolves when the built-in decks are there. @throws UserError naming file, line and field of a malformed one */
  ready(): Promise<void>;
  /** The questions of all decks that can be read. */
  bank(workspace: string): Promise<Bank>;
  /** Imported decks, by name, with those that cannot be read. */
  imported(workspace: string): Promise<readonly Shelved[]>;
  /** A deck as YAML, imported (as it is kept, readable or not) or built in. @throws UserError if there is none. */
  export(workspace: string, name: string): Promise<{ readonly name: string; readonly yaml: string }>;
};

type Parts = {
  /** Reads the built-in decks; called once, when they are first wanted. */
  load(): Promise<readonly Deck[]>;
  readonly store: DeckStore;
  readonly reader: DeckReader;
  readonly clock: Clock;
  readonly log: Log;
  /** @throws UserError for a command line that a deck may not offer as an experiment */
  checkExperiment(line: string): void;
};

export function createDecks(parts: Parts): Decks {
  const { load, store, reader, log } = parts;
  let loaded: Promise<{ readonly decks: readonly Deck[]; readonly bank: Bank }> | undefined;
  const builtIn = () => {
    loaded ??= load().then((decks) => ({ decks, bank: createBank(decks) }));
    return loaded;
  };
  const shelf = createShelf(store, reader, log);
  /** Banks of the workspaces that have decks of their own, and what they were made from. */
  const banks = new Map<string, { readonly from: readonly string[]; readonly bank: Bank }>();

  return {
    ...createIntake({ ...parts, shelf, builtIn: async () => (await builtIn()).decks }),
    async ready() {
      await builtIn();
    },
    imported: (workspace) => shelf.decks(workspace),
    async bank(workspace) {
      const [shelved, standard] = await Promise.all([shelf.decks(workspace), builtIn()]);
      const readable = shelved.filter((each) => each.kind === 'readable');
      if (readable.length === 0) {
        banks.delete(workspace);
        return standard.bank;
      }
      const from = readable.map(({ stored }) => stored.yaml);
      const kept = banks.get(workspace);
      if (kept?.from.length === from.length && from.every((yaml, i) => yaml === kept.from[i])) {
        return kept.bank;
      }
      const bank = createBank([...standard.decks, ...readable.map(({ deck }) => deck)]);
      banks.set(workspace, { from, bank });
      return bank;
    },
    async export(workspace, written) {
      const [shelved, { decks }] = await Promise.all([shelf.decks(workspace), builtIn()]);
      const { name } = deckName(written);
      const own = shelved.find(({ stored }) => stored.name === name);
      if (own !== undefined) return { name, yaml: own.stored.yaml };
      const deck = decks.find((each) => each.name === name);
      if (deck !== undefined) return { name, yaml: writeDeck(deck) };
      throw unknownDeck(name, [
        ...decks.map((each) => each.name),
        ...shelved.map(({ stored }) => stored.name),
      ]);
    },
  };
}
