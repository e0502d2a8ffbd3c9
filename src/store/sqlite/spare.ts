/** Names in texts: taken out where they stand for the person who is forgotten. */
import { plain } from '../../chat/reply.ts';

/** Stands for a name that is taken out, in every language. */
const NOBODY = '…';

export type Spare = {
  /** What to look for in a JSON text that may name the person; never empty. */
  readonly needles: readonly string[];
  /** The text without the person. */
  text(text: string): string;
  /** JSON text without the person, but for bytes. @throws SyntaxError if it is none */
  json(json: string): string;
};

/** @param names all by which the person was known; one of a single sign is looked for nowhere: it names nobody */
export function spare(userId: string, names: readonly string[]): Spare {
  const told = [...new Set(names)].filter((name) => [...name].length > 1);
  // The longer ones first: a name may hold another.
  const spellings = [...new Set(told.flatMap((name) => [name, plain(name)]))].sort(
    (a, b) => b.length - a.length,
  );
  const id = new RegExp(bounded(userId), 'gu');
  const named = spellings.length === 0 ? undefined : new RegExp(spellings.map(bounded).join('|'), 'gu');
  const text = (from: string) => {
    const rest = from.replace(id, '');
    return named === undefined ? rest : rest.replace(named, NOBODY);
  };
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, key === 'bytes' ? each : within(each)]),
    );
  };
  return {
    needles: [userId, ...spellings].map((each) => JSON.stringify(each).slice(1, -1)),
    text,
    json: (json) => JSON.stringify(within(JSON.parse(json))),
  };
}

/** Sign for sign, and not within a longer word, where words have bounds. */
function bounded(word: string): string {
  const exact = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const begin = /^[A-Za-z0-9]/.test(word) ? '(?<![A-Za-z0-9])' : '';
  const end = /[A-Za-z0-9]$/.test(word) ? '(?![A-Za-z0-9])' : '';
  return `${begin}${exact}${end}`;
}
