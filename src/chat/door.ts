/** What the playground keeps to know whom it has let in: the port of its store. */

/** A link that lets one browser in. */
export type Invite = {
  /** Follows from the secret in the link, and does not tell it. */
  readonly id: string;
  readonly workspace: string;
  /** When it was made, and from when on it lets nobody in; ms since 1970. */
  readonly at: number;
  readonly until: number;
};

export interface Door {
  /**
   * The key by which sessions and passes are signed. There is one, the same ever after and for all who open the store.
   * @param fresh becomes it if there is none yet
   */
  key(fresh: string): Promise<string>;
  /** Keeps a link. What was used or is too old by then is forgotten. @param most `full`: so many are open already */
  invite(invite: Invite, most: number): Promise<'kept' | 'full'>;
  /** How many links of a workspace are open. */
  invitesOpen(workspace: string, now: number): Promise<number>;
  /** Uses a link, which nobody can do again. `gone`: it was used, is too old, or there was none. */
  admit(workspace: string, id: string, now: number): Promise<'admitted' | 'gone'>;
}
