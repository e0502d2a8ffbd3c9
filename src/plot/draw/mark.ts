/** A vertical mark through a chart: a moment of the run with its name on a chip. */
import { COLOUR, TYPE } from '../style.ts';
import type { Board, Box } from './board.ts';
import { drawText, widthOf } from './text.ts';

export type Mark = { readonly text: string; readonly colour: string };

/** Space that a mark's words take above the chart, CSS px. */
export const MARK_HEIGHT = 30;

/** A dashed line at x over the height of the area, its words on a chip above it that stays within its width. */
export function drawMark({ ctx }: Board, area: Box, x: number, mark: Mark): void {
  ctx.save();
  ctx.strokeStyle = mark.colour;
  ctx.lineWidth = 2;
  ctx.setLineDash([5, 5]);
  ctx.beginPath();
  ctx.moveTo(x, area.y - 6);
  ctx.lineTo(x, area.y + area.height);
  ctx.stroke();
  ctx.restore();
  const style = { size: TYPE.label, weight: 700, colour: COLOUR.paper, anchor: 'middle' } as const;
  const width = widthOf(ctx, mark.text, style) + 16;
  const height = TYPE.label + 8;
  const left = Math.min(Math.max(x - width / 2, area.x), area.x + area.width - width);
  const top = area.y - height - 6;
  ctx.fillStyle = mark.colour;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 5);
  ctx.fill();
  drawText(ctx, mark.text, left + 8, top + height / 2, style);
}
