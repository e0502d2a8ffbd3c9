/** The RNN as one network: three layers, three weights, and the loop that brings the past back. */
import type { Box } from '../../plot/draw/board.ts';
import { drawText } from '../../plot/draw/text.ts';
import { COLOUR, mix, TYPE } from '../../plot/style.ts';
import type { Diagram, Point } from '../diagram.ts';
import { INK } from '../formula/symbols.ts';
import type { Pen } from './pen.ts';
import { curvedArrow, dot, node, plate, polyline } from './stroke.ts';

type Network = Extract<Diagram, { kind: 'network' }>;

const HEIGHT = 330;
const NODE = 13;
const STEP = 38;

/** Draws into the top of the box; returns the y below. */
export async function drawNetwork(pen: Pen, box: Box, { hidden }: Network): Promise<number> {
  const { ctx } = pen;
  const middle = box.y + 186;
  const columns = [box.x + 96, box.x + box.width / 2, box.x + box.width - 96] as const;
  const input = spread(columns[0], middle, 2, 62);
  const units = spread(columns[1], middle, 5, STEP).filter((_, i) => i !== 3);
  const output = spread(columns[2], middle, 1, 0);

  fan(pen, input, units, INK.input);
  fan(pen, units, output, INK.output);
  plate(
    ctx,
    columns[1] - 32,
    middle - 2 * STEP - 28,
    64,
    4 * STEP + 56,
    mix(COLOUR.paper, INK.recurrent, 0.12),
  );
  await loop(pen, columns[1], middle - 2 * STEP - 28, hidden);
  for (const at of input) node(ctx, at, NODE, INK.input);
  for (const at of units) node(ctx, at, NODE, INK.recurrent);
  for (const at of output) node(ctx, at, NODE, INK.output);
  for (const shift of [-8, 0, 8]) dot(ctx, [columns[1], middle + STEP + shift], 2, INK.recurrent);

  await weight(pen, '\\Win', `2 × ${hidden}`, (columns[0] + columns[1]) / 2 - 34, middle - 92, INK.input);
  await weight(pen, '\\Wout', `${hidden} × 1`, (columns[1] + columns[2]) / 2 + 34, middle - 92, INK.output);
  const layers = [
    [{ ja: '入力層', en: 'input' }, 'x^t'],
    [{ ja: '中間層', en: 'hidden layer' }, 'z^t'],
    [{ ja: '出力層', en: 'output' }, 'y^t'],
  ] as const;
  for (const [i, [words, tex]] of layers.entries()) {
    const x = columns[i] ?? 0;
    const style = { size: TYPE.body, colour: COLOUR.ink, align: 'center', anchor: 'middle' } as const;
    const width = await pen.labelWidth({ kind: 'words', words }, style);
    drawText(ctx, pen.say(words), x - 14, middle + 128, style);
    await pen.formula(tex, x - 14 + width / 2 + 8, middle + 134, { size: 22, style: 'inline' });
  }
  return box.y + HEIGHT;
}

/** n points in a column, `step` apart, around the middle. */
function spread(x: number, middle: number, n: number, step: number): Point[] {
  return Array.from({ length: n }, (_, i) => [x, middle + (i - (n - 1) / 2) * step] as const);
}

function fan(pen: Pen, from: readonly Point[], to: readonly Point[], colour: string): void {
  for (const a of from)
    for (const b of to) polyline(pen.ctx, [a, b], { colour: mix(COLOUR.paper, colour, 0.5), width: 1.6 });
}

/** Out of the top of the layer and back into it. */
async function loop(pen: Pen, x: number, top: number, hidden: number): Promise<void> {
  const high = top - 78;
  const from: Point = [x + 18, top];
  const to: Point = [x - 18, top - 2];
  curvedArrow(pen.ctx, from, [x + 96, high], [x - 96, high], to, { colour: INK.recurrent, width: 3.4 });
  const size = { size: TYPE.label, colour: COLOUR.muted } as const;
  await pen.formula('\\Wrec', x + 66, top - 44, { size: 30, style: 'inline' });
  drawText(pen.ctx, `${hidden} × ${hidden}`, x + 106, top - 45, { ...size, colour: INK.recurrent });
  const words = pen.say({ ja: '1 ステップあとの自分へ', en: 'to itself, one step later' });
  drawText(pen.ctx, words, x - 66, top - 45, { ...size, align: 'right' });
}

async function weight(
  pen: Pen,
  tex: string,
  shape: string,
  x: number,
  y: number,
  colour: string,
): Promise<void> {
  await pen.formula(tex, x, y, { size: 30, style: 'inline', align: 'center' });
  drawText(pen.ctx, shape, x, y + 28, { size: TYPE.label, colour, align: 'center' });
}
