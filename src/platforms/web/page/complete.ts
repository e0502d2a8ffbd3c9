/** What can come next in a typed command: names, options and values, from the commands' definitions. Pure. */
import type { Locale, Words } from '../../../chat/locale.ts';
import type { CommandShape, OptionShape, OptionShapes } from '../../../chat/shape.ts';

/** One thing that can be put in place of what is being typed. */
export type Suggestion = { readonly insert: string; readonly label: string; readonly detail: string };

export type Completion = {
  /** Where the word begins that a suggestion replaces; it ends at the caret. */
  readonly from: number;
  readonly items: readonly Suggestion[];
  /** What is expected here, in words; may be empty. */
  readonly hint: string;
};

const NOTHING: Completion = { from: 0, items: [], hint: '' };
const RANGE: Words = { en: 'default', ja: '省略時' };

/** `line` up to the caret. */
export function complete(commands: readonly CommandShape[], line: string, locale: Locale): Completion {
  const text = line.replace(/^\s*／/, (slash) => slash.replace('／', '/'));
  if (!text.startsWith('/')) return NOTHING;
  const from = /\S*$/u.exec(text)?.index ?? 0;
  const word = text.slice(from);
  const before = text.slice(0, from).split(/\s+/u).filter(Boolean);

  const [first, ...rest] = before;
  if (first === undefined) {
    const items = ranked(commands, word.slice(1), (each) => each.name).map(({ name, words }) => ({
      insert: `/${name} `,
      label: `/${name}`,
      detail: words[locale],
    }));
    return { from: 0, items, hint: '' };
  }
  const command = commands.find((each) => each.name === first.slice(1).toLowerCase());
  if (!command) return NOTHING;
  if (command.kind === 'plain') return completeOption(command.options, rest, word, from, locale);

  const [name, ...given] = rest;
  if (name === undefined) {
    const entries = Object.entries(command.subcommands);
    const items = ranked(entries, word, ([key]) => key).map(([key, { words }]) => ({
      insert: `${key} `,
      label: key,
      detail: words[locale],
    }));
    return { from, items, hint: command.words[locale] };
  }
  const subcommand = command.subcommands[name.toLowerCase()];
  return subcommand ? completeOption(subcommand.options, given, word, from, locale) : NOTHING;
}

function completeOption(
  options: OptionShapes,
  given: readonly string[],
  word: string,
  from: number,
  locale: Locale,
): Completion {
  const [key, value] = split(word);
  const named = key === undefined ? undefined : options[key];
  if (key !== undefined && named) {
    return { from, items: valuesOf(named, value, `${key}=`, locale), hint: hintOf(key, named, locale) };
  }
  const used = new Set<string>();
  for (const each of given) {
    const [name = nextOf(options, used)?.[0]] = split(each);
    // The rest of a line that a text takes is nobody's option.
    if (name !== undefined && takesRest(options[name]))
      return { ...NOTHING, from, hint: hintOf(name, options[name], locale) };
    if (name !== undefined) used.add(name);
  }
  const next = nextOf(options, used);
  const open = Object.entries(options).filter(([name, option]) => !used.has(name) && !option.required);
  const names = next?.[1].required ? [] : ranked(open, word, ([name]) => name);
  const items = names.map(([name, option]) => ({
    insert: `${name}=`,
    label: `${name}=`,
    detail: option.words[locale],
  }));
  const values = next && word !== '' ? valuesOf(next[1], word, '', locale) : [];
  return {
    from,
    items: [...values, ...items],
    hint: next?.[1].required ? hintOf(next[0], next[1], locale) : '',
  };
}

/** The option that a word without a name fills. */
function nextOf(options: OptionShapes, used: ReadonlySet<string>): [string, OptionShape] | undefined {
  return Object.entries(options).find(([name]) => !used.has(name));
}

function split(word: string): [string | undefined, string] {
  const at = word.replace('＝', '=').indexOf('=');
  return at < 0 ? [undefined, word] : [word.slice(0, at).toLowerCase(), word.slice(at + 1)];
}

function takesRest(option: OptionShape | undefined): boolean {
  return option?.kind === 'text' && option.take === 'rest';
}

function valuesOf(option: OptionShape, typed: string, prefix: string, locale: Locale): Suggestion[] {
  if (option.kind === 'choice') {
    return ranked(option.choices, typed, (each) => each).map((each) => ({
      insert: `${prefix}${each} `,
      label: each,
      detail: option.labels[each]?.[locale] ?? (each === option.default ? RANGE[locale] : ''),
    }));
  }
  const usual = option.default === undefined ? '' : String(option.default);
  const offered = usual !== '' && typed === '' && prefix !== '';
  return offered ? [{ insert: `${prefix}${usual} `, label: usual, detail: RANGE[locale] }] : [];
}

/** What an option takes: `hidden: Hidden units (1–256)`. */
function hintOf(name: string, option: OptionShape | undefined, locale: Locale): string {
  if (!option) return '';
  const range = option.kind === 'integer' || option.kind === 'number' ? ` (${option.min}–${option.max})` : '';
  return `${name}: ${option.words[locale]}${range}`;
}

/** Those that begin with what was typed, then those that contain it. */
function ranked<T>(all: readonly T[], typed: string, nameOf: (each: T) => string): T[] {
  const part = typed.normalize('NFKC').toLowerCase();
  const begins = all.filter((each) => nameOf(each).startsWith(part));
  const contains = part === '' ? [] : all.filter((each) => nameOf(each).indexOf(part) > 0);
  return [...begins, ...contains];
}
