/** How decks come and go: taken in whole or not at all, and none is lost for another of the same name. */
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import { writeDeck } from '../quiz/deck.ts';
import type { DeckFile, ReadFile } from '../quiz/deck-file.ts';
import { besides, nameBeside } from '../quiz/deck-name.ts';
import type { Deck } from '../quiz/question.ts';
import type { DeckReader } from '../quiz/reader.ts';
import type { DeckDraft, DeckStore, StoredDeck } from '../store/decks.ts';
import { ownersOf, refuseClaims } from './clash.ts';
import { changedMeanwhile, draftGone, earlierGone, namesTaken, tooMany, unreadable } from './deck-errors.ts';
import type { Shelf, Shelved } from './shelf.ts';

/** What became of a file. */
export type Taken =
  | { readonly kind: 'imported'; readonly deck: Deck }
  /** The very same was there already. */
  | { readonly kind: 'same'; readonly deck: Deck }
  /** Another deck has its name: nothing is changed, and the file waits as `draft` until its teacher decides. */
  | {
      readonly kind: 'name-taken';
      readonly deck: Deck;
      readonly draft: string;
      readonly standing: Shelved;
      /** The name that it would have beside the other. */
      readonly beside: string;
    };

/** What became of a decision. */
export type Decided = {
  readonly deck: Deck;
  /** What it took the place of, which is kept until the next takes its own. */
  readonly over: Shelved | undefined;
  /** Questions that got another name because theirs was taken. */
  readonly renamed: number;
};

/** Who imports a deck. */
type Importer = { readonly userId: string; readonly userName: string };

export type Intake = {
  /** @param file `called`: the name that the deck is to have. @throws UserError naming line and field */
  import(workspace: string, file: DeckFile, by: Importer): Promise<Taken>;
  /**
   * Puts a draft in the place of the version that was imported at `over`.
   * @throws UserError if the draft is gone or something else stands there by now
   */
  replace(workspace: string, draft: string, over: number): Promise<Decided>;
  /** Puts a draft beside the deck that has its name. @throws UserError if the draft is gone, or decks are too many */
  keepBoth(workspace: string, draft: string): Promise<Decided>;
  /** Brings back what was imported at `importedAt` and replaced or removed since. @throws UserError if it is gone */
  undo(workspace: string, name: string, importedAt: number): Promise<Decided>;
  /** Removes a deck, which can be brought back by `undo`; undefined if there is none. */
  remove(workspace: string, name: string): Promise<StoredDeck | undefined>;
};

type Parts = {
  readonly shelf: Shelf;
  readonly store: DeckStore;
  readonly reader: DeckReader;
  readonly clock: Clock;
  builtIn(): Promise<readonly Deck[]>;
  newId(): string;
  checkExperiment(line: string): void;
};

/** Decks that a workspace may import. */
const MOST = 20;
/** How long a file waits for its teacher to decide. */
const DRAFT_MS = 24 * 3_600_000;

export function createIntake(parts: Parts): Intake {
  const { shelf, store, reader, clock, builtIn, newId, checkExperiment } = parts;

  /** Keeps a deck by what is read after this: what another process changes from now on makes it refuse. */
  async function putter(workspace: string) {
    const revision = await store.revision(workspace);
    return async (deck: StoredDeck) => {
      if ((await store.put(deck, revision)) === 'moved') throw changedMeanwhile();
    };
  }

  /** The workspace's imported decks, and all readable ones but that of a name. */
  async function around(workspace: string, name: string) {
    const [shelved, standard] = await Promise.all([shelf.decks(workspace), builtIn()]);
    const readable = shelved.flatMap((each) => (each.kind === 'readable' ? [each.deck] : []));
    return {
      shelved,
      standing: shelved.find(({ stored }) => stored.name === name),
      others: [...standard, ...readable.filter((deck) => deck.name !== name)],
      names: [...standard.map((deck) => deck.name), ...shelved.map(({ stored }) => stored.name)],
    };
  }

  async function draftOf(workspace: string, id: string): Promise<{ draft: DeckDraft; deck: Deck }> {
    const draft = await store.offered(workspace, id);
    if (draft === undefined || draft.importedAt <= clock.now() - DRAFT_MS) throw draftGone();
    return { draft, deck: await readKept(draft) };
  }

  async function readKept({ name, yaml }: StoredDeck): Promise<Deck> {
    const reading = await reader.kept(name, yaml);
    if (reading.kind === 'fault') throw unreadable(reading.words);
    return reading.deck;
  }

  /** One change of a workspace's decks after another: each is checked against those that the last one left. */
  const turns = new Map<string, Promise<unknown>>();
  function inTurn<T>(workspace: string, work: () => Promise<T>): Promise<T> {
    const mine = (turns.get(workspace) ?? Promise.resolve()).then(work);
    const done = mine
      .catch(() => undefined)
      .then(() => {
        if (turns.get(workspace) === done) turns.delete(workspace);
      });
    turns.set(workspace, done);
    return mine;
  }

  async function take(workspace: string, read: ReadFile, { userId, userName }: Importer): Promise<Taken> {
    const { deck, yaml } = read;
    const put = await putter(workspace);
    const { shelved, standing, others, names } = await around(workspace, deck.name);
    if (standing?.kind === 'readable' && isDeepStrictEqual(standing.deck, deck)) {
      return { kind: 'same', deck };
    }
    refuseClaims(read, others, checkExperiment);
    const stored = { workspace, name: deck.name, yaml, userId, userName, importedAt: clock.now() };
    if (standing !== undefined) {
      const draft = newId();
      await store.offer({ ...stored, id: draft }, clock.now() - DRAFT_MS);
      return { kind: 'name-taken', deck, draft, standing, beside: nameBeside(deck.name, names) };
    }
    if (shelved.length >= MOST) throw tooMany(MOST);
    await put(stored);
    return { kind: 'imported', deck };
  }

  const intake: Intake = {
    async import(workspace, file, by) {
      const read = await reader.file(file);
      return inTurn(workspace, () => take(workspace, read, by));
    },
    async replace(workspace, id, over) {
      const put = await putter(workspace);
      const { draft, deck } = await draftOf(workspace, id);
      const { standing, others } = await around(workspace, deck.name);
      if (standing?.stored.importedAt !== over) throw changedMeanwhile();
      refuseNames(deck, others);
      await put({ ...draft, importedAt: clock.now() });
      await store.withdraw(workspace, id);
      return { deck, over: standing, renamed: 0 };
    },
    async keepBoth(workspace, id) {
      const put = await putter(workspace);
      const { draft, deck: sent } = await draftOf(workspace, id);
      const { shelved, names, others, standing } = await around(workspace, sent.name);
      if (shelved.length >= MOST) throw tooMany(MOST);
      const all = standing?.kind === 'readable' ? [...others, standing.deck] : others;
      const owners = ownersOf(all);
      const deck = besides(sent, nameBeside(sent.name, names), new Set(owners.keys()));
      const yaml = writeDeck(deck);
      // The new names may be longer than the old ones: read before it is kept, as every deck.
      const stored = { ...draft, name: deck.name, yaml, importedAt: clock.now() };
      await readKept(stored);
      await put(stored);
      await store.withdraw(workspace, id);
      return { deck, over: undefined, renamed: sent.questions.filter(({ id }) => owners.has(id)).length };
    },
    async undo(workspace, name, importedAt) {
      const put = await putter(workspace);
      const earlier = await store.earlier(workspace, name);
      if (earlier === undefined || earlier.importedAt !== importedAt) throw earlierGone();
      const deck = await readKept(earlier);
      const { shelved, standing, others } = await around(workspace, name);
      if (standing === undefined && shelved.length >= MOST) throw tooMany(MOST);
      refuseNames(deck, others);
      await put(earlier);
      return { deck, over: standing, renamed: 0 };
    },
    remove: (workspace, name) => store.remove(workspace, name),
  };
  return {
    import: intake.import,
    replace: (workspace, ...how) => inTurn(workspace, () => intake.replace(workspace, ...how)),
    keepBoth: (workspace, ...how) => inTurn(workspace, () => intake.keepBoth(workspace, ...how)),
    undo: (workspace, ...how) => inTurn(workspace, () => intake.undo(workspace, ...how)),
    remove: (workspace, ...how) => inTurn(workspace, () => intake.remove(workspace, ...how)),
  };
}

/** @throws UserError if another deck has a question of the same name */
function refuseNames(deck: Deck, others: readonly Deck[]): void {
  const owners = ownersOf(others);
  const taken = deck.questions.find(({ id }) => owners.has(id));
  if (taken !== undefined) throw namesTaken(taken.id, owners.get(taken.id) ?? '');
}
