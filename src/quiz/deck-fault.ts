/** What is wrong with a deck file, in words: zod's issues become sentences with line and field. */
import type { z } from 'zod';
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';

/** What is wrong with a field; where it stands is looked up when it is told. */
export type Fault = { readonly field: string; readonly words: Words };

/** A fault at a line that is known. */
export type LineFault = Fault & { readonly line: number };

/** A fault at a path of the deck. */
export type PathFault = Fault & { readonly path: readonly PropertyKey[] };

/** Most faults that one message tells. */
const MOST = 5;
/** Longest name of a field that is told, in characters: a deck names its fields as it likes. */
const LONGEST_FIELD = 80;

/**
 * One error for all faults, e.g. `deck.yaml, line 12, questions[3].text.en: is missing.`
 * @param lineOf asked for the faults that are told only: looking up all of a bad file takes long
 */
export function faultsError<F extends Fault>(
  file: string,
  faults: readonly F[],
  lineOf: (fault: F) => number,
): UserError {
  const shown = faults.slice(0, MOST).map((fault) => {
    const line = lineOf(fault);
    const field = fault.field === '' ? '' : `\`${fault.field.slice(0, LONGEST_FIELD).replaceAll('`', ' ')}\``;
    return {
      ja: `${file} の ${line} 行目${field === '' ? '' : ` ${field}`}: ${fault.words.ja}`,
      en: `${file}, line ${line}${field === '' ? '' : `, ${field}`}: ${fault.words.en}`,
    };
  });
  const more = faults.length - shown.length;
  const rest: readonly Words[] = [
    ...(more > 0 ? [{ ja: `ほかに ${more} 件あります。`, en: `And ${more} more.` }] : []),
    {
      ja: '何も取り込んでいません。直してからもう一度どうぞ。',
      en: 'Nothing was imported. Correct it and try again.',
    },
  ];
  const all = [...shown, ...rest];
  return new UserError({
    ja: all.map(({ ja }) => ja).join('\n'),
    en: all.map(({ en }) => en).join('\n'),
  });
}

/** A path as people write it: `questions[3].text.en` (counted from 1 in the sentence's brackets). */
export function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key + 1}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

type Issue = z.core.$ZodIssue;

/** An issue in words; a union's issue is told by the branch that came nearest. */
export function wordsOf(issue: Issue, prefix: readonly PropertyKey[] = []): PathFault[] {
  const path: readonly PropertyKey[] = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    const branch = nearest(issue.errors);
    if (branch.length > 0) return branch.flatMap((inner) => wordsOf(inner, path));
    return [{ path, field: fieldOf(path), words: unknownKind(issue) }];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      field: fieldOf([...path, key]),
      words: {
        ja: 'この項目はありません。つづりと字下げを確かめてください。',
        en: 'There is no such field. Check the spelling and the indentation.',
      },
    }));
  }
  return [{ path, field: fieldOf(path), words: sentence(issue) }];
}

/** The branch whose complaint lies deepest, rather not one of another type: the one that the author meant. */
function nearest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (branch: readonly Issue[]): number =>
    Math.max(0, ...branch.map((issue) => issue.path.length));
  const foreign = (branch: readonly Issue[]): number =>
    branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0) ? 1 : 0;
  const sorted = [...branches].sort(
    (a, b) => depth(b) - depth(a) || foreign(a) - foreign(b) || a.length - b.length,
  );
  return sorted[0] ?? [];
}

function unknownKind(issue: Extract<Issue, { code: 'invalid_union' }>): Words {
  const options =
    'options' in issue && Array.isArray(issue.options) ? issue.options.map(String).join(', ') : '';
  return { ja: `次のどれかにしてください: ${options}`, en: `Must be one of: ${options}.` };
}

const TYPES: Readonly<Record<string, Words>> = {
  string: { ja: '文字列', en: 'text' },
  number: { ja: '数', en: 'a number' },
  int: { ja: '整数', en: 'a whole number' },
  array: { ja: 'リスト(- で始まる行)', en: 'a list (lines beginning with -)' },
  object: { ja: '項目の組', en: 'a group of fields' },
  record: { ja: '項目の組', en: 'a group of fields' },
};

function sentence(issue: Issue): Words {
  switch (issue.code) {
    case 'invalid_type': {
      if (/received undefined/.test(issue.message)) {
        return { ja: 'この項目が必要です。', en: 'This field is needed.' };
      }
      const type = TYPES[issue.expected] ?? { ja: issue.expected, en: issue.expected };
      return { ja: `${type.ja}にしてください。`, en: `Must be ${type.en}.` };
    }
    case 'too_small':
      return issue.origin === 'array'
        ? { ja: `${issue.minimum} 個以上必要です。`, en: `At least ${issue.minimum} needed.` }
        : issue.origin === 'string'
          ? { ja: '空にはできません。', en: 'Must not be empty.' }
          : { ja: `${issue.minimum} 以上にしてください。`, en: `Must be at least ${issue.minimum}.` };
    case 'too_big':
      return issue.origin === 'array'
        ? { ja: `${issue.maximum} 個までです。`, en: `At most ${issue.maximum} allowed.` }
        : issue.origin === 'string'
          ? {
              ja: `${issue.maximum} 文字以内にしてください。`,
              en: `Must be at most ${issue.maximum} characters.`,
            }
          : { ja: `${issue.maximum} 以下にしてください。`, en: `Must be at most ${issue.maximum}.` };
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { ja: `次のどれかにしてください: ${values}`, en: `Must be one of: ${values}.` };
    }
    case 'invalid_format':
      return {
        ja: '形式が違います。deck・id・topic は小文字・数字・ハイフン、experiment は「/train …」の形です。',
        en: 'Wrong form: deck, id and topic take lower-case letters, digits and hyphens; experiment looks like "/train …".',
      };
    default:
      return { ja: '値が正しくありません。', en: 'This value is not valid.' };
  }
}
