/** A sum worked by a trained network: bits, true carries, and what one hidden unit holds at each step. */
import type { Box } from '../../plot/draw/board.ts';
import { drawText } from '../../plot/draw/text.ts';
import { COLOUR, mix, TYPE } from '../../plot/style.ts';
import { sequenceOf } from '../../rnn/sequence.ts';
import type { Diagram } from '../diagram.ts';
import { INK } from '../formula/symbols.ts';
import type { Pen } from './pen.ts';
import { plate, polyline } from './stroke.ts';

type Memory = Extract<Diagram, { kind: 'memory' }>;

const LABELS = 150;
const LINE = 36;
const BARS = 150;

/** Draws into the top of the box; returns the y below. Least significant step right, as in a sum on paper. */
export async function drawMemory(pen: Pen, box: Box, { a, b, unit, bound, held }: Memory): Promise<number> {
  const { ctx } = pen;
  const columns = sequenceOf(a, b, held.length);
  const cell = (box.width - LABELS) / held.length;
  const middle = (t: number): number => box.x + LABELS + (held.length - t + 0.5) * cell;
  const line = (i: number): number => box.y + 20 + i * LINE;
  const floor = line(4) + BARS;
  const name = (text: string, y: number, colour: string = COLOUR.muted): void => {
    drawText(ctx, text, box.x + LABELS - 18, y, {
      size: TYPE.body,
      colour,
      align: 'right',
      anchor: 'middle',
    });
  };
  name(String(a), line(0));
  name(`+ ${b}`, line(1));
  name(pen.say({ ja: '上への桁上がり', en: 'carry out' }), line(2.1), INK.recurrent);
  name(pen.say({ ja: `ユニット ${unit}`, en: `unit ${unit}` }), floor - BARS * 0.98);
  await pen.formula(`z^t_{${unit}}`, box.x + LABELS - 18, floor - BARS * 0.98 + 29, {
    size: 21,
    style: 'inline',
    align: 'right',
    anchor: 'middle',
  });

  for (const [i, z] of held.entries()) {
    const t = i + 1;
    const x = middle(t);
    const carry = columns.carry[t] ?? 0;
    const digit = { size: 21, align: 'center', anchor: 'middle' } as const;
    drawText(ctx, String(columns.a[t] ?? 0), x, line(0), digit);
    drawText(ctx, String(columns.b[t] ?? 0), x, line(1), digit);
    if (carry === 1) plate(ctx, x - 19, line(2.1) - 16, 38, 32, INK.recurrent);
    drawText(ctx, String(carry), x, line(2.1), {
      ...digit,
      weight: 700,
      colour: carry === 1 ? COLOUR.paper : '#8a8778',
    });
    const height = Math.max(3, z * BARS);
    plate(ctx, x - cell * 0.34, floor - BARS, cell * 0.68, BARS, COLOUR.panel);
    plate(
      ctx,
      x - cell * 0.34,
      floor - height,
      cell * 0.68,
      height,
      carry === 1 ? INK.recurrent : mix(COLOUR.panel, INK.recurrent, 0.35),
    );
    drawText(ctx, z.toFixed(2), x, floor - height - 12, {
      size: TYPE.label,
      weight: 700,
      align: 'center',
      anchor: 'middle',
    });
    await pen.formula(`t=${t}`, x, floor + 18, {
      size: 16,
      colour: COLOUR.muted,
      align: 'center',
      anchor: 'middle',
    });
  }
  const level = floor - bound * BARS;
  polyline(
    ctx,
    [
      [box.x + LABELS, level],
      [box.x + box.width, level],
    ],
    { colour: COLOUR.muted, width: 1.3, dash: [4, 5] },
  );
  drawText(ctx, String(bound), box.x + LABELS - 8, level, {
    size: TYPE.small,
    colour: COLOUR.muted,
    align: 'right',
    anchor: 'middle',
  });
  return floor + 34;
}
