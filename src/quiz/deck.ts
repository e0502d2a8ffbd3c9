/** Decks of questions: read from YAML with every fault named by line and field, and written back. */

import type { Document } from 'yaml';
import { isAlias, isMap, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { UserError } from '../chat/error.ts';
import { checkDeck } from './deck-check.ts';
import { type Fault, faultsError, wordsOf } from './deck-fault.ts';
import { deckSchema } from './deck-schema.ts';
import type { Deck } from './question.ts';

/** Largest deck that is read, in bytes. */
export const LARGEST_DECK = 512 * 1024;

/**
 * Reads a deck, all or nothing.
 * @param text YAML, at most 512 KB
 * @param file the name that faults are reported with
 * @throws UserError naming file, line and field of up to five faults
 */
export function readDeck(text: string, file: string): Deck {
  if (Buffer.byteLength(text) > LARGEST_DECK) throw tooLarge(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    field: '',
    words: {
      ja: `YAML として読めません(${error.code})。字下げと引用符を確かめてください。`,
      en: `This is not valid YAML (${error.code}). Check the indentation and the quotes.`,
    },
  }));
  if (syntax.length > 0) throw faultsError(file, syntax);
  const result = deckSchema.safeParse(plainOf(document, file));
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(document, lines, path);
  if (!result.success) {
    throw faultsError(
      file,
      result.error.issues
        .flatMap((issue) => wordsOf(issue))
        .map((fault) => ({ ...fault, line: lineOf(fault.path) })),
    );
  }
  const { deck: name, title, topics, questions } = result.data;
  const deck: Deck = { name, title, topics, questions };
  const faults: Fault[] = checkDeck(deck).map((fault) => ({ ...fault, line: lineOf(fault.path) }));
  if (faults.length > 0) throw faultsError(file, faults);
  return deck;
}

/** The deck as YAML that `readDeck` reads back to the same. */
export function writeDeck(deck: Deck): string {
  const { name, title, topics, questions } = deck;
  const named = Object.keys(topics).length > 0 ? { topics } : {};
  return stringify(
    { deck: name, title, ...named, questions },
    { lineWidth: 110, aliasDuplicateObjects: false },
  );
}

/** Plain data of the document; aliases that blow up are refused by the library (at most 100). */
function plainOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw faultsError(file, [
      {
        line: 1,
        field: '',
        words: { ja: '別名(*)が多すぎます。', en: 'There are too many aliases (*).' },
      },
    ]);
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

function tooLarge(file: string): UserError {
  return new UserError({
    ja: `${file} は大きすぎます(512 KB まで)。問題集を分けてください。`,
    en: `${file} is too large (at most 512 KB). Split the deck.`,
  });
}
