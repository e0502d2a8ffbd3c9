/** How decks come and go: taken in whole or not at all, and none is lost for another of the same name. */
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import { writeDeck } from '../quiz/deck.ts';
import type { DeckFile, ReadFile } from '../quiz/deck-file.ts';
import { besides, nameBeside } from '../quiz/deck-name.ts';
import type { Deck } from '../quiz/question.ts';
import type { DeckReader } from '../quiz/reader.ts';
import type { DeckDraft, DeckStore, DeckVersion, StoredDeck } from '../store/decks.ts';
import { ownersOf, refuseClaims } from './clash.ts';
import { type Decided, formerOf, readDecided, type ToldDeck, told } from './decided.ts';
import { changedMeanwhile, draftGone, earlierGone, namesTaken, tooMany, unreadable } from './deck-errors.ts';
import type { Shelf, Shelved } from './shelf.ts';

/** What became of a file. */
export type Taken =
  | { readonly kind: 'imported'; readonly deck: ToldDeck }
  /** The very same was there already. */
  | { readonly kind: 'same'; readonly deck: ToldDeck }
  /** Another deck has its name: nothing is changed, and the file waits as `draft` until its teacher decides. */
  | {
      readonly kind: 'name-taken';
      readonly deck: ToldDeck;
      readonly draft: string;
      readonly standing: Shelved;
      /** The name that it would have beside the other. */
      readonly beside: string;
    };

/** Who imports a deck. */
type Importer = { readonly userId: string; readonly userName: string };

/** Each takes the `key` of the act: done again under it, what came of it the first time is told. */
export type Intake = {
  /**
   * @param file `called`: the name that the deck is to have
   * @param act `draft`: the id of the file if it has to wait, which cannot be guessed
   * @throws UserError naming line and field
   */
  import(
    workspace: string,
    file: DeckFile,
    by: Importer,
    act: { readonly draft: string; readonly key?: string },
  ): Promise<Taken>;
  /**
   * Puts a draft in the place of the version that was imported at `over`.
   * @throws UserError if the draft is gone or something else stands there by now
   */
  replace(workspace: string, draft: string, over: number, key?: string): Promise<Decided>;
  /** Puts a draft beside the deck that has its name. @throws UserError if the draft is gone, or decks are too many */
  keepBoth(workspace: string, draft: string, key?: string): Promise<Decided>;
  /** Brings back what was imported at `importedAt` and replaced or removed since. @throws UserError if it is gone */
  undo(workspace: string, name: string, importedAt: number, key?: string): Promise<Decided>;
  /** Removes a deck, which can be brought back by `undo`; undefined if there is none. */
  remove(workspace: string, name: string, key?: string): Promise<DeckVersion | undefined>;
};

type Parts = {
  readonly shelf: Shelf;
  readonly store: DeckStore;
  readonly reader: DeckReader;
  readonly clock: Clock;
  builtIn(): Promise<readonly Deck[]>;
  checkExperiment(line: string): void;
};

/** Decks that a workspace may import. */
const MOST = 20;
/** How long a file waits for its teacher to decide. */
const DRAFT_MS = 24 * 3_600_000;

export function createIntake(parts: Parts): Intake {
  const { shelf, store, reader, clock, builtIn, checkExperiment } = parts;

  /** Keeps a deck by what is read after this: what another process changes from now on makes it refuse. */
  async function putter(workspace: string, key: string | undefined) {
    const revision = await store.revision(workspace);
    return async (deck: StoredDeck, done: Decided) => {
      const put = await store.put(deck, revision, { key, outcome: JSON.stringify(done) });
      if (put === 'moved') throw changedMeanwhile();
      return done;
    };
  }

  /** What came of an act that was done before. */
  async function before(key: string | undefined): Promise<Decided | undefined> {
    return key === undefined ? undefined : readDecided(await store.putBefore(key));
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

  async function readKept({ workspace, name, yaml }: StoredDeck): Promise<Deck> {
    const reading = await reader.kept(workspace, name, yaml);
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

  async function take(
    workspace: string,
    read: ReadFile,
    { userId, userName }: Importer,
    { draft, key }: { readonly draft: string; readonly key?: string },
  ): Promise<Taken> {
    const { deck, yaml } = read;
    const done = await before(key);
    if (done !== undefined) return { kind: 'imported', deck: done.deck };
    const put = await putter(workspace, key);
    const { shelved, standing, others, names } = await around(workspace, deck.name);
    if (standing?.kind === 'readable' && isDeepStrictEqual(standing.deck, deck)) {
      return { kind: 'same', deck: told(deck) };
    }
    refuseClaims(read, others, checkExperiment);
    const stored = { workspace, name: deck.name, yaml, userId, userName, importedAt: clock.now() };
    if (standing !== undefined) {
      await store.offer({ ...stored, id: draft }, clock.now() - DRAFT_MS, key);
      return { kind: 'name-taken', deck: told(deck), draft, standing, beside: nameBeside(deck.name, names) };
    }
    if (shelved.length >= MOST) throw tooMany(MOST);
    const imported = await put(stored, { deck: told(deck), over: null, renamed: 0 });
    return { kind: 'imported', deck: imported.deck };
  }

  const decisions = {
    async replace(workspace: string, id: string, over: number, key: string | undefined) {
      const put = await putter(workspace, key);
      const { draft, deck } = await draftOf(workspace, id);
      const { standing, others } = await around(workspace, deck.name);
      if (standing?.stored.importedAt !== over) throw changedMeanwhile();
      refuseNames(deck, others);
      const done = { deck: told(deck), over: formerOf(standing), renamed: 0 };
      await put({ ...draft, importedAt: clock.now() }, done);
      await store.withdraw(workspace, id);
      return done;
    },
    async keepBoth(workspace: string, id: string, key: string | undefined) {
      const put = await putter(workspace, key);
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
      const renamed = sent.questions.filter(({ id }) => owners.has(id)).length;
      const done = await put(stored, { deck: told(deck), over: null, renamed });
      await store.withdraw(workspace, id);
      return done;
    },
    async undo(workspace: string, name: string, importedAt: number, key: string | undefined) {
      const put = await putter(workspace, key);
      const earlier = await store.earlier(workspace, name);
      if (earlier === undefined || earlier.importedAt !== importedAt) throw earlierGone();
      const deck = await readKept(earlier);
      const { shelved, standing, others } = await around(workspace, name);
      if (standing === undefined && shelved.length >= MOST) throw tooMany(MOST);
      refuseNames(deck, others);
      const over = standing === undefined ? null : formerOf(standing);
      return put(earlier, { deck: told(deck), over, renamed: 0 });
    },
  };

  /** A decision in its turn, once for its key. */
  function decide(workspace: string, key: string | undefined, work: () => Promise<Decided>) {
    return inTurn(workspace, async () => (await before(key)) ?? work());
  }

  return {
    async import(workspace, file, by, act) {
      const read = await reader.file(file, { workspace, person: by.userId });
      return inTurn(workspace, () => take(workspace, read, by, act));
    },
    replace: (workspace, draft, over, key) =>
      decide(workspace, key, () => decisions.replace(workspace, draft, over, key)),
    keepBoth: (workspace, draft, key) =>
      decide(workspace, key, () => decisions.keepBoth(workspace, draft, key)),
    undo: (workspace, name, importedAt, key) =>
      decide(workspace, key, () => decisions.undo(workspace, name, importedAt, key)),
    remove: (workspace, name, key) =>
      inTurn(workspace, () => store.remove(workspace, name, clock.now(), key)),
  };
}

/** @throws UserError if another deck has a question of the same name */
function refuseNames(deck: Deck, others: readonly Deck[]): void {
  const owners = ownersOf(others);
  const taken = deck.questions.find(({ id }) => owners.has(id));
  if (taken !== undefined) throw namesTaken(taken.id, owners.get(taken.id) ?? '');
}
