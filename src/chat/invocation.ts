/** What a user does: type a command, press a button, send a form. The same from every platform. */
import type { Locale } from './locale.ts';
import type { Role } from './role.ts';

export const PLATFORMS = ['discord', 'slack', 'web', 'terminal'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** Where messages are. Storable: schedules keep it. */
export type Place = {
  readonly platform: PlatformName;
  /** Who shares models, runs, scores: `discord:<guild>`, `slack:<team>` or `local`. */
  readonly workspace: string;
  /** The platform's own channel id. */
  readonly channel: string;
};

/** Who acts, where, and in which language. */
export type Caller = Place & {
  /** Unique within the workspace; never shown. */
  readonly userId: string;
  /** The name that others know the user by. */
  readonly userName: string;
  readonly locale: Locale;
  /** What the platform itself makes of the person here; settings may make more of them. */
  readonly role: Role;
  /** The platform's ids of the groups that the person is in, where it has some (Discord's roles). */
  readonly groups?: readonly string[] | undefined;
  /** IANA time zone that the person has chosen, where the platform tells it. */
  readonly zone?: string | undefined;
};

/** Options as they arrive: one line of text, or typed by the platform. */
export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'typed'; readonly values: Readonly<Record<string, string | number | boolean>> };

/** A filled-in field of a form. */
export type FieldValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array };

export type Invocation =
  | {
      readonly kind: 'command';
      /** Name without the slash. */
      readonly command: string;
      /** The subcommand where the platform has typed it; undefined when it is the first word of the text. */
      readonly subcommand: string | undefined;
      readonly input: Input;
      readonly caller: Caller;
    }
  | { readonly kind: 'press'; readonly id: string; readonly caller: Caller }
  | {
      readonly kind: 'submit';
      /** Id of the button that opened the form. */
      readonly id: string;
      readonly fields: Readonly<Record<string, FieldValue>>;
      readonly caller: Caller;
    };
