/** Draws one sum worked from right to left: small numbers large, long numbers in several bands. */
import { COLOUR, HEIGHT, MARGIN, TYPE } from '../style.ts';
import { type Band, type SumFigure, type SumSpec, sumFigure, sumFinding, sumRemark } from '../sum.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawHiddenKey } from './hidden.ts';
import { drawColumn, type Size, tops } from './sum-column.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: {
    step: 'step $t$',
    carry: 'carry in',
    hidden: 'hidden units',
    y: '$y^t$, chance of 1',
    answer: 'answer',
  },
  ja: {
    step: '時刻 $t$',
    carry: '下からの桁上がり',
    hidden: '中間層',
    y: '$y^t$ (1 の確率)',
    answer: '答え',
  },
} as const;

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
    label(words.step, at.index, rows.index);
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
  const from = (band.columns[0]?.t ?? 0) + 1;
  const to = (band.columns.at(-1)?.t ?? 0) + 1;
  const range = from === to ? `$t$ = ${from}` : `$t$ = ${from}–${to}`;
  label(words.carry, at.carry, rows.carry, COLOUR.purple);
  label('a', at.a, rows.bit);
  label('b', at.b, rows.bit);
  label(words.hidden, at.hidden, rows.hidden);
  drawText(ctx, range, MARGIN, at.answer + rows.answer / 2, { ...style, weight: 700, colour: COLOUR.ink });
}
