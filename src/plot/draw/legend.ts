/** Which line or colour is what, in one row above a picture. */
import { COLOUR, TYPE } from '../style.ts';
import type { Board, Box } from './board.ts';
import { drawText } from './text.ts';

export type LegendItem = { readonly colour: string; readonly text: string } & (
  | { readonly kind: 'line'; readonly dash?: readonly number[] }
  | { readonly kind: 'area' }
  | { readonly kind: 'dot' }
  | { readonly kind: 'ring' }
);

const ROW = 28;

/** Draws the items from the left of the box's top; the rest of the box is what remains. */
export function drawLegend({ ctx }: Board, box: Box, items: readonly LegendItem[]): Box {
  let x = box.x;
  const y = box.y + 11;
  for (const item of items) {
    drawSample(ctx, item, x, y);
    x += item.kind === 'line' ? 34 : 22;
    x += drawText(ctx, item.text, x, y, { size: TYPE.label, colour: COLOUR.ink, anchor: 'middle' }) + 22;
  }
  return { ...box, y: box.y + ROW, height: box.height - ROW };
}

/** The sample of one item, from x on, centred on y. */
export function drawSample(ctx: Board['ctx'], item: LegendItem, x: number, y: number): void {
  ctx.save();
  ctx.fillStyle = item.colour;
  ctx.strokeStyle = item.colour;
  ctx.beginPath();
  switch (item.kind) {
    case 'line':
      ctx.lineWidth = 3.2;
      ctx.setLineDash([...(item.dash ?? [])]);
      ctx.moveTo(x, y);
      ctx.lineTo(x + 27, y);
      ctx.stroke();
      break;
    case 'area':
      ctx.fillRect(x, y - 7, 15, 14);
      break;
    case 'dot':
      ctx.arc(x + 8, y, 6, 0, 2 * Math.PI);
      ctx.fill();
      break;
    case 'ring':
      ctx.lineWidth = 2.2;
      ctx.arc(x + 8, y, 5.5, 0, 2 * Math.PI);
      ctx.stroke();
      break;
  }
  ctx.restore();
}
