/**
 * Decks as CSV, for teachers who write in a spreadsheet: choice questions, one a row under a header.
 *
 * Columns: `id`, `topic`, `text`, `right`, `wrong1`…`wrong7`, `why1`…`why7` (why that option is wrong),
 * `explanation`, `experiment` (may be empty). Every text may have one column for both languages, or two: `text_ja`
 * and `text_en`. At least `wrong1` and `why1` are needed; empty options are left out. A cell is shown as it was typed
 * (see `typed.ts`): nobody writes Markdown in a spreadsheet.
 */
import type { UserError } from '../chat/error.ts';
import { CsvFault, type Row, readCsv } from './csv.ts';
import { LARGEST_DECK, type PlacedDeck, tooLarge } from './deck.ts';
import { checkDeck } from './deck-check.ts';
import { faultsError, type LineFault, type PathFault, wordsOf } from './deck-fault.ts';
import { deckSchema, MOST_QUESTIONS } from './deck-schema.ts';
import type { Deck } from './question.ts';
import { markdownOf } from './typed.ts';

const MOST_WRONG = 7;
const TEXTS = [
  'text',
  'right',
  'explanation',
  ...Array.from({ length: MOST_WRONG }, (_, i) => `wrong${i + 1}`),
  ...Array.from({ length: MOST_WRONG }, (_, i) => `why${i + 1}`),
];
const COLUMNS: ReadonlySet<string> = new Set([
  'id',
  'topic',
  'experiment',
  ...TEXTS.flatMap((name) => [name, `${name}_ja`, `${name}_en`]),
]);

type Cells = Readonly<Record<string, string>>;

/**
 * Reads a deck, all or nothing.
 * @param text CSV with a header row, at most 512 KB
 * @param file the name that faults are reported with, as Markdown
 * @param name the deck's name; `title` the one for people
 * @throws UserError naming file, line and column of up to five faults
 */
export function readPlacedCsvDeck(
  text: string,
  file: string,
  { name, title }: { readonly name: string; readonly title: string },
): PlacedDeck {
  if (Buffer.byteLength(text) > LARGEST_DECK) throw tooLarge(file);
  const [header, ...rows] = rowsOf(text, file);
  const columns = columnsOf(header, file);
  if (rows.length > MOST_QUESTIONS) throw lineFaults(file, [tooMany(rows[MOST_QUESTIONS]?.line ?? 1)]);
  const faults = rows
    .filter((row) => row.fields.length !== columns.length)
    .map((row) =>
      fault(row.line, '', {
        ja: `列の数が違います(見出しは ${columns.length} 列、この行は ${row.fields.length} 列)。`,
        en: `The header has ${columns.length} columns, this row ${row.fields.length}.`,
      }),
    );
  if (faults.length > 0) throw lineFaults(file, faults);
  const cells = rows.map(
    (row): Cells => Object.fromEntries(columns.map((c, i) => [c, row.fields[i]?.trim() ?? ''])),
  );
  const placeOf: PlacedDeck['placeOf'] = (path) => ({
    line: rows[Number(path[1])]?.line ?? 1,
    field: columnOf(path, cells),
  });
  const placed = ({ path, words }: PathFault): LineFault => ({ ...placeOf(path), words });
  const result = deckSchema.safeParse({ deck: name, title, questions: cells.map(questionOf) });
  if (!result.success) {
    const issues = result.error.issues.flatMap((issue) => wordsOf(issue));
    throw lineFaults(file, issues.map(placed));
  }
  const { title: titles, topics, questions } = result.data;
  const deck: Deck = { name, title: titles, topics, questions };
  const unfit = checkDeck(deck).map(placed);
  if (unfit.length > 0) throw lineFaults(file, unfit);
  return { deck, placeOf };
}

/** The same without the places, for a deck whose title is its name. */
export function readCsvDeck(text: string, file: string, name: string): Deck {
  return readPlacedCsvDeck(text, file, { name, title: name }).deck;
}

function fault(line: number, field: string, words: LineFault['words']): LineFault {
  return { line, field, words };
}

function lineFaults(file: string, faults: readonly LineFault[]): UserError {
  return faultsError(file, faults, ({ line }) => line);
}

function tooMany(line: number): LineFault {
  return fault(line, '', {
    ja: `問題は ${MOST_QUESTIONS} 問までです。問題集を分けてください。`,
    en: `At most ${MOST_QUESTIONS} questions. Split the deck.`,
  });
}

function rowsOf(text: string, file: string): readonly Row[] {
  try {
    return readCsv(text);
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    const words =
      error.kind === 'unclosed-quote'
        ? { ja: '引用符 " が閉じていません。', en: 'A quote " is not closed.' }
        : {
            ja: '引用符 " の位置が正しくありません。全体を " で囲み、中の " は "" と書きます。',
            en: 'A quote " is out of place. Put the whole field in quotes, and write " inside as "".',
          };
    throw lineFaults(file, [fault(error.line, '', words)]);
  }
}

function columnsOf(header: Row | undefined, file: string): readonly string[] {
  const columns = (header?.fields ?? []).map((column) => column.trim().toLowerCase());
  const unknown = columns.filter((column) => !COLUMNS.has(column));
  const seen = new Set<string>();
  const twice = columns.filter((column) => seen.size === seen.add(column).size);
  const faults = [
    ...unknown.map((column) =>
      fault(1, column.slice(0, 40), {
        ja: 'この列はありません。id, topic, text, right, wrong1, why1, explanation などにしてください。',
        en: 'There is no such column. Use id, topic, text, right, wrong1, why1, explanation and so on.',
      }),
    ),
    ...twice.map((column) =>
      fault(1, column, { ja: '同じ列が 2 つあります。', en: 'This column occurs twice.' }),
    ),
  ];
  if (columns.length === 0) {
    faults.push(fault(1, '', { ja: '1 行目に見出しが必要です。', en: 'The first line must be a header.' }));
  }
  if (faults.length > 0) throw lineFaults(file, faults);
  return columns;
}

/** A row as a question of the deck's form; what is missing is left out for the form to name. */
function questionOf(cells: Cells): Record<string, unknown> {
  const wrong = wrongNumbers(cells).map((number) => ({
    text: textOf(cells, `wrong${number}`),
    why: markdownIn(cells, `why${number}`),
  }));
  return {
    kind: 'choice',
    id: cells['id'] || undefined,
    topic: cells['topic'] || undefined,
    text: markdownIn(cells, 'text'),
    right: textOf(cells, 'right'),
    wrong,
    explanation: markdownIn(cells, 'explanation'),
    ...(cells['experiment'] ? { experiment: cells['experiment'] } : {}),
  };
}

/** The numbers of the wrong options that a row has. */
function wrongNumbers(cells: Cells): readonly number[] {
  const numbers = Array.from({ length: MOST_WRONG }, (_, i) => i + 1);
  return numbers.filter((n) => [`wrong${n}`, `why${n}`].some((name) => textOf(cells, name) !== undefined));
}

/** One language stands in for the other where only one is written. */
function textOf(cells: Cells, name: string): { ja: string; en: string } | undefined {
  const both = cells[name] ?? '';
  const ja = cells[`${name}_ja`] || both || cells[`${name}_en`] || '';
  const en = cells[`${name}_en`] || both || cells[`${name}_ja`] || '';
  return ja === '' ? undefined : { ja, en };
}

/** The same for what a deck holds as Markdown. */
function markdownIn(cells: Cells, name: string): { ja: string; en: string } | undefined {
  const typed = textOf(cells, name);
  return typed && { ja: markdownOf(typed.ja), en: markdownOf(typed.en) };
}

/** `questions[i].wrong[0].text.ja` is the column `wrong1`, if the row's first wrong option stands there. */
function columnOf(path: readonly PropertyKey[], rows: readonly Cells[]): string {
  const [, row, field, index, part] = path;
  if (field === undefined) return '';
  if (field !== 'wrong') return String(field);
  const number = wrongNumbers(rows[Number(row)] ?? {})[Number(index ?? 0)] ?? 1;
  return `${part === 'why' ? 'why' : 'wrong'}${number}`;
}
