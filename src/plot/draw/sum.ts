/** Draws one sum worked from right to left: small numbers large, long numbers in several bands. */
import { COLOUR, HEIGHT, MARGIN, TYPE } from '../style.ts';
import {
  type Band,
  type Column,
  type SumFigure,
  type SumSpec,
  sumFigure,
  sumFinding,
  sumRemark,
} from '../sum.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawHidden, drawHiddenKey, hiddenScale } from './hidden.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: {
    bit: 'bit',
    carry: 'carry in',
    hidden: 'hidden units',
    y: '$y^t$, chance of 1',
    answer: 'answer',
    bits: 'bits',
  },
  ja: {
    bit: 'ビット',
    carry: '桁上がり',
    hidden: '中間層',
    y: '$y^t$（1 の確率）',
    answer: '答え',
    bits: 'ビット',
  },
} as const;

/** Heights of the rows, CSS px. */
type Rows = {
  readonly index: number;
  readonly carry: number;
  readonly bit: number;
  readonly hidden: number;
  readonly probability: number;
  readonly answer: number;
};

/** Everything that differs between the large picture and a band of a long number. */
type Size = {
  readonly rows: Rows;
  readonly labels: number;
  readonly gap: number;
  readonly text: number;
  readonly small: number;
  readonly detail: 'all' | 'less';
};

const LARGE: Size = {
  rows: { index: 22, carry: 26, bit: 27, hidden: 112, probability: 44, answer: 40 },
  labels: 132,
  gap: 16,
  text: 19,
  small: TYPE.small,
  detail: 'all',
};

const WRAPPED: Size = {
  rows: { index: 0, carry: 18, bit: 18, hidden: 26, probability: 12, answer: 22 },
  labels: 128,
  gap: 3,
  text: 14,
  small: TYPE.small,
  detail: 'less',
};

function heightOf({ rows }: Size): number {
  return rows.index + rows.carry + 2 * rows.bit + rows.hidden + rows.probability + rows.answer + 14;
}

/** The picture of a sum; long numbers make it higher. */
export function drawSum(spec: SumSpec): Board {
  const figure = sumFigure(spec);
  const title = { title: sumFinding(spec), subtitle: sumRemark(spec) };
  if (figure.kind === 'large') {
    const board = sheet(HEIGHT);
    const space = heading(board, title);
    for (const band of figure.bands) drawBand(board, spec, figure, band, { ...space, y: space.y + 4 }, LARGE);
    return board;
  }
  const step = heightOf(WRAPPED) + 16;
  const board = sheet(118 + figure.bands.length * step);
  const space = heading(board, title);
  figure.bands.forEach((band, i) => {
    drawBand(board, spec, figure, band, { ...space, y: space.y + 10 + i * step }, WRAPPED);
  });
  return board;
}

/** Width of a column: all bands share the columns of the widest one. */
function columnWidth(figure: SumFigure, box: Box, size: Size): number {
  const most = Math.max(...figure.bands.map((band) => band.columns.length));
  return Math.min(92, (box.width - size.labels) / most);
}

function drawBand(board: Board, spec: SumSpec, figure: SumFigure, band: Band, box: Box, size: Size): void {
  const width = columnWidth(figure, box, size);
  const right = box.x + box.width;
  const columns = band.columns.map((column, i) => ({
    column,
    x: right - (band.columns.length - i) * width + size.gap / 2,
  }));
  drawLabels(board, spec, figure, band, box, size);
  for (const { column, x } of columns) {
    drawColumn(board, spec, figure, column, { x, y: box.y, width: width - size.gap, height: 0 }, size);
  }
  const first = columns[0];
  if (first === undefined) return;
  const y = box.y + size.rows.index + size.rows.carry + 2 * size.rows.bit + 3;
  board.ctx.fillStyle = COLOUR.ink;
  board.ctx.fillRect(first.x - size.gap / 2, y, right - first.x + size.gap / 2, 1.5);
}

/** Top of each row. */
function tops(box: Box, { rows }: Size) {
  const carry = box.y + rows.index;
  const a = carry + rows.carry;
  const b = a + rows.bit;
  const hidden = b + rows.bit + 8;
  const probability = hidden + rows.hidden + 3;
  return { index: box.y, carry, a, b, hidden, probability, answer: probability + rows.probability + 3 };
}

function drawLabels(
  { ctx }: Board,
  spec: SumSpec,
  figure: SumFigure,
  band: Band,
  box: Box,
  size: Size,
): void {
  const words = WORDS[spec.locale];
  const at = tops(box, size);
  const { rows } = size;
  const style = {
    size: size.small + (size.detail === 'all' ? 2 : 0),
    colour: COLOUR.muted,
    anchor: 'middle',
  } as const;
  const label = (text: string, top: number, height: number, colour: string = style.colour): void => {
    drawText(ctx, text, MARGIN, top + height / 2, { ...style, colour });
  };
  if (size.detail === 'all') {
    label(words.bit, at.index, rows.index);
    label(words.carry, at.carry, rows.carry, COLOUR.purple);
    label('a', at.a, rows.bit);
    label('b', at.b, rows.bit);
    label(words.hidden, at.hidden, rows.hidden - 26);
    drawHiddenKey({ ctx }, spec.config.activation, figure.reach, {
      x: MARGIN,
      y: at.hidden + rows.hidden / 2 + 6,
    });
    label(words.y, at.probability, rows.probability);
    label(words.answer, at.answer, rows.answer);
    return;
  }
  const from = band.columns[0]?.t ?? 0;
  const to = band.columns.at(-1)?.t ?? 0;
  const range = `${words.bits} ${from}–${to}`;
  label(words.carry, at.carry, rows.carry, COLOUR.purple);
  label('a', at.a, rows.bit);
  label('b', at.b, rows.bit);
  label(words.hidden, at.hidden, rows.hidden);
  drawText(ctx, range, MARGIN, at.answer + rows.answer / 2, { ...style, weight: 700, colour: COLOUR.ink });
}

function drawColumn(
  board: Board,
  spec: SumSpec,
  figure: SumFigure,
  column: Column,
  box: Box,
  size: Size,
): void {
  const { ctx } = board;
  const at = tops(box, size);
  const { rows } = size;
  const middle = box.x + box.width / 2;
  const digit = (text: string, top: number, height: number, colour: string): void => {
    drawText(ctx, text, middle, top + height / 2, {
      size: size.text,
      colour,
      align: 'center',
      anchor: 'middle',
    });
  };
  if (size.detail === 'all') {
    const style = { size: size.small, colour: COLOUR.muted, align: 'center', anchor: 'middle' } as const;
    drawText(ctx, String(column.t), middle, at.index + rows.index / 2, style);
  }
  drawCarry(board, column, middle, at.carry + rows.carry / 2, size);
  digit(String(column.a), at.a, rows.bit, COLOUR.ink);
  digit(String(column.b), at.b, rows.bit, COLOUR.ink);
  const cells = { x: box.x, y: at.hidden, width: box.width, height: rows.hidden };
  drawHidden(board, column.hidden, hiddenScale(spec.config.activation, figure.reach), cells);
  if (size.detail === 'all' && column.t > 0) {
    drawArrow(board, box.x + box.width + size.gap / 2, at.hidden + rows.hidden / 2);
  }
  drawProbability(board, column, { ...cells, y: at.probability, height: rows.probability }, size);
  drawAnswer(board, column, { ...cells, y: at.answer, height: rows.answer }, size);
}

/** The true carry into a step: a filled purple disc for 1, a faint 0. */
function drawCarry({ ctx }: Board, column: Column, x: number, y: number, size: Size): void {
  if (column.carryIn === 1) {
    ctx.fillStyle = COLOUR.purple;
    ctx.beginPath();
    ctx.arc(x, y, size.detail === 'all' ? 11 : 8, 0, 2 * Math.PI);
    ctx.fill();
  }
  drawText(ctx, String(column.carryIn), x, y, {
    size: size.detail === 'all' ? 15 : 12,
    weight: column.carryIn === 1 ? 700 : 400,
    colour: column.carryIn === 1 ? COLOUR.paper : '#a9a39a',
    align: 'center',
    anchor: 'middle',
  });
}

/** The hidden state goes on to the step at the left. */
function drawArrow({ ctx }: Board, x: number, y: number): void {
  ctx.fillStyle = COLOUR.muted;
  ctx.beginPath();
  ctx.moveTo(x - 6, y);
  ctx.lineTo(x + 4, y - 6);
  ctx.lineTo(x + 4, y + 6);
  ctx.fill();
}

/** yᵗ as a bar from the left edge (0) to the right edge (1), with ½ marked; in red where the answer is wrong. */
function drawProbability({ ctx }: Board, column: Column, box: Box, size: Size): void {
  const height = size.detail === 'all' ? 12 : 6;
  const y = box.y + (size.detail === 'all' ? 9 : 4);
  const share = Number.isFinite(column.probability) ? column.probability : 0;
  ctx.fillStyle = '#e4e0d6';
  ctx.fillRect(box.x, y, box.width, height);
  ctx.fillStyle = column.answer === column.truth ? COLOUR.green : COLOUR.red;
  ctx.fillRect(box.x, y, box.width * share, height);
  ctx.fillStyle = COLOUR.ink;
  ctx.fillRect(box.x + box.width / 2 - 0.5, y - 2, 1, height + 4);
  if (size.detail === 'less') return;
  const text = Number.isFinite(column.probability) ? column.probability.toFixed(2) : 'NaN';
  drawText(ctx, text, box.x + box.width / 2, box.y + 36, {
    size: size.small,
    colour: COLOUR.muted,
    align: 'center',
  });
}

/** The answer's bit; wrong ones white on red with the true bit beside it. */
function drawAnswer({ ctx }: Board, column: Column, box: Box, size: Size): void {
  const wrong = column.answer !== column.truth;
  const y = box.y + box.height / 2;
  if (wrong) {
    ctx.fillStyle = COLOUR.red;
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, box.width, box.height, size.detail === 'all' ? 6 : 3);
    ctx.fill();
  }
  const large = size.detail === 'all';
  const shift = wrong && large ? box.width * 0.2 : 0;
  const style = { weight: 700, align: 'center', anchor: 'middle' } as const;
  const colour = wrong ? COLOUR.paper : COLOUR.ink;
  drawText(ctx, String(column.answer), box.x + box.width / 2 - shift, y, {
    ...style,
    size: large ? 25 : 15,
    colour,
  });
  if (shift > 0) {
    drawText(ctx, `≠ ${column.truth}`, box.x + box.width / 2 + shift, y, { ...style, size: 14, colour });
  }
}
