/** The command line of `npm run -s chat -- …`. */
import { parseArgs } from 'node:util';
import { LOCALES, type Locale } from '../../chat/locale.ts';

export type TerminalArguments = {
  readonly format: 'text' | 'json';
  /** Folder for pictures and files; undefined: they are only described. */
  readonly files: string | undefined;
  readonly user: string;
  readonly locale: Locale;
  /** Empty: an interactive prompt. */
  readonly lines: readonly string[];
};

export const USAGE = `Usage: npm run -s chat -- [--json] [--files DIR] [--user NAME] [--locale en|ja] [LINE…]
  A LINE is a command ("/train iterations=2000") or, without a slash, the label or letter of a button
  in the last reply. Without lines you get a prompt.`;

/** @throws Error with a sentence that says what is wrong with the arguments. */
export function readArguments(args: readonly string[], fallback: Locale): TerminalArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      files: { type: 'string' },
      user: { type: 'string', default: 'learner' },
      locale: { type: 'string' },
    },
  });
  const locale = LOCALES.find((each) => each === (values.locale ?? fallback));
  if (locale === undefined) throw new Error(`--locale takes ${LOCALES.join(' or ')}.`);
  if (values.user.trim() === '' || values.user.length > 80)
    throw new Error('--user takes a name of 1–80 characters.');
  return {
    format: values.json ? 'json' : 'text',
    files: values.files,
    user: values.user.trim(),
    locale,
    lines: positionals,
  };
}
