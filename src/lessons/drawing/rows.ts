/** Formulas and the lines of NumPy that compute them: side by side, or one under the other in a narrow box. */
import type { Box } from '../../plot/draw/board.ts';
import { COLOUR } from '../../plot/style.ts';
import { codeTex } from '../formula/code.ts';
import type { Row } from '../page.ts';
import type { Extent, Pen } from './pen.ts';
import { plate, polyline } from './stroke.ts';

/** Type sizes, CSS px. */
const FORMULA = 23;
const CODE = 15.5;
/** Least size that a formula or a line of code is shrunk to before it is too wide. */
const SMALLEST = 0.9;
const LEADING = CODE * 1.42;
/** Between a formula and its code; around the code; above and below a row. */
const GAP = 26;
const PAD = 10;
const AIR = 10;

type Measured = {
  readonly row: Row;
  /** Of the type sizes, ≤ 1. */
  readonly scale: number;
  readonly formula: Extent;
  readonly code: readonly { readonly tex: string; readonly width: number }[];
};

async function measure(pen: Pen, row: Row, scale: number): Promise<Measured> {
  const formula = await pen.extent(row.tex, { size: FORMULA * scale });
  const code = await Promise.all(
    row.code.map(async (line) => {
      const tex = codeTex(line);
      return { tex, width: (await pen.extent(tex, { size: CODE * scale, style: 'inline' })).width };
    }),
  );
  return { row, scale, formula, code };
}

const heightOf = ({ ascent, descent }: Extent): number => ascent + descent;
const widest = (widths: readonly number[]): number => Math.max(0, ...widths);
const codeHeight = ({ code }: Measured): number => (code.length === 0 ? 0 : code.length * LEADING + PAD);

/** Draws the rows into the box from its top; returns the y below them. Throws an Error when one is too wide. */
export async function drawRows(pen: Pen, box: Box, rows: readonly Row[]): Promise<number> {
  const natural = await Promise.all(rows.map((row) => measure(pen, row, 1)));
  const widths = formulasOf(natural) + codesOf(natural);
  const scale = Math.min(1, (box.width - GAP - 2 * PAD) / widths);
  if (codesOf(natural) === 0 || scale < SMALLEST) return drawUnder(pen, box, natural);
  return drawBeside(pen, box, await Promise.all(rows.map((row) => measure(pen, row, scale))));
}

const formulasOf = (rows: readonly Measured[]): number => widest(rows.map(({ formula }) => formula.width));
const codesOf = (rows: readonly Measured[]): number =>
  widest(rows.flatMap(({ code }) => code.map(({ width }) => width)));

/** Two columns; the code's plates end at the right edge and are all as wide as the widest line. */
async function drawBeside(pen: Pen, box: Box, rows: readonly Measured[]): Promise<number> {
  let y = box.y;
  const plates = codesOf(rows) + 2 * PAD;
  const left = box.x + box.width - plates;
  for (const [i, measured] of rows.entries()) {
    const height = Math.max(heightOf(measured.formula), codeHeight(measured)) + 2 * AIR;
    if (i > 0) rule(pen, box, y);
    const size = FORMULA * measured.scale;
    await pen.formula(measured.row.tex, box.x, y + height / 2, { size, anchor: 'middle' });
    await drawCode(pen, measured, left, y + (height - codeHeight(measured)) / 2, plates);
    y += height;
  }
  return y;
}

/** One column. */
async function drawUnder(pen: Pen, box: Box, rows: readonly Measured[]): Promise<number> {
  let y = box.y;
  for (const [i, { row, formula }] of rows.entries()) {
    const scale = Math.min(1, box.width / formula.width);
    if (scale < SMALLEST) throw new Error(`too wide for its box: ${row.tex}`);
    const measured = await measure(pen, row, scale);
    if (i > 0) rule(pen, box, y);
    const height = heightOf(measured.formula);
    const size = FORMULA * scale;
    await pen.formula(row.tex, box.x, y + AIR + height / 2, { size, anchor: 'middle' });
    y += AIR + height + (row.code.length > 0 ? 8 : 0);
    await drawCode(pen, measured, box.x, y, box.width);
    y += codeHeight(measured) + AIR;
  }
  return y;
}

async function drawCode(
  pen: Pen,
  { code, scale }: Measured,
  x: number,
  y: number,
  width: number,
): Promise<void> {
  if (code.length === 0) return;
  if (widest(code.map((line) => line.width)) > width - 2 * PAD + 1) {
    throw new Error(`too wide for its box: ${code.map(({ tex }) => tex).join(' ')}`);
  }
  plate(pen.ctx, x, y, width, code.length * LEADING + PAD, COLOUR.panel);
  for (const [i, { tex }] of code.entries()) {
    const baseline = y + PAD / 2 + LEADING * (i + 0.5) + CODE * 0.3;
    await pen.formula(tex, x + PAD, baseline, { size: CODE * scale, style: 'inline' });
  }
}

function rule(pen: Pen, box: Box, y: number): void {
  polyline(
    pen.ctx,
    [
      [box.x, y],
      [box.x + box.width, y],
    ],
    { colour: COLOUR.line, width: 1 },
  );
}
