/** From what arrived (a typed line, or values typed by the platform) to checked values, or a UserError. */
import { UserError } from '../chat/error.ts';
import type { Input } from '../chat/invocation.ts';
import type { OptionShape, OptionShapes } from '../chat/shape.ts';
import { closest, code } from '../chat/wording.ts';
import { readValue } from './value.ts';

type Raw = { readonly given: ReadonlyMap<string, string> };

/** Longest line of options that is read at all, in characters. */
const MAX_LINE = 2_000;

/**
 * Checks an input against the options of a command.
 * @returns one value per option that is given or has a default, keyed by option name.
 * @throws UserError naming the option, what it takes and what was written.
 */
export function parseInput(options: OptionShapes, input: Input): Record<string, unknown> {
  const { given } = input.kind === 'text' ? readLine(options, input.text) : readTyped(options, input.values);
  refuseCompany(options, given);
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const raw = given.get(name);
    if (raw !== undefined) values[name] = readValue(name, option, raw);
    else if (option.required) throw missing(name, option);
    else if ('default' in option && option.default !== undefined) values[name] = option.default;
  }
  return values;
}

function readTyped(options: OptionShapes, values: Readonly<Record<string, string | number | boolean>>): Raw {
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(options, name)) throw unknownOption(name, options);
    given.set(name, String(value));
  }
  return { given };
}

/** `key=value` in any order; words without a key fill the options not named, in their order. */
function readLine(options: OptionShapes, line: string): Raw {
  if (line.length > MAX_LINE) {
    throw new UserError({
      en: `That line is too long: ${line.length} characters, at most ${MAX_LINE}.`,
      ja: `入力が長すぎます(${line.length} 文字)。${MAX_LINE} 文字以内にしてください。`,
    });
  }
  const given = new Map<string, string>();
  const words: { text: string; start: number }[] = [];
  for (const token of tokens(isSum(options) ? withoutPlus(line) : line)) {
    const pair = /^([^=＝\s]+)[=＝](.*)$/su.exec(token.text);
    const key = pair?.[1]?.normalize('NFKC').toLowerCase();
    if (pair && key !== undefined && Object.hasOwn(options, key)) {
      if (given.has(key)) throw twice(key);
      const value = pair[2] ?? '';
      if (value.trim() === '') throw empty(key);
      given.set(key, value);
    } else if (pair && key !== undefined && !takesRest(options) && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)) {
      throw unknownOption(key, options);
    } else {
      words.push(token);
    }
  }
  fillPositions(options, line, words, given);
  return { given };
}

function fillPositions(
  options: OptionShapes,
  line: string,
  words: readonly { text: string; start: number }[],
  given: Map<string, string>,
): void {
  let next = 0;
  for (const [name, option] of Object.entries(options)) {
    const word = words[next];
    if (given.has(name) || word === undefined) continue;
    if (option.kind === 'text' && option.take === 'rest') {
      given.set(name, line.slice(word.start).trim());
      return;
    }
    given.set(name, word.text);
    next += 1;
  }
  const extra = words[next];
  if (extra !== undefined) {
    const names = Object.keys(options);
    throw new UserError({
      en: `I don't know what to do with ${code(extra.text)}. ${listOptions(names).en}`,
      ja: `${code(extra.text)} の意味がわかりません。${listOptions(names).ja}`,
    });
  }
}

/** @throws UserError if an option that says everything is given together with others. */
function refuseCompany(options: OptionShapes, given: ReadonlyMap<string, string>): void {
  const whole = Object.keys(options).find((name) => given.has(name) && options[name]?.excludes === 'others');
  const others = [...given.keys()].filter((name) => name !== whole).map(code);
  if (whole === undefined || others.length === 0) return;
  throw new UserError({
    en: `${code(whole)} goes alone: leave out ${others.join(', ')}, or leave out ${code(whole)}.`,
    ja: `${code(whole)} はほかのオプションと一緒に指定できません。${others.join('、')} か ${code(whole)} のどちらかを省いてください。`,
  });
}

function takesRest(options: OptionShapes): boolean {
  return Object.values(options).some((option) => option.kind === 'text' && option.take === 'rest');
}

/** A command that takes long numbers only: people write `45 + 77` for `45 77`. */
function isSum(options: OptionShapes): boolean {
  return Object.values(options).every((option) => option.kind === 'bigint');
}

function withoutPlus(line: string): string {
  return line.replace(/(?<=[\d０-９])\s*[+＋]\s*(?=[\d０-９])/g, ' ');
}

/** Words of a line; double quotes (also “ ”) hold spaces together. */
function tokens(line: string): { text: string; start: number }[] {
  return [...line.matchAll(/(?:[^\s"“”]|["“”][^"“”]*["“”]?)+/gu)].map((match) => ({
    text: match[0].replace(/["“”]/g, ''),
    start: match.index,
  }));
}

function listOptions(names: readonly string[]): { en: string; ja: string } {
  if (names.length === 0)
    return { en: 'This command takes no options.', ja: 'このコマンドにオプションはありません。' };
  const list = names.map(code);
  return {
    en: `The options are ${list.join(', ')}.`,
    ja: `使えるオプションは ${list.join('、')} です。`,
  };
}

function unknownOption(name: string, options: OptionShapes): UserError {
  const names = Object.keys(options);
  const near = closest(name, names);
  const list = listOptions(names);
  return new UserError({
    en: `There is no option ${code(name)}.${near === undefined ? '' : ` Did you mean ${code(near)}?`} ${list.en}`,
    ja: `${code(name)} というオプションはありません。${near === undefined ? '' : `${code(near)} のことですか? `}${list.ja}`,
  });
}

function twice(name: string): UserError {
  return new UserError({
    en: `${code(name)} is given twice; write it once.`,
    ja: `${code(name)} が 2 回指定されています。1 回だけ書いてください。`,
  });
}

function empty(name: string): UserError {
  return new UserError({
    en: `There is nothing after ${code(`${name}=`)}. Write a value there, or leave ${code(name)} out.`,
    ja: `${code(`${name}=`)} のあとに値がありません。値を書くか、${code(name)} ごと省いてください。`,
  });
}

function missing(name: string, option: OptionShape): UserError {
  return new UserError({
    en: `${code(name)} is missing: ${option.words.en}.`,
    ja: `${code(name)} がありません: ${option.words.ja}`,
  });
}
