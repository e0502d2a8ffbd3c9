/** Decks of questions: read from YAML with every fault named by line and field, and written back. */

import type { Document } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, stringify, visit } from 'yaml';
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import { checkDeck } from './deck-check.ts';
import { type Fault, faultsError, fieldOf, wordsOf } from './deck-fault.ts';
import { deckSchema } from './deck-schema.ts';
import type { Deck } from './question.ts';

/** Largest deck that is read, in bytes. */
export const LARGEST_DECK = 512 * 1024;

/** A deck, and where each part of it stands in its file. */
export type PlacedDeck = {
  readonly deck: Deck;
  /** The line and the name of the field at a path, e.g. `['questions', 2, 'id']`. */
  placeOf(path: readonly PropertyKey[]): { readonly line: number; readonly field: string };
};

/**
 * Reads a deck, all or nothing, in time that grows with its length (about 2 µs a byte).
 * @param text YAML, at most 512 KB
 * @param file the name that faults are reported with, as Markdown
 * @throws UserError naming file, line and field of up to five faults
 */
export function readPlacedDeck(text: string, file: string): PlacedDeck {
  if (Buffer.byteLength(text) > LARGEST_DECK) throw tooLarge(file);
  const lines = new LineCounter();
  // The library compares every key with every other of its map; `keyTwice` needs one look at each.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    // Its warnings would go to the log of whoever runs the bot, however many somebody sends.
    logLevel: 'error',
  });
  if (document.errors.length > 0) {
    const syntax = document.errors.map(({ code, pos }) => ({ field: '', words: syntaxWords(code), pos }));
    throw faultsError(file, syntax, ({ pos }) => lines.linePos(pos[0]).line);
  }
  const twice = keyTwice(document);
  if (twice !== undefined) throw faultsError(file, [twice], ({ at }) => lines.linePos(at).line);
  const result = deckSchema.safeParse(plainOf(document, file));
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(document, lines, path);
  if (!result.success) {
    const issues = result.error.issues.flatMap((issue) => wordsOf(issue));
    throw faultsError(file, issues, ({ path }) => lineOf(path));
  }
  const { deck: name, title, topics, questions } = result.data;
  const deck: Deck = { name, title, topics, questions };
  const faults = checkDeck(deck);
  if (faults.length > 0) throw faultsError(file, faults, ({ path }) => lineOf(path));
  return { deck, placeOf: (path) => ({ line: lineOf(path), field: fieldOf(path) }) };
}

/** The same without the places. */
export function readDeck(text: string, file: string): Deck {
  return readPlacedDeck(text, file).deck;
}

/** The deck as YAML that `readDeck` reads back to the same: a text that is one for both languages is written once. */
export function writeDeck(deck: Deck): string {
  const { name, title, topics, questions } = deck;
  const named = Object.keys(topics).length > 0 ? { topics } : {};
  return stringify(once({ deck: name, title, ...named, questions }), {
    lineWidth: 110,
    aliasDuplicateObjects: false,
  });
}

/** Plain data with every `{ ja, en }` of two equal texts as the one text. */
function once(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(once);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const { ja, en } = Object.fromEntries(entries);
  if (entries.length === 2 && typeof ja === 'string' && ja === en) return ja;
  return Object.fromEntries(entries.map(([key, part]) => [key, once(part)]));
}

function syntaxWords(code: string): Words {
  return {
    ja: `YAML として読めません(${code})。字下げと引用符を確かめてください。`,
    en: `This is not valid YAML (${code}). Check the indentation and the quotes.`,
  };
}

/** The first field that a group has twice, and where it stands, in characters from the start. */
function keyTwice(document: Document): (Fault & { readonly at: number }) | undefined {
  let found: (Fault & { readonly at: number }) | undefined;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name === undefined) continue;
        if (seen.has(name)) {
          const words = { ja: 'この項目が 2 つあります。', en: 'This field occurs twice.' };
          found = { field: name, words, at: startOf(key) ?? 0 };
          return visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return found;
}

/** Plain data of the document; aliases that blow up or lead nowhere, and merges of what is no group, are refused. */
function plainOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // The library names neither: it throws a ReferenceError for an alias, a plain Error for a merge.
    if (!(error instanceof Error)) throw error;
    const words = {
      ja: '別名(*)や合成(<<)をたどれません。使わずに書いてください。',
      en: 'The aliases (*) or merges (<<) cannot be followed. Write the fields out instead.',
    };
    throw faultsError(file, [{ field: '', words }], () => 1);
  }
}

/** The line of the deepest part of `path` that is in the file. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(key));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return lines.linePos(offset).line;
}

/** Where a node begins: `range` is [start, end of value, end of node]. */
function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}

/** @param file as Markdown */
export function tooLarge(file: string): UserError {
  return new UserError({
    ja: `${file} は大きすぎます(512 KB まで)。問題集を分けてください。`,
    en: `${file} is too large (at most 512 KB). Split the deck.`,
  });
}
