/** The command line of `npm run -s chat -- …`. */
import { parseArgs } from 'node:util';
import { LOCALES, type Locale } from '../../chat/locale.ts';

export type TerminalArguments = {
  readonly kind: 'talk';
  readonly format: 'text' | 'json';
  /** Folder for pictures and files; undefined: they are only described. */
  readonly files: string | undefined;
  readonly user: string;
  readonly locale: Locale;
  /** Empty: an interactive prompt. */
  readonly lines: readonly string[];
};

/** Only the usage is asked for. */
export type HelpWanted = { readonly kind: 'help' };

export const USAGE = `Usage: npm run -s chat -- [--json] [--files DIR] [--user NAME] [--locale en|ja] [LINE…]
  A LINE is a command ("/train iterations=2000") or, without a slash, the label or letter of a button
  in the last reply. Without lines you get a prompt, or lines are read from what is piped in.
  --json         one JSON object a line for every reply
  --files DIR    keep pictures and files there
  --user NAME    who you are (learner)
  --locale en|ja the language of the replies`;

/** Control characters, line separators, and what turns the direction of writing: they could forge other lines. */
const STEERING = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** @throws Error with a sentence that says what is wrong with the arguments. */
export function readArguments(args: readonly string[], fallback: Locale): TerminalArguments | HelpWanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      files: { type: 'string' },
      user: { type: 'string', default: 'learner' },
      locale: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  const locale = LOCALES.find((each) => each === (values.locale ?? fallback));
  if (locale === undefined) throw new Error(`--locale takes ${LOCALES.join(' or ')}.`);
  if (values.user.trim() === '' || values.user.length > 80 || STEERING.test(values.user))
    throw new Error('--user takes a name of 1–80 characters, without line breaks and control characters.');
  if (values.files?.trim() === '') throw new Error('--files takes the name of a folder.');
  return {
    kind: 'talk',
    format: values.json ? 'json' : 'text',
    files: values.files,
    user: values.user.trim(),
    locale,
    lines: positionals,
  };
}
