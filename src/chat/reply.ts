/** What the bot says: one neutral message that every platform renders within its own limits. */

/** Plain data for programs that read the reply (`npm run chat -- --json`). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A picture or a file that goes with a reply. */
export type Attachment = {
  /** File name with extension, e.g. `loss.png`; letters, digits, `-`, `_` and `.` only. */
  readonly name: string;
  /** Media type, e.g. `image/png`. */
  readonly type: string;
  /** What it shows, in words: the finding, not "a chart". At most 1,000 characters. */
  readonly alt: string;
  readonly bytes: Uint8Array;
};

/** A button under a reply. A press comes back as an Invocation of kind `press`. */
export type Button = {
  /** `command:action:argument…`, at most 100 characters; all that a press needs, so it works after a restart. */
  readonly id: string;
  /** At most 75 characters. */
  readonly label: string;
  readonly style: 'primary' | 'secondary' | 'danger';
};

/** Who may see a reply. */
export type Audience = 'channel' | 'caller';

/**
 * One message. `text` is written in a small Markdown that platforms translate: `**bold**`, `*italic*`,
 * `` `code` ``, fenced code blocks, lines beginning with `- ` and `> `; backslash escapes a sign.
 * It is at most 1,900 characters; foreign text in it goes through `plain`.
 */
export type Reply = {
  /** `progress` is replaced by what follows; `final` and `error` end the answer. */
  readonly kind: 'progress' | 'final' | 'error';
  readonly text: string;
  readonly audience: Audience;
  /** `new`: a message of its own. `pressed`: replaces the message whose button was pressed. */
  readonly target: 'new' | 'pressed';
  readonly files: readonly Attachment[];
  /** At most 25; platforms set five in a row. */
  readonly buttons: readonly Button[];
  readonly data: { readonly [key: string]: Json };
  /** Whom a post calls: `here`, `everyone`, or the platform's id of a group. Nobody else is ever called by a reply. */
  readonly mention?: string | undefined;
};

/** A reply with the usual values filled in: final, for the channel, a message of its own. */
export function reply(text: string, parts: Partial<Omit<Reply, 'text'>> = {}): Reply {
  return {
    kind: 'final',
    audience: 'channel',
    target: 'new',
    files: [],
    buttons: [],
    data: {},
    ...parts,
    text,
  };
}

/** Escapes foreign text (names, input) so that no sign of it is read as markup. */
export function plain(text: string): string {
  return text.replace(/[\\`*_~<>[\]|#-]/g, '\\$&');
}

/** One input of a form. Text: at most `maxLength` ≤ 3,000 characters. File: at most `maxBytes`. */
export type Field =
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly label: string;
      readonly lines: 'one' | 'many';
      readonly placeholder: string;
      readonly maxLength: number;
    }
  | { readonly kind: 'file'; readonly id: string; readonly label: string; readonly maxBytes: number };

/** A dialog that a button opens instead of being pressed at once. Title ≤ 24, labels ≤ 45 characters, 1–5 fields. */
export type Form = { readonly title: string; readonly submit: string; readonly fields: readonly Field[] };
