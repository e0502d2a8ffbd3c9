/** One time step of a sum as a column: bits, true carry, hidden units, certainty, answer. */
import { COLOUR } from '../style.ts';
import type { Column, SumFigure, SumSpec } from '../sum.ts';
import type { Board, Box } from './board.ts';
import { drawHidden, hiddenScale } from './hidden.ts';
import { drawText } from './text.ts';

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
export type Size = {
  readonly rows: Rows;
  readonly labels: number;
  readonly gap: number;
  readonly text: number;
  readonly small: number;
  readonly detail: 'all' | 'less';
};

/** Top of each row. */
export function tops(box: Box, { rows }: Size) {
  const carry = box.y + rows.index;
  const a = carry + rows.carry;
  const b = a + rows.bit;
  const hidden = b + rows.bit + 8;
  const probability = hidden + rows.hidden + 3;
  return { index: box.y, carry, a, b, hidden, probability, answer: probability + rows.probability + 3 };
}

/** Draws a column from the box's top left corner; its height is that of the rows. */
export function drawColumn(
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
    drawText(ctx, String(column.t + 1), middle, at.index + rows.index / 2, style);
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
