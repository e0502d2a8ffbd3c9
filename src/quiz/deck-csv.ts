/**
 * Decks as CSV, for teachers who write in a spreadsheet: choice questions, one a row under a header.
 *
 * Columns: `id`, `topic`, `text`, `right`, `wrong1`…`wrong7`, `why1`…`why7` (why that option is wrong),
 * `explanation`, `experiment` (may be empty). Every text may have one column for both languages, or two: `text_ja`
 * and `text_en`. At least `wrong1` and `why1` are needed; empty options are left out.
 */
import { UserError } from '../chat/error.ts';
import { CsvFault, type Row, readCsv } from './csv.ts';
import { LARGEST_DECK } from './deck.ts';
import { checkDeck } from './deck-check.ts';
import { type Fault, faultsError, wordsOf } from './deck-fault.ts';
import { deckSchema } from './deck-schema.ts';
import type { Deck } from './question.ts';

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
 * @param file the name that faults are reported with
 * @param name the deck's name: lower-case letters, digits, hyphens
 * @throws UserError naming file, line and column of up to five faults
 */
export function readCsvDeck(text: string, file: string, name: string): Deck {
  if (Buffer.byteLength(text) > LARGEST_DECK) {
    throw new UserError({
      ja: `${file} は大きすぎます(512 KB まで)。問題集を分けてください。`,
      en: `${file} is too large (at most 512 KB). Split the deck.`,
    });
  }
  const [header, ...rows] = rowsOf(text, file);
  const columns = columnsOf(header, file);
  const faults: Fault[] = rows
    .filter((row) => row.fields.length !== columns.length)
    .map((row) =>
      fault(row.line, '', {
        ja: `列の数が違います(見出しは ${columns.length} 列、この行は ${row.fields.length} 列)。`,
        en: `The header has ${columns.length} columns, this row ${row.fields.length}.`,
      }),
    );
  if (faults.length > 0) throw faultsError(file, faults);
  const cells = rows.map(
    (row): Cells => Object.fromEntries(columns.map((c, i) => [c, row.fields[i]?.trim() ?? ''])),
  );
  const lineOf = (path: readonly PropertyKey[]): number => rows[Number(path[1])]?.line ?? 1;
  const title = { ja: name, en: name };
  const result = deckSchema.safeParse({ deck: name, title, questions: cells.map(questionOf) });
  if (!result.success) {
    const issues = result.error.issues.flatMap((issue) => wordsOf(issue));
    throw faultsError(
      file,
      issues.map((issue) => fault(lineOf(issue.path), columnOf(issue.path, cells), issue.words)),
    );
  }
  const { topics, questions } = result.data;
  const deck: Deck = { name, title, topics, questions };
  const unfit = checkDeck(deck).map((f) => fault(lineOf(f.path), columnOf(f.path, cells), f.words));
  if (unfit.length > 0) throw faultsError(file, unfit);
  return deck;
}

function fault(line: number, field: string, words: Fault['words']): Fault {
  return { line, field, words };
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
    throw faultsError(file, [fault(error.line, '', words)]);
  }
}

function columnsOf(header: Row | undefined, file: string): readonly string[] {
  const columns = (header?.fields ?? []).map((column) => column.trim().toLowerCase());
  const unknown = columns.filter((column) => !COLUMNS.has(column));
  const twice = columns.filter((column, i) => columns.indexOf(column) < i);
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
  if (faults.length > 0) throw faultsError(file, faults);
  return columns;
}

/** A row as a question of the deck's form; what is missing is left out for the form to name. */
function questionOf(cells: Cells): Record<string, unknown> {
  const wrong = wrongNumbers(cells).map((number) => ({
    text: textOf(cells, `wrong${number}`),
    why: textOf(cells, `why${number}`),
  }));
  return {
    kind: 'choice',
    id: cells['id'] || undefined,
    topic: cells['topic'] || undefined,
    text: textOf(cells, 'text'),
    right: textOf(cells, 'right'),
    wrong,
    explanation: textOf(cells, 'explanation'),
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

/** `questions[i].wrong[0].text.ja` is the column `wrong1`, if the row's first wrong option stands there. */
function columnOf(path: readonly PropertyKey[], rows: readonly Cells[]): string {
  const [, row, field, index, part] = path;
  if (field === undefined) return '';
  if (field !== 'wrong') return String(field);
  const number = wrongNumbers(rows[Number(row)] ?? {})[Number(index ?? 0)] ?? 1;
  return `${part === 'why' ? 'why' : 'wrong'}${number}`;
}
