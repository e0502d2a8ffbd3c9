/** A deck as a teacher sends it, a file of YAML or CSV, and as it is kept: read by the same reader before it is taken. */
import { UserError } from '../chat/error.ts';
import { shownFile } from '../chat/name.ts';
import { plain } from '../chat/reply.ts';
import { type PlacedDeck, readDeck, readPlacedDeck, writeDeck } from './deck.ts';
import { readPlacedCsvDeck } from './deck-csv.ts';
import { faultsError } from './deck-fault.ts';
import { deckName } from './deck-name.ts';
import { checkShown } from './deck-shown.ts';
import type { Deck } from './question.ts';

/** A file, and the name that its deck is to have; undefined: its own, or the file's. */
export type DeckFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly called: string | undefined;
};

/** What of a deck can only be judged by those who know the workspace and the commands, and where it stands. */
export type Claim = {
  readonly kind: 'deck' | 'question' | 'experiment';
  /** The name, or the command line. */
  readonly value: string;
  readonly line: number;
  readonly field: string;
};

export type ReadFile = {
  /** The file's name as Markdown, for faults. */
  readonly file: string;
  readonly deck: Deck;
  /** The form in which it is kept: `readDeck` reads it back to the same. */
  readonly yaml: string;
  readonly claims: readonly Claim[];
};

/** @throws UserError naming line and field, or what else is wrong with the file */
export function readDeckFile({ name, bytes, called }: DeckFile): ReadFile {
  const file = plain(shownFile(name));
  const { deck: own, placeOf } = placed({ name, bytes, called }, file);
  const unfit = checkShown(own);
  if (unfit.length > 0) throw faultsError(file, unfit, ({ path }) => placeOf(path).line);
  const deck = called === undefined ? own : { ...own, name: deckName(called).name };
  const yaml = writeDeck(deck);
  // What is kept may be longer than what was sent: it has to be readable later, or it is not taken now.
  return { file, deck: readDeck(yaml, file), yaml, claims: claimsOf(deck, placeOf) };
}

function placed({ name, bytes, called }: DeckFile, file: string): PlacedDeck {
  const text = decode(bytes);
  const [, stem = '', extension = ''] = /^(.*)\.([a-z]+)$/is.exec(name) ?? [];
  switch (extension.toLowerCase()) {
    case 'yaml':
    case 'yml':
      return readPlacedDeck(text, file);
    case 'csv':
      return readPlacedCsvDeck(text, file, deckName(called ?? stem));
    default:
      throw new UserError({
        en: 'A deck is a `.yaml` or a `.csv` file. `/quiz export` shows what one looks like.',
        ja: '問題集は `.yaml` か `.csv` のファイルです。`/quiz export` で見本を書き出せます。',
      });
  }
}

function claimsOf({ name, questions }: Deck, placeOf: PlacedDeck['placeOf']): readonly Claim[] {
  const claim = (kind: Claim['kind'], value: string, path: readonly PropertyKey[]): Claim => ({
    kind,
    value,
    ...placeOf(path),
  });
  const experiment = (line: string | undefined, path: readonly PropertyKey[]) =>
    line === undefined ? [] : [claim('experiment', line, [...path, 'experiment'])];
  return [
    claim('deck', name, ['deck']),
    ...questions.flatMap((question, i) => [
      claim('question', question.id, ['questions', i, 'id']),
      ...experiment(question.experiment, ['questions', i]),
      ...('wrong' in question
        ? question.wrong.flatMap((option, j) => experiment(option.experiment, ['questions', i, 'wrong', j]))
        : []),
    ]),
  ];
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError({
      en: 'That file is not UTF-8 text. Save it as UTF-8 and try again.',
      ja: 'ファイルが UTF-8 ではありません。UTF-8 で保存し直してください。',
    });
  }
}
