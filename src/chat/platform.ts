/** The two ports between the bot and a platform: what a platform does, and what it is given. */
import type { Caller, Invocation, Place, PlatformName } from './invocation.ts';
import type { Locale, Words } from './locale.ts';
import type { Audience, Form, Reply } from './reply.ts';
import type { CommandShape } from './shape.ts';

/** A message that was posted, so that it can be edited later, also after a restart. */
export type Posted = Place & { readonly message: string };

/** Names a post, so that it is made once, however often it is tried. */
export type PostKey = {
  /** Unique among all posts. */
  readonly key: string;
  /** When it was tried first, at the earliest; ms since 1970-01-01T00:00Z. */
  readonly since: number;
  /** `unknown`: it may be there already, by a try that was cut off or whose answer was lost. */
  readonly past: 'none' | 'unknown';
};

/** A person of a workspace, to be written to in private. */
export type Addressee = Pick<Place, 'platform' | 'workspace'> & { readonly userId: string };

/** Hears that the bot was removed from a workspace; one that is merely away for a while is not. Never rejects. */
export type Removed = (workspace: string) => Promise<void>;

/** Hears that a workspace has the bot, perhaps again. Never rejects. */
export type Added = (workspace: string) => Promise<void>;

/**
 * Compares the workspaces that are known of a platform with those that have the bot: what was removed or added while
 * nobody could hear it is noted. A workspace that is merely away for a while has it. Never rejects.
 */
export type Compare = (stands: (workspace: string) => 'has' | 'has-not' | 'unknown') => Promise<void>;

/**
 * A way to reach people. What every platform promises, each tested over all of them by its number
 * (`test/platforms/contract`). The terminal, which is one person's own, promises it too, but for what needs others (4),
 * takes back what is printed (5, 7), or posts (10); it ends as its bot does (9, 11).
 *
 * 1. What a person does is acknowledged in the platform's time, however long the answer takes, and the bot hears it as
 *    it was done: who, where, in which language, each sign of what was typed.
 * 2. Progress stands in the message that becomes the answer. Of what comes too fast the newest is shown, and none after
 *    the end.
 * 3. An answer has one end, which always comes: what went before it, failed or waits, gives way to it.
 * 4. What is for the caller is seen by the caller alone, also where others saw the progress; it never replaces what
 *    others see.
 * 5. A press brings the whole id of its button. A reply with the target `pressed` takes the place of the message that
 *    was pressed, where messages can be replaced.
 * 6. A button's form opens at once and comes back with its values: each sign of a text, each byte of a file, and its
 *    name. What a form does not take is told in words, reaches no bot, and costs nothing that was typed beside it,
 *    where the platform can keep it.
 * 7. A picture comes with its bytes and, in words, what it shows. The next state of a message has the next pictures.
 * 8. Markup is shown as markup, and escaped text sign for sign, in both languages. A text of 1,900 characters is whole;
 *    what is beyond a platform's own limits is cut, visibly, and never refused.
 * 9. What went wrong is told in words: a reply of kind `error` as the bot wrote it, and an answer that ends without one
 *    by a sentence with a reference, which the log names.
 * 10. A post is seen by all, and edited in place, also by a later process. A place that is gone or closed is a
 *    PlaceError that says what to do; nothing is posted in its stead. A private word is read by its person alone.
 * 11. A stop lets answers come that are nearly ready; afterwards nothing is shown any more. What was acknowledged and is
 *    not told goes on after the next start, in the message that showed its progress, and so it does after a crash.
 */
/** Something that the bot may not do in a place. */
export type Lack = {
  /** As the platform calls it where it is given: a permission, a scope, or what to type there. */
  readonly name: Words;
  /** What does not work for want of it. */
  readonly breaks: Words;
};

/** How a platform stands to a place. */
export type Checkup = {
  readonly lacks: readonly Lack[];
  /** How long the platform takes to answer, in ms; null where it is not known, or there is nobody to ask. */
  readonly latencyMs: number | null;
};

export interface Platform {
  readonly name: PlatformName;
  /** Connects. Throws a StartError with one clear sentence if it cannot (bad token, port taken). */
  start(): Promise<void>;
  /** Ends all connections properly, within 5 seconds. */
  stop(): Promise<void>;
  /**
   * Posts without being asked (the daily quiz). Throws a PlaceError if the place is gone or closed to the bot.
   * @param as what was posted under the same key is not posted again; left out, it is posted each time
   */
  post(place: Place, reply: Reply, as?: PostKey): Promise<Posted>;
  /** Replaces an earlier post. Throws a PlaceError if that is gone. */
  edit(posted: Posted, reply: Reply): Promise<void>;
  /**
   * What the bot lacks in a place.
   * @param calls whether posts there are to call a group
   */
  examine(place: Place, calls: 'somebody' | 'nobody'): Promise<Checkup>;
  /** Writes to a person in private, without being asked. Rejects if the person cannot be written to. */
  tell(person: Addressee, reply: Reply): Promise<void>;
}

/** The bot as platforms see it. */
export interface Bot {
  /** Every command, for registration, completion and help. */
  readonly commands: readonly CommandShape[];
  /**
   * Answers an invocation: any number of `progress` replies, then one `final` or `error`. Never throws:
   * mistakes and bugs are replies too. The platform sends the first and edits the later ones into it.
   * @param errand names what is done (`errand.ts`): handled again after a crash, the same is done and nothing twice.
   * Left out, it is done once, and what it draws is drawn by chance.
   */
  handle(invocation: Invocation, errand?: string): AsyncGenerator<Reply, void, undefined>;
  /** Whether the answer is for the channel or the caller alone, known before it is: for acknowledgements. */
  audience(invocation: Invocation): Audience;
  /** The language that the caller has chosen, or else the channel's, or the platform's: for what opens before an answer. */
  languageOf(caller: Caller): Promise<Locale>;
  /** The form that a button opens, or undefined if it is simply pressed. Answers at once. */
  form(id: string, locale: Locale): Form | undefined;
}

/** A platform could not start; `message` is one sentence for the person at the terminal, without secrets. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}
