/** What there is in the test server's workspace: users, channels, messages, files, open modals, broken rules. */
import { EventEmitter, once } from 'node:events';
import type { Block, View } from './blocks.ts';

export const TEAM = 'T0CARRYBOT';
export const APP = 'A0CARRYBOT';
export const BOT_USER = 'U0CARRYBOT';
export const BOT_ID = 'B0CARRYBOT';

export const USERS = {
  U0ANA00001: { name: 'ana', display: 'Ana', locale: 'en-US', tz: 'America/New_York' },
  U0KENJI001: { name: 'kenji', display: '健二', locale: 'ja-JP', tz: 'Asia/Tokyo' },
} as const;
/** Besides them there are as many others as are wanted. */
export type UserId = keyof typeof USERS | `U0P${number}`;

type Profile = {
  readonly name: string;
  readonly display: string;
  readonly locale: string;
  readonly tz: string;
};

/** What Slack knows of a user; undefined if there is none of that id. */
export function profileOf(id: string): Profile | undefined {
  const named: Readonly<Record<string, Profile>> = USERS;
  const number = /^U0P(\d+)$/.exec(id)?.[1];
  if (number === undefined) return named[id];
  return { name: `p${number}`, display: `P${number}`, locale: 'en-US', tz: 'UTC' };
}
export const ANA: UserId = 'U0ANA00001';
export const KENJI: UserId = 'U0KENJI001';
/** Who has made all channels. */
export const CREATOR: UserId = 'U0P1';
/** Whether somebody is an admin of the workspace. */
export const isAdmin = (user: string) => user === ANA;

/** `private` channels and `people` (two users' direct messages) are closed to who is no member. */
export type Channel = { readonly kind: 'public' | 'private' | 'direct' | 'people'; readonly hasBot: boolean };
export const GENERAL = 'C0GENERAL1';
export const LOUNGE = 'C0LOUNGE01';
export const SECRET = 'C0SECRET01';
export const PEOPLE = 'D0PEOPLE01';

export type Stored = {
  readonly channel: string;
  readonly ts: string;
  /** The user who alone sees it, or undefined. */
  readonly onlyFor: string | undefined;
  readonly thread: string | undefined;
  /** A message that a file came in. */
  readonly file: string | undefined;
  /** What the bot has marked it with. */
  readonly metadata?: unknown;
  text: string;
  blocks: readonly Block[];
  edits: number;
  /** When it was posted and edited, in ms since 1970. */
  readonly times: number[];
  /** Whether the bot was not told that it is there: the answer to its request was lost. */
  isUnknown?: boolean;
};

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly alt: string;
  bytes: Uint8Array | undefined;
  /** When an image block may show it, in ms since 1970. */
  readyAt: number;
};

export type OpenModal = {
  readonly id: string;
  readonly user: string;
  readonly view: View;
  errors: Readonly<Record<string, string>>;
};

/** One call that the bot made. */
export type Call = {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
};

export class World {
  readonly channels = new Map<string, Channel>([
    [GENERAL, { kind: 'public', hasBot: true }],
    [LOUNGE, { kind: 'public', hasBot: false }],
    [SECRET, { kind: 'private', hasBot: false }],
    [PEOPLE, { kind: 'people', hasBot: false }],
  ]);
  readonly messages: Stored[] = [];
  readonly files = new Map<string, StoredFile>();
  readonly modals = new Map<string, OpenModal>();
  readonly triggers = new Map<string, number>();
  readonly calls: Call[] = [];
  /** Rules that the bot broke; a test that ends with any has failed. */
  readonly complaints: string[] = [];
  /** How long an uploaded picture is processed before a block may show it, in ms. */
  processingMs = 0;
  /** How long Slack waits for an acknowledgement and takes a trigger, in ms. */
  readonly ackMs: number;
  readonly #changes = new EventEmitter();
  #count = 0;

  constructor(ackMs: number) {
    this.ackMs = ackMs;
    // Every waiting expectation listens.
    this.#changes.setMaxListeners(0);
  }

  /** A fresh id such as `F000000017`. */
  id(letter: string): string {
    this.#count += 1;
    return `${letter}${String(this.#count).padStart(9, '0')}`;
  }

  /** A fresh timestamp, which is also the name of a message. */
  ts(): string {
    this.#count += 1;
    return `${Math.floor(Date.now() / 1_000)}.${String(this.#count).padStart(6, '0')}`;
  }

  add(
    message: Pick<Stored, 'channel' | 'onlyFor' | 'thread' | 'file' | 'metadata' | 'text' | 'blocks'>,
    ts: string = this.ts(),
  ): Stored {
    const stored = { ...message, ts, edits: 0, times: [Date.now()] };
    this.messages.push(stored);
    this.changed();
    return stored;
  }

  edit(stored: Stored, text: string, blocks: readonly Block[]): void {
    stored.text = text;
    stored.blocks = blocks;
    stored.edits += 1;
    stored.times.push(Date.now());
    this.changed();
  }

  remove(stored: Stored): void {
    this.messages.splice(this.messages.indexOf(stored), 1);
    this.changed();
  }

  find(channel: string, ts: string): Stored | undefined {
    return this.messages.find((each) => each.channel === channel && each.ts === ts);
  }

  /** The direct messages between the bot and a user; there from the first time on. */
  direct(user: string): string {
    const id = `D${user.slice(1)}`;
    this.channels.set(id, { kind: 'direct', hasBot: true });
    return id;
  }

  complain(what: string): void {
    this.complaints.push(what);
  }

  changed(): void {
    this.#changes.emit('change');
  }

  /** Waits until something holds; in vain for longer than `ms` it throws what `describe` says. */
  async until<T>(look: () => T | undefined, ms: number, describe: () => string): Promise<T> {
    const signal = AbortSignal.timeout(ms);
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      try {
        await once(this.#changes, 'change', { signal });
      } catch {
        throw new Error(`waited ${ms} ms in vain; ${describe()}`);
      }
    }
  }
}
