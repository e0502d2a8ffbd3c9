/** CSV as RFC 4180 has it: quoted fields, doubled quotes, line breaks inside quotes. Strict. */

export type Row = {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
};

/** A file that is no CSV: where, and what of it. */
export class CsvFault extends Error {
  readonly line: number;
  readonly kind: 'unclosed-quote' | 'stray-quote';
  constructor(line: number, kind: 'unclosed-quote' | 'stray-quote') {
    super(`line ${line}: ${kind}`);
    this.name = 'CsvFault';
    this.line = line;
    this.kind = kind;
  }
}

/** A field at the start of the rest: quoted, or without quotes, commas and line breaks. */
const QUOTED = /"((?:[^"]|"")*)"/y;
const BARE = /[^",\r\n]*/y;
const LINE_BREAK = /\r\n|\n|\r/y;

/** @throws CsvFault for quotes that do not fit. Empty lines are left out; a byte order mark is skipped. */
export function readCsv(text: string): readonly Row[] {
  const rows: Row[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at += match[0].length;
    return match;
  };
  while (at < text.length) {
    const start = line;
    const fields: string[] = [];
    do {
      if (text[at] === '"') {
        const quoted = take(QUOTED);
        if (quoted === null) throw new CsvFault(line, 'unclosed-quote');
        fields.push((quoted[1] ?? '').replaceAll('""', '"'));
        line += quoted[0].match(/\r\n|\n|\r/g)?.length ?? 0;
      } else fields.push(take(BARE)?.[0] ?? '');
    } while (text[at] === ',' && ++at);
    if (at < text.length && take(LINE_BREAK) === null) throw new CsvFault(line, 'stray-quote');
    line += 1;
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: start, fields });
  }
  return rows;
}
