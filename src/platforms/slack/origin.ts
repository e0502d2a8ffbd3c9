/** Where an invocation came from, and all that an answer needs to find back there. */
import type { Locale } from '../../chat/locale.ts';
import type { Api, Identity } from './api.ts';
import type { ResponseUrl } from './response-url.ts';

/** A workspace that the bot is installed in. There is one now; lookups go by team, so that there can be more. */
export type Installation = {
  readonly identity: Identity;
  readonly token: string;
  readonly api: Api;
};

/** Finds the installation that serves a team. @throws PlaceError if there is none */
export type Installations = (team: string | undefined) => Installation;

/** The message whose button was pressed. Only its presser sees an `ephemeral` one, and it has no timestamp. */
export type Pressed =
  | { readonly kind: 'message'; readonly ts: string; readonly asked: string | undefined }
  | { readonly kind: 'ephemeral' };

export type Origin = {
  readonly installation: Installation;
  readonly channel: string;
  /** The thread that the pressed message is in; commands have none. */
  readonly thread: string | undefined;
  readonly user: string;
  readonly locale: Locale;
  readonly response: ResponseUrl | undefined;
  readonly pressed: Pressed | undefined;
  /** Who asked and how, shown under answers for all: Slack shows a command to nobody but its sender. */
  readonly asked: string | undefined;
};

/** Direct messages have ids of their own kind. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
