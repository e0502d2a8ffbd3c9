/** Sums in binary columns as on paper, with the carries above; least significant column right. */
import type { Box } from '../../plot/draw/board.ts';
import { drawText } from '../../plot/draw/text.ts';
import { COLOUR, TYPE } from '../../plot/style.ts';
import { sequenceOf } from '../../rnn/sequence.ts';
import type { Diagram } from '../diagram.ts';
import { INK } from '../formula/symbols.ts';
import type { Pen } from './pen.ts';
import { curvedArrow, plate, polyline } from './stroke.ts';

type Sums = Extract<Diagram, { kind: 'sums' }>;

const LINE = 38;
const LABELS = 142;
const DIGIT = 25;

/** Draws the sums side by side; returns the y below them. */
export async function drawSums(pen: Pen, box: Box, { sums, column }: Sums): Promise<number> {
  const gap = 44;
  const width = (box.width - gap * (sums.length - 1)) / sums.length;
  let bottom = box.y;
  for (const [i, sum] of sums.entries()) {
    const y = await drawSum(pen, { ...box, x: box.x + i * (width + gap), width }, sum, column);
    bottom = Math.max(bottom, y);
  }
  return bottom;
}

async function drawSum(
  pen: Pen,
  box: Box,
  { a, b, bits }: Sums['sums'][number],
  column: number | null,
): Promise<number> {
  const { ctx } = pen;
  const columns = sequenceOf(a, b, bits);
  const cell = Math.min(72, (box.width - LABELS) / bits);
  const left = box.x + (box.width - LABELS - cell * bits) / 2 + LABELS;
  const middle = (t: number): number => left + (bits - t + 0.5) * cell;
  const row = (i: number): number => box.y + 22 + i * LINE;
  const bottom = row(4) + 22;

  if (column !== null)
    plate(ctx, middle(column) - cell / 2 + 2, row(0) - 22, cell - 4, bottom - row(0) + 26, '#e6eef3');
  const name = (text: string, i: number, colour: string = COLOUR.muted): void => {
    drawText(ctx, text, left - 14, row(i), { size: TYPE.body, colour, align: 'right', anchor: 'middle' });
  };
  name(pen.say({ ja: '下からの桁上がり', en: 'carry in' }), 0, INK.recurrent);
  name(String(a), 1);
  name(`+ ${b}`, 2);
  name(`= ${a + b}`, 3.2);
  polyline(
    ctx,
    [
      [left - 6, row(2.6)],
      [left + cell * bits + 6, row(2.6)],
    ],
    { colour: COLOUR.ink, width: 2 },
  );

  for (let t = 1; t <= bits; t += 1) {
    const digit = (n: number, i: number, colour: string, weight: 400 | 700): void => {
      drawText(ctx, String(n), middle(t), row(i), {
        size: DIGIT,
        weight,
        colour,
        align: 'center',
        anchor: 'middle',
      });
    };
    const carry = columns.carry[t - 1] ?? 0;
    digit(carry, 0, carry === 1 ? INK.recurrent : '#c9c6bb', carry === 1 ? 700 : 400);
    digit(columns.a[t] ?? 0, 1, COLOUR.ink, 400);
    digit(columns.b[t] ?? 0, 2, COLOUR.ink, 400);
    digit(columns.d[t] ?? 0, 3.2, COLOUR.ink, 700);
    await pen.formula(`t=${t}`, middle(t), row(4.15), {
      size: 16,
      colour: COLOUR.muted,
      align: 'center',
      anchor: 'middle',
    });
    if (columns.carry[t] === 1 && t < bits) {
      const from = [middle(t) - 5, row(0) - 15] as const;
      const to = [middle(t + 1) + 11, row(0) - 9] as const;
      curvedArrow(ctx, from, [from[0] - 8, from[1] - 14], [to[0] + 14, to[1] - 14], to, {
        colour: INK.recurrent,
        width: 1.8,
      });
    }
  }
  return bottom + 10;
}
