/**
 * What was said in a conversation of Carrybot's own, the playground's, kept: the port of its store. Where a platform
 * keeps what is said itself, as Discord and Slack do, none is needed.
 */
import type { Locale } from './locale.ts';
import type { Attachment, Reply } from './reply.ts';

/** A file of a message without its bytes. */
export type FileInfo = Omit<Attachment, 'bytes'> & { readonly size: number };

/** What was done to get an answer: who, in which words. */
export type Cause = {
  readonly userId: string;
  readonly userName: string;
  readonly locale: Locale;
  /** `command`: the typed line. `press`: the label of the button. */
  readonly kind: 'command' | 'press';
  readonly text: string;
  /** The sender's own mark for what was sent: the page replaces its "sending…" by the answer. */
  readonly key: string;
};

export type Content =
  | { readonly kind: 'reply'; readonly reply: Omit<Reply, 'files'>; readonly files: readonly FileInfo[] }
  /** Taken back; pages that show it drop it. */
  | { readonly kind: 'removed' };

/** A message as it is put: a new one, or the next state of the one with the same id. */
export type Draft = {
  /** Letters, digits, `-` and `_`; not guessable. */
  readonly id: string;
  readonly channel: string;
  /** When it first appeared, in ms since 1970. */
  readonly at: number;
  /** The only user who may see it; null: everyone. */
  readonly to: string | null;
  /** Null: the bot speaks unasked. */
  readonly cause: Cause | null;
  /** By whose doing it is there, where `cause` does not tell it to those who see it. */
  readonly by?: string | undefined;
  readonly content: Content;
};

/** Plain data, all of it: it can be stored as JSON. */
export type Message = Draft & {
  /** Place in the conversation: rises by every new message, and stays. From 1. */
  readonly order: number;
  /** Number of the last change: rises by every put, over all messages. From 1. */
  readonly version: number;
};

/** Which messages: one channel, as one user may see it. */
export type View = { readonly channel: string; readonly viewer: string };

/** What becomes of messages without being put: people are forgotten, and what is old is deleted. */
export type Forgetting =
  /** The messages with versions after `after` were changed. */
  | { readonly kind: 'changed'; readonly after: number }
  /** Those that first appeared before `before`, in ms since 1970, were deleted. */
  | { readonly kind: 'expired'; readonly before: number };

export interface History {
  /**
   * Other than before when versions start anew or what is old was deleted, so that a page notices that what it knows is
   * gone. Letters, digits.
   */
  epoch(): Promise<string>;
  /**
   * Adds a message, or replaces the one with its id (which keeps its `order`); either way it gets the next
   * `version`. The earlier state's files go, `files` come. Puts come one after another, never two at once.
   * To keep within bounds, the oldest of a person may be forgotten: of who has more than a share of their own, and where
   * all have too much, of who has most. So nobody pushes out what is another's, however much they say.
   * @param errand the answer that it belongs to: nothing of its person is kept if they were forgotten since
   */
  put(draft: Draft, files: readonly Attachment[], errand?: string): Promise<Message>;
  /** The message, whoever may see it. */
  get(id: string): Promise<Message | undefined>;
  /** Bytes of a file of a message. */
  file(id: string, name: string): Promise<Uint8Array | undefined>;
  /** The newest `limit` messages with `order` < `before` that are visible and not removed, by rising order. */
  page(view: View, before: number, limit: number): Promise<readonly Message[]>;
  /** The first `limit` messages with `version` > `after` that are visible, also removed ones, by rising version. */
  since(view: View, after: number, limit: number): Promise<readonly Message[]>;
  /** As `since`, whoever may see them. */
  changes(channel: string, after: number, limit: number): Promise<readonly Message[]>;
  /** Hears of what this process makes it forget, once that is done. */
  watch(hear: (forgetting: Forgetting) => void): void;
  /** Messages whose reply is still of kind `progress`: after a restart nobody will finish them. */
  unfinished(channel: string): Promise<readonly Message[]>;
}

/** Whose a message is: who has caused it, else whom it is for alone. Empty: the bot's own. */
export function ownerOf({ by, cause, to }: Pick<Draft, 'by' | 'cause' | 'to'>): string {
  return by ?? cause?.userId ?? to ?? '';
}

/** Whether a user may see a message. */
export function visible(message: Pick<Message, 'to'>, viewer: string): boolean {
  return message.to === null || message.to === viewer;
}
