/** What the store keeps of decks, as a port: those of a workspace, what they replaced, and what waits for a decision. */

/** A deck of questions that a teacher has imported into a workspace. */
export type StoredDeck = {
  readonly workspace: string;
  readonly name: string;
  readonly yaml: string;
  /** Who imported it; empty if that is not known (any more). */
  readonly userId: string;
  readonly userName: string;
  /** Milliseconds since the epoch; with the name it tells people one version from another. */
  readonly importedAt: number;
};

/** A version of a deck, by what tells it from another. */
export type DeckVersion = Pick<StoredDeck, 'name' | 'importedAt'>;

/** What is noted of a change in the step that makes it, so that it is told the same when it is done again. */
export type Effect = { readonly key: string | undefined; readonly outcome: string };

/** A deck that was sent and is not taken yet. */
export type DeckDraft = StoredDeck & { readonly id: string };

export interface DeckStore {
  /** By name. */
  list(workspace: string): Promise<readonly StoredDeck[]>;
  /** Rises with every change of a workspace's decks, and when somebody who brought one is forgotten; 0 for none.
   * Whoever is to decide by decks, drafts or earlier versions reads it before them. */
  revision(workspace: string): Promise<number>;
  /**
   * Puts a deck in the place of the one of its name, if any, which is kept as the earlier version. `moved`: a deck of
   * the workspace was put or removed after `revision`, and nothing was done.
   */
  put(deck: StoredDeck, revision: number, effect?: Effect): Promise<'put' | 'moved'>;
  /** What was noted when a deck was put under this key; undefined if none was. */
  putBefore(key: string): Promise<string | undefined>;
  /**
   * Removes a deck, which is kept for a day as the earlier version of its name, and tells which; undefined: there was
   * none.
   * @param key names the removal: done again under it, it is told as the first time
   */
  remove(workspace: string, name: string, now: number, key?: string): Promise<DeckVersion | undefined>;
  /** The version that was last replaced or removed; those of a workspace's 20 newest names are kept. */
  earlier(workspace: string, name: string): Promise<StoredDeck | undefined>;
  /**
   * Keeps a draft, once for its id; of the workspace's others the 4 newest stay, and of all those sent after `since`.
   * @param key names what is done: nothing is kept if its person was forgotten since
   */
  offer(draft: DeckDraft, since: number, key?: string): Promise<void>;
  offered(workspace: string, id: string): Promise<DeckDraft | undefined>;
  withdraw(workspace: string, id: string): Promise<void>;
}
