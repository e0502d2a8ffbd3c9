/** Draws the history of runs: one row each, with a small loss curve on a scale that all share. */
import { percent } from '../number.ts';
import {
  fateOf,
  type SparkRow,
  type SparksSpec,
  shortSettings,
  sparkOf,
  sparkScale,
  sparksFinding,
} from '../sparks.ts';
import { COLOUR, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawText, linesOf } from './text.ts';

const WORDS = {
  en: { curve: 'loss (log scale, the same for all)', right: 'right', current: 'in use' },
  ja: { curve: '損失(対数目盛、全行共通)', right: '正解率', current: '使用中' },
} as const;

const ROW = 56;
/** Columns from the left, CSS px: name and settings, curve, share. */
const CURVE = { x: 480, width: 190 } as const;

/** The picture of the history; its height follows the number of runs. */
export function drawSparks(spec: SparksSpec): Board {
  const board = sheet(118 + spec.runs.length * ROW);
  const { ctx } = board;
  const words = WORDS[spec.locale];
  const space = heading(board, { title: sparksFinding(spec), subtitle: '' });
  const style = { size: TYPE.small, colour: COLOUR.muted } as const;
  drawText(ctx, words.curve, CURVE.x, space.y + 14, style);
  drawText(ctx, words.right, space.x + space.width, space.y + 14, { ...style, align: 'right' });
  const scale = sparkScale(spec);
  spec.runs.forEach((row, i) => {
    const box = { x: space.x, y: space.y + 26 + i * ROW, width: space.width, height: ROW };
    ctx.fillStyle = COLOUR.line;
    ctx.fillRect(box.x, box.y - 0.5, box.width, 1);
    drawRow(board, spec, row, box);
    drawSpark(board, row, scale, { x: CURVE.x, y: box.y + 7, width: CURVE.width, height: ROW - 14 });
  });
  return board;
}

function drawRow({ ctx }: Board, spec: SparksSpec, row: SparkRow, box: Box): void {
  const words = WORDS[spec.locale];
  const first = box.y + 23;
  const second = box.y + 43;
  let x = box.x;
  x += drawText(ctx, row.name, x, first, { size: TYPE.body, weight: 700 }) + 10;
  if (row.use === 'current') {
    const style = { size: TYPE.small, weight: 700, colour: COLOUR.paper, anchor: 'middle' } as const;
    const width = drawText(ctx, words.current, x + 7, first - 5, style) + 14;
    ctx.fillStyle = COLOUR.blue;
    ctx.beginPath();
    ctx.roundRect(x, first - 15, width, 20, 5);
    ctx.fill();
    drawText(ctx, words.current, x + 7, first - 5, style);
    x += width + 10;
  }
  const good = row.solvedAt !== null;
  const colour = good ? COLOUR.green : row.outcome === 'diverged' ? COLOUR.red : COLOUR.muted;
  drawText(ctx, fateOf(row, spec.locale), x, first, { size: TYPE.label, colour });
  const small = { size: TYPE.small, colour: COLOUR.muted } as const;
  const [settings = ''] = linesOf(
    ctx,
    shortSettings(row.config, spec.locale),
    CURVE.x - box.x - 16,
    1,
    small,
  );
  drawText(ctx, settings, box.x, second, small);
  drawText(ctx, percent(row.accuracy), box.x + box.width, box.y + ROW / 2, {
    size: 18,
    weight: 700,
    colour: good ? COLOUR.green : COLOUR.ink,
    align: 'right',
    anchor: 'middle',
  });
}

function drawSpark({ ctx }: Board, row: SparkRow, scale: { low: number; high: number }, box: Box): void {
  const points = sparkOf(row, scale);
  ctx.strokeStyle = row.outcome === 'diverged' ? COLOUR.red : COLOUR.blue;
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = 2;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  points.forEach(({ x, y }, i) => {
    const at = [box.x + x * box.width, box.y + (1 - y) * box.height] as const;
    if (i === 0) ctx.moveTo(at[0], at[1]);
    else ctx.lineTo(at[0], at[1]);
  });
  ctx.stroke();
  const last = points.at(-1);
  if (last === undefined) return;
  ctx.beginPath();
  ctx.arc(box.x + last.x * box.width, box.y + (1 - last.y) * box.height, 3.5, 0, 2 * Math.PI);
  ctx.fill();
}
