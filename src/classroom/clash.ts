/** Names of a deck that others of the workspace have: each with its line and field in the file, as every other fault. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import { readCsv } from '../quiz/csv.ts';
import { type Fault, faultsError } from '../quiz/deck-fault.ts';
import type { Deck } from '../quiz/question.ts';

/** A deck as it was read, and the text that it was read from. */
export type ReadDeck = {
  readonly deck: Deck;
  readonly kind: 'yaml' | 'csv';
  readonly file: string;
  readonly text: string;
};

/**
 * Names of decks and of questions are unique in a workspace, so that an answer always belongs to one question.
 * @throws UserError naming line and field of up to five names that are taken
 */
export function refuseTaken(read: ReadDeck, others: readonly Deck[]): void {
  const owner = new Map(
    others.flatMap(({ name, questions }) => questions.map(({ id }) => [id, name] as const)),
  );
  const { name, questions } = read.deck;
  const faults = [
    ...(others.some((other) => other.name === name) ? [fault(read, null, name, name)] : []),
    ...questions.flatMap(({ id }, index) => {
      const deck = owner.get(id);
      return deck === undefined ? [] : [fault(read, index, id, deck)];
    }),
  ];
  if (faults.length > 0) throw faultsError(read.file, faults);
}

/** @param index place of the question; null for the deck's own name */
function fault(read: ReadDeck, index: number | null, name: string, owner: string): Fault {
  return {
    line: read.kind === 'yaml' ? yamlLine(read.text, index) : csvLine(read.text, index),
    field: fieldOf(read, index),
    words: {
      en: `The name \`${name}\` is taken by the deck \`${owner}\`. Give it another.`,
      ja: `\`${name}\` という名前は、問題集 \`${owner}\` ですでに使われています。別の名前にしてください。`,
    },
  };
}

/** A CSV deck is named by its file, which has no field for that. */
function fieldOf({ kind }: ReadDeck, index: number | null): string {
  if (kind === 'csv') return index === null ? '' : 'id';
  return index === null ? 'deck' : `questions[${index + 1}].id`;
}

function yamlLine(text: string, index: number | null): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const node = document.getIn(index === null ? ['deck'] : ['questions', index, 'id'], true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
}

/** The first row is the header. */
function csvLine(text: string, index: number | null): number {
  return index === null ? 1 : (readCsv(text)[index + 1]?.line ?? 1);
}
