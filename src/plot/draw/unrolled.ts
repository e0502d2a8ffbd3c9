/** Draws the network unrolled in time, with its folded form beside it. */
import { COLOUR, HEIGHT, mix, PART } from '../style.ts';
import { type Node, type Part, type UnrolledSpec, unrolledFigure, unrolledFinding } from '../unrolled.ts';
import { drawArrow, drawHead } from './arrow.ts';
import { type Board, heading, sheet } from './board.ts';
import { drawLegend } from './legend.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: { x: 'input', hidden: 'hidden', y: 'output', time: 'time' },
  ja: { x: '入力', hidden: '中間層', y: '出力', time: '時間' },
} as const;

const FILL = { x: COLOUR.blue, hidden: COLOUR.purple, y: COLOUR.green } as const;

/** The picture of the unrolled network. */
export function drawUnrolled(spec: UnrolledSpec): Board {
  const board = sheet(HEIGHT);
  const { ctx } = board;
  const words = WORDS[spec.locale];
  const space = heading(board, { title: spec.title ?? unrolledFinding(spec), subtitle: '' });
  const box = drawLegend(board, space, [
    { kind: 'dot', colour: FILL.x, text: words.x },
    { kind: 'dot', colour: FILL.hidden, text: words.hidden },
    { kind: 'dot', colour: FILL.y, text: words.y },
  ]);
  const figure = unrolledFigure(spec, { ...box, height: box.height - 8 });
  for (const arrow of figure.arrows) {
    drawArrow(ctx, arrow.from, arrow.to, { colour: PART[arrow.part], width: 2.6 });
    drawArrowLabel(board, arrow.part, arrow.from, arrow.to, arrow.label);
  }
  if (figure.loop !== null) drawLoop(board, figure.loop, figure.radius);
  for (const node of figure.nodes) drawNode(board, node, figure.radius);
  if (figure.equals !== null) {
    const style = { size: 34, colour: COLOUR.muted, align: 'center', anchor: 'middle' } as const;
    drawText(ctx, '=', figure.equals[0], figure.equals[1], style);
  }
  return board;
}

function drawNode({ ctx }: Board, node: Node, radius: number): void {
  const colour = FILL[node.layer];
  ctx.fillStyle = mix(COLOUR.paper, colour, 0.14);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2.5;
  ctx.beginPath();
  ctx.arc(node.x, node.y, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  drawText(ctx, node.label, node.x, node.y, { size: 22, align: 'center', anchor: 'middle' });
}

function drawArrowLabel(
  { ctx }: Board,
  part: Part,
  from: readonly [number, number],
  to: readonly [number, number],
  label: string,
): void {
  const x = (from[0] + to[0]) / 2;
  const y = (from[1] + to[1]) / 2;
  const style = { size: 19, colour: PART[part], anchor: 'middle' } as const;
  const upright = from[0] === to[0];
  if (upright && part === 'delta') drawText(ctx, label, x - 9, y, { ...style, align: 'right' });
  else if (upright) drawText(ctx, label, x + 10, y, style);
  else drawText(ctx, label, x - 4, y + (part === 'delta' ? 17 : -17), { ...style, align: 'center' });
}

/** The arrow from the hidden layer to itself: out at the right, round, and back in. */
function drawLoop({ ctx }: Board, loop: { x: number; y: number; label: string }, radius: number): void {
  const r = radius * 0.85;
  const [cx, cy] = [loop.x + radius + r * 0.75, loop.y];
  ctx.strokeStyle = PART.recurrent;
  ctx.lineWidth = 2.6;
  ctx.beginPath();
  ctx.arc(cx, cy, r, -Math.PI * 0.72, Math.PI * 0.66);
  ctx.stroke();
  drawHead(ctx, [cx - r * 0.72, cy + r * 0.78], Math.PI * 1.13, PART.recurrent);
  drawText(ctx, loop.label, cx + r + 9, cy, { size: 19, colour: PART.recurrent, anchor: 'middle' });
}
