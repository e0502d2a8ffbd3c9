/** The network once per time step: forward with its weights, or backward with the deltas. */
import type { Box } from '../../plot/draw/board.ts';
import { drawText } from '../../plot/draw/text.ts';
import { COLOUR, mix, TYPE } from '../../plot/style.ts';
import type { Diagram } from '../diagram.ts';
import { INK } from '../formula/symbols.ts';
import type { Pen } from './pen.ts';
import { arrow, node, polyline } from './stroke.ts';

type Unrolled = Extract<Diagram, { kind: 'unrolled' }>;

const RADIUS = 27;
/** Time steps drawn: 0, 1, 2 and, after a gap, T. */
const STEPS = ['0', '1', '2', 'T'] as const;

/** Draws into the top of the box; returns the y below. */
export function drawUnrolled(pen: Pen, box: Box, { flow }: Unrolled): Promise<number> {
  return flow === 'forward' ? forward(pen, box) : backward(pen, box);
}

/** Places of the four steps. */
function places(box: Box): readonly number[] {
  const width = box.width - 2 * RADIUS - 40;
  return [0, 0.27, 0.54, 1].map((share) => box.x + RADIUS + 10 + share * width);
}

async function circle(pen: Pen, tex: string, x: number, y: number, colour: string): Promise<void> {
  node(pen.ctx, [x, y], RADIUS, colour, mix(COLOUR.paper, colour, 0.1));
  await pen.formula(tex, x, y, { size: 23, style: 'inline', align: 'center', anchor: 'middle' });
}

/** The gap between step 2 and step T. */
function gap(pen: Pen, from: number, to: number, y: number, colour: string): readonly [number, number] {
  const middle = (from + to) / 2;
  polyline(
    pen.ctx,
    [
      [middle - 18, y],
      [middle + 18, y],
    ],
    { colour, width: 4, dash: [0.1, 12] },
  );
  return [middle - 30, middle + 30];
}

async function forward(pen: Pen, box: Box): Promise<number> {
  const { ctx } = pen;
  const [top, middle, bottom] = [box.y + RADIUS + 4, box.y + 150, box.y + 268];
  const xs = places(box);
  for (const [i, t] of STEPS.entries()) {
    const x = xs[i] ?? 0;
    if (i === 0) {
      await circle(pen, 'z^0', x, middle, '#8a8778');
      drawText(ctx, '= 0', x, middle + RADIUS + 22, {
        size: TYPE.label,
        colour: COLOUR.muted,
        align: 'center',
      });
      continue;
    }
    const before = xs[i - 1] ?? 0;
    const stroke = { colour: INK.recurrent, width: 3 };
    if (t === 'T') {
      const [end, start] = gap(pen, before, x, middle, INK.recurrent);
      arrow(ctx, [before + RADIUS, middle], [end, middle], stroke);
      arrow(ctx, [start, middle], [x - RADIUS - 3, middle], stroke);
      await pen.formula('\\Wrec', (start + x - RADIUS) / 2, middle - 10, {
        size: 24,
        style: 'inline',
        align: 'center',
      });
    } else {
      arrow(ctx, [before + RADIUS, middle], [x - RADIUS - 3, middle], stroke);
      await pen.formula('\\Wrec', (before + x) / 2, middle - 10, {
        size: 24,
        style: 'inline',
        align: 'center',
      });
    }
    arrow(ctx, [x, bottom - RADIUS], [x, middle + RADIUS + 3], { colour: INK.input, width: 3 });
    arrow(ctx, [x, middle - RADIUS], [x, top + RADIUS + 3], { colour: INK.output, width: 3 });
    await pen.formula('\\Win', x + 10, middle + 66, { size: 24, style: 'inline' });
    await pen.formula('\\Wout', x + 10, middle - 52, { size: 24, style: 'inline' });
    await circle(pen, `z^{${t}}`, x, middle, INK.recurrent);
    await circle(pen, `x^{${t}}`, x, bottom, INK.input);
    await circle(pen, `y^{${t}}`, x, top, INK.output);
  }
  const y = bottom + RADIUS + 34;
  const style = { size: TYPE.label, colour: COLOUR.muted } as const;
  drawText(ctx, pen.say({ ja: '下の位', en: 'low bits' }), xs[1] ?? 0, y, { ...style, align: 'center' });
  drawText(ctx, pen.say({ ja: '上の位', en: 'high bits' }), xs[3] ?? 0, y, { ...style, align: 'center' });
  arrow(ctx, [(xs[1] ?? 0) + 52, y - 5], [(xs[3] ?? 0) - 56, y - 5], { colour: '#b9b6aa', width: 2 });
  return y + 16;
}

async function backward(pen: Pen, box: Box): Promise<number> {
  const { ctx } = pen;
  const [top, middle] = [box.y + RADIUS + 2, box.y + 126];
  const width = box.width - 2 * RADIUS - 50;
  const xs = [0, 1 / 3, 2 / 3, 1].map((share) => box.x + RADIUS + 40 + share * width);
  const names = ['t-1', 't', 't+1'] as const;
  const stroke = { colour: INK.delta, width: 3 };
  for (const [i, t] of names.entries()) {
    const x = xs[i] ?? 0;
    const after = xs[i + 1] ?? 0;
    const start = i === 2 ? after - 40 : after - RADIUS;
    arrow(ctx, [start, middle], [x + RADIUS + 3, middle], stroke);
    arrow(ctx, [x, top + RADIUS], [x, middle - RADIUS - 3], stroke);
    if (i === 2) gapDots(pen, after - 22, middle);
    await pen.formula(`\\del{${nextOf(t)}}`, (start + x + RADIUS) / 2, middle - 12, {
      size: 23,
      style: 'inline',
      align: 'center',
    });
    await pen.formula('\\WrecT', (start + x + RADIUS) / 2, middle + 30, {
      size: 21,
      style: 'inline',
      align: 'center',
    });
    await pen.formula(`\\delout{${t}}`, x - 12, (top + middle) / 2 + 8, {
      size: 23,
      style: 'inline',
      align: 'right',
    });
    await pen.formula('\\WoutT', x + 12, (top + middle) / 2 + 8, { size: 21, style: 'inline' });
    await circle(pen, `z^{${t}}`, x, middle, INK.recurrent);
    await circle(pen, `y^{${t}}`, x, top, INK.output);
  }
  return middle + RADIUS + 16;
}

const nextOf = (t: 't-1' | 't' | 't+1'): string => ({ 't-1': 't', t: 't+1', 't+1': 't+2' })[t];

function gapDots(pen: Pen, x: number, y: number): void {
  polyline(
    pen.ctx,
    [
      [x, y],
      [x + 26, y],
    ],
    { colour: INK.delta, width: 4, dash: [0.1, 12] },
  );
}
