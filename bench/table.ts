/** Tables as Markdown, so that what is printed can be kept in the docs. */
import type { Table } from './bench.ts';

/** Three significant digits, and whole numbers from 100 on. */
function number(value: number | null): string {
  if (value === null) return '–';
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en')
    : Number(value.toPrecision(3)).toString();
}

export function renderTable(title: string, { columns, rows, notes }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    line(['', ...columns]),
    line(['---', ...columns.map(() => '---:')]),
    ...rows.map(({ what, values }) => line([what, ...values.map(number)])),
    '',
    ...notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}
