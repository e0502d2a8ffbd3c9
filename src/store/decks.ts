/** What the store keeps of decks, as a port: those of a workspace, what they replaced, and what waits for a decision. */

/** A deck of questions that a teacher has imported into a workspace. */
export type StoredDeck = {
  readonly workspace: string;
  readonly name: string;
  readonly yaml: string;
  /** Who imported it; empty if that is not known (any more). */
  readonly userId: string;
  readonly userName: string;
  /** Milliseconds since the epoch; with the name it tells one version from another. */
  readonly importedAt: number;
};

/** A deck that was sent and is not taken yet. */
export type DeckDraft = StoredDeck & { readonly id: string };

export interface DeckStore {
  /** By name. */
  list(workspace: string): Promise<readonly StoredDeck[]>;
  /**
   * Puts a deck in the place of the version that was imported at `over`, which is kept as the earlier one; null: where
   * there is none of its name. `moved`: something else stands there by now, and nothing was changed.
   */
  put(deck: StoredDeck, over: number | null): Promise<'put' | 'moved'>;
  /** Removes a deck, which is kept as the earlier version of its name. */
  remove(workspace: string, name: string): Promise<'removed' | 'unknown'>;
  /** The version that was last replaced or removed; those of a workspace's 20 newest names are kept. */
  earlier(workspace: string, name: string): Promise<StoredDeck | undefined>;
  /** Keeps a draft; of the workspace's others the 4 newest stay, and of all those sent after `since`. */
  offer(draft: DeckDraft, since: number): Promise<void>;
  offered(workspace: string, id: string): Promise<DeckDraft | undefined>;
  withdraw(workspace: string, id: string): Promise<void>;
}
