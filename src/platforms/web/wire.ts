/** What travels between the playground's server and its page: types only, the page imports nothing else from here. */
import type { Words } from '../../chat/locale.ts';
import type { Button, Form, Json } from '../../chat/reply.ts';
import type { CommandShape } from '../../chat/shape.ts';

export type WireFile = {
  readonly name: string;
  readonly type: string;
  readonly alt: string;
  readonly size: number;
  readonly url: string;
};

export type WireCause = {
  readonly kind: 'command' | 'press';
  readonly name: string;
  /** Whether the reader did it. */
  readonly mine: boolean;
  readonly text: string;
  readonly key: string;
};

/** A message as one reader may see it. */
export type WireMessage = {
  readonly id: string;
  readonly order: number;
  readonly at: number;
  /** `caller`: only this reader sees it. */
  readonly audience: 'channel' | 'caller';
  readonly cause: WireCause | null;
} & (
  | {
      readonly kind: 'progress' | 'final' | 'error';
      readonly text: string;
      readonly files: readonly WireFile[];
      readonly buttons: readonly Button[];
      readonly data: { readonly [key: string]: Json };
    }
  | { readonly kind: 'removed' }
);

/** The newest messages, or older ones; `more`: there are older ones still. */
export type WirePage = { readonly messages: readonly WireMessage[]; readonly more: boolean };

/** What first appeared before that time, ms since 1970, was deleted. */
export type WireExpired = { readonly before: number };

/** What a page needs to begin. */
export type WireStart = {
  readonly commands: readonly CommandShape[];
  /** Two signs that tell this user from others without a name. */
  readonly sign: string;
  /** Platforms whose rendering of a reply can be looked at. */
  readonly previews: readonly string[];
  /** `none`: there is none, or it is not for this user. */
  readonly wall: 'open' | 'none';
  /** `many`: one browser may be several people, each in windows of its own. */
  readonly seats: 'one' | 'many';
  /** Between signs of life on the live connection, in ms: when they stop, it is dead. */
  readonly heartbeatMs: number;
};

/** How many links that let one browser in are open, and may be at most. */
export type WireInvites = { readonly open: number; readonly most: number };

/** A new one: its path on this server. */
export type WireInvite = { readonly path: string };

/** What pressing a button led to. */
export type WirePress = { readonly kind: 'accepted' } | { readonly kind: 'form'; readonly form: Form };

/** A request was refused: what to do about it. */
export type WireRefusal = { readonly error: Words };
