/**
 * Answers that were promised, kept until they are told: the port of their store. A platform that has acknowledged what
 * a person did, and cannot answer at once, keeps an errand, and works it off, also after a crash.
 */
import type { Invocation, PlatformName } from './invocation.ts';
import type { Reply } from './reply.ts';

export type Errand = {
  /**
   * Unique among all. What a command draws (ids, seeds) follows from it: done again after a crash, it does the same.
   */
  readonly id: string;
  readonly invocation: Invocation;
  /** When the person did it, in ms since 1970. */
  readonly at: number;
  /** Where the answer goes, as its platform writes it down; it may hold a token. */
  readonly address: string;
  /** The end of the answer, once there is one: it is told again, and nothing is done again. */
  readonly reply: Reply | null;
  /** How often it was begun by now, this time included. */
  readonly tries: number;
};

/** An end that could not be told where it was asked for: it waits for its owner. */
export type Letter = { readonly id: string; readonly at: number; readonly reply: Reply };

/** Whom a letter is for. */
export type Owner = { readonly platform: PlatformName; readonly workspace: string; readonly userId: string };

export interface Errands {
  /** Keeps a new one. `known`: there is one of this id. */
  keep(errand: Omit<Errand, 'reply' | 'tries'>): Promise<'kept' | 'known'>;
  /** Notes that the answer has another place by now. */
  moved(id: string, address: string): Promise<void>;
  /** Notes the end of the answer, before it is told. */
  ended(id: string, reply: Reply): Promise<void>;
  /**
   * The answer was told, or nobody is left to be told: all that was kept of it is erased, but its id for an hour. What
   * comes once more by then is known: a platform repeats what it was not seen to acknowledge, also after a crash.
   */
  told(id: string): Promise<void>;
  /**
   * Its place is gone: the end, which was noted before, waits for its owner, and its address is erased. What
   * was asked 30 days before it is forgotten.
   */
  wait(id: string): Promise<void>;
  /**
   * Notes that its owner wants it ended, for whoever does it again after a crash.
   * @returns `gone` if there is none, or its end is noted
   */
  cancel(id: string, owner: Owner): Promise<'noted' | 'not-yours' | 'gone'>;
  /** Whether that was noted. */
  isCancelled(id: string): Promise<boolean>;
  /**
   * Nobody can be told of it, since its address cannot be read: it is not left any more, its address is erased, and it
   * is forgotten as letters are.
   */
  setAside(id: string): Promise<void>;
  /**
   * Those of a platform that are not told and do not wait, oldest first; each counts as begun once more. One that this
   * program cannot read is passed over, and set aside.
   */
  left(platform: PlatformName): Promise<readonly Errand[]>;
  /** What waits for a person, oldest first, at most 10. */
  letters(owner: Owner): Promise<readonly Letter[]>;
  /**
   * Gives a letter to its owner, and again whenever they ask for it, until it is forgotten: nobody knows whether it was
   * seen. It does not wait any more. Undefined if there is none of theirs.
   */
  read(id: string, owner: Owner): Promise<Letter | undefined>;
}
