/** The two ports between the bot and a platform: what a platform does, and what it is given. */
import type { Invocation, Place, PlatformName } from './invocation.ts';
import type { Locale } from './locale.ts';
import type { Audience, Form, Reply } from './reply.ts';
import type { CommandShape } from './shape.ts';

/** A message that was posted, so that it can be edited later, also after a restart. */
export type Posted = Place & { readonly message: string };

/** A way to reach people. */
export interface Platform {
  readonly name: PlatformName;
  /** Connects. Throws a StartError with one clear sentence if it cannot (bad token, port taken). */
  start(): Promise<void>;
  /** Ends all connections properly, within 5 seconds. */
  stop(): Promise<void>;
  /** Posts without being asked (the daily quiz). Throws if the place is gone. */
  post(place: Place, reply: Reply): Promise<Posted>;
  /** Replaces an earlier post. */
  edit(posted: Posted, reply: Reply): Promise<void>;
}

/** The bot as platforms see it. */
export interface Bot {
  /** Every command, for registration, completion and help. */
  readonly commands: readonly CommandShape[];
  /**
   * Answers an invocation: any number of `progress` replies, then one `final` or `error`. Never throws:
   * mistakes and bugs are replies too. The platform sends the first and edits the later ones into it.
   */
  handle(invocation: Invocation): AsyncGenerator<Reply, void, undefined>;
  /** Whether the answer is for the channel or the caller alone, known before it is: for acknowledgements. */
  audience(invocation: Invocation): Audience;
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
