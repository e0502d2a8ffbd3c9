/** How a test meets a platform, whichever it is: as people do, who type, press and fill in, and see messages. */
import { expect } from 'vitest';
import type { Errands } from '../../../src/chat/errand.ts';
import type { Invocation, Place } from '../../../src/chat/invocation.ts';
import type { Locale } from '../../../src/chat/locale.ts';
import type { Platform } from '../../../src/chat/platform.ts';
import type { Audience, Form } from '../../../src/chat/reply.ts';
import type { Script } from './bot.ts';

export type Message = {
  /** The words as they are read: marks are taken for marks, escaped signs stand for themselves. */
  readonly text: string;
  /** Labels, in order. */
  readonly buttons: readonly string[];
  /** What was found in places other than the words: the description and the bytes of each picture. */
  readonly pictures: readonly { readonly alt: string; readonly bytes: Uint8Array }[];
};

export type FieldInput = string | { readonly name: string; readonly bytes: Uint8Array };

export type Stand = {
  readonly heard: readonly Invocation[];
  /** Types a command. Resolves when the platform has taken it for acknowledged. @throws if it was not, in its time */
  type(line: string): Promise<void>;
  /** Presses the button with this label, in the newest message that has it. */
  press(label: string): Promise<void>;
  /** Fills in the form that is open, by the ids of its fields, and sends it; a field not named keeps what was typed. */
  fill(fields: Readonly<Record<string, FieldInput>>): Promise<void>;
  /** The words of the form that is open, its title first, and of what is wrong with it. */
  form(): Promise<readonly string[]>;
  /** The messages that are there, oldest first, as the caller or anybody else sees them. */
  seen(by: 'caller' | 'others'): Promise<readonly Message[]>;
  /** What was logged. */
  log(): string;
  /** As the program does when it ends. */
  stop(): Promise<void>;
  /** Starts another on the same data and before the same people, after a stop; not where nothing is kept. */
  startAgain(): Promise<void>;
  /** Where unasked messages are posted; undefined where the platform takes none. */
  readonly posts: { readonly platform: Platform; readonly place: Place } | undefined;
};

export type Setting = {
  readonly script?: Script;
  readonly forms?: Readonly<Record<string, Form>>;
  /** Who will see the answer, by command or button, where not everybody. */
  readonly audiences?: Readonly<Record<string, Audience>>;
  /** The language of the caller; English unless told otherwise. */
  readonly locale?: Locale;
  /** What an earlier process has left. */
  readonly errands?: Errands;
  /** How long a stop waits for answers under way, in ms. */
  readonly graceMs?: number;
};

/** What a platform has and another lacks, for a reason. */
export type Trait =
  /** There is somebody else: the terminal is one person's. */
  | 'others'
  /** A message can be replaced after its answer is complete: paper cannot. */
  | 'replaces'
  /** What a form does not take is said while it stays open: Discord closes it when it is sent. */
  | 'open forms'
  /** It answers for others: the terminal's person runs the bot, and it ends as the program does. */
  | 'serves';

export type Meeting = {
  readonly name: string;
  readonly traits: readonly Trait[];
  /** Opens a stand and connects it; everything of it ends with the test. */
  open(setting: Setting): Promise<Stand>;
};

/** Waits until the caller's newest message says so; gives it. */
export async function newest(stand: Stand, text: string | RegExp): Promise<Message> {
  const expected = typeof text === 'string' ? text : expect.stringMatching(text);
  await expect.poll(async () => (await stand.seen('caller')).at(-1)?.text).toEqual(expected);
  const message = (await stand.seen('caller')).at(-1);
  if (message === undefined) throw new Error('it was there a moment ago');
  return message;
}

/** Waits until exactly these texts are there. */
export async function texts(
  stand: Stand,
  by: 'caller' | 'others',
  expected: readonly unknown[],
): Promise<void> {
  await expect.poll(async () => (await stand.seen(by)).map(({ text }) => text)).toEqual(expected);
}
