/** Small charts side by side: curves with their names beside them, no legend. */
import type { Box } from '../../plot/draw/board.ts';
import { drawText } from '../../plot/draw/text.ts';
import { COLOUR, TYPE } from '../../plot/style.ts';
import type { Axis, Curve, Panel, Point } from '../diagram.ts';
import type { Pen } from './pen.ts';
import { arrow, dot, polyline } from './stroke.ts';
import { TONES } from './tone.ts';

const GAP = 30;
const TITLE = 36;
const BELOW = 46;

const TICK = { size: TYPE.small, colour: COLOUR.muted } as const;

/** Draws the panels, each `plot` CSS px high without title and axis; returns the y below. */
export async function drawCharts(
  pen: Pen,
  box: Box,
  panels: readonly Panel[],
  plot: number,
): Promise<number> {
  const width = (box.width - GAP * (panels.length - 1)) / panels.length;
  for (const [i, panel] of panels.entries()) {
    const x = box.x + i * (width + GAP);
    const size = panel.title.kind === 'tex' ? TYPE.body * 1.05 : TYPE.body;
    await pen.label(panel.title, x + width / 2, box.y + TITLE / 2 - 4, {
      size,
      align: 'center',
      anchor: 'middle',
    });
    await drawPanel(pen, { x, y: box.y + TITLE, width, height: plot }, panel);
  }
  return box.y + TITLE + plot + BELOW;
}

/** Where a value of an axis is, as a share 0…1 of its length. */
function share({ min, max, scale }: Axis, value: number): number {
  if (scale === 'linear') return (value - min) / (max - min);
  return Math.log(value / min) / Math.log(max / min);
}

async function drawPanel(pen: Pen, box: Box, panel: Panel): Promise<void> {
  const { ctx } = pen;
  const ticks = Math.max(0, ...panel.y.ticks.map(({ label }) => label.length));
  const left = ticks === 0 ? 6 : 14 + ticks * 8;
  const area: Box = { x: box.x + left, y: box.y + 6, width: box.width - left - 4, height: box.height - 6 };
  const at = ([x, y]: Point): Point => [
    area.x + share(panel.x, x) * area.width,
    area.y + (1 - share(panel.y, y)) * area.height,
  ];
  for (const { value, label } of panel.y.ticks) {
    const [, y] = at([panel.x.min, value]);
    polyline(
      ctx,
      [
        [area.x, y],
        [area.x + area.width, y],
      ],
      { colour: COLOUR.line, width: 1 },
    );
    drawText(ctx, label, area.x - 8, y, { ...TICK, align: 'right', anchor: 'middle' });
  }
  const base = area.y + area.height;
  polyline(
    ctx,
    [
      [area.x, base],
      [area.x + area.width, base],
    ],
    { colour: '#a9a79e', width: 1.5 },
  );
  for (const { value, label } of panel.x.ticks) {
    drawText(ctx, label, at([value, panel.y.min])[0], base + 18, { ...TICK, align: 'center' });
  }
  await axisNames(pen, area, panel);
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.x - 6, area.y - 6, area.width + 12, area.height + 12);
  ctx.clip();
  for (const curve of panel.curves) drawCurve(pen, curve, at);
  ctx.restore();
  for (const curve of panel.curves) {
    await pen.label(curve.label, ...at(curve.at), {
      size: TYPE.label,
      colour: TONES[curve.tone],
      align: curve.marks === 'dots' ? 'left' : 'center',
      anchor: 'middle',
    });
  }
}

/** The x name under the middle of its axis, the y name above its own. */
async function axisNames(pen: Pen, area: Box, { x, y }: Panel): Promise<void> {
  const below = area.y + area.height + (x.ticks.length === 0 ? 20 : 36);
  await pen.label(x.label, area.x + area.width / 2, below, {
    ...TICK,
    size: TYPE.label,
    align: 'center',
    anchor: 'middle',
  });
  await pen.label(y.label, area.x - 2, area.y - 10, { ...TICK, anchor: 'middle' });
}

function drawCurve({ ctx }: Pen, curve: Curve, at: (point: Point) => Point): void {
  const colour = TONES[curve.tone];
  const points = curve.points.map(at);
  if (curve.marks === 'arrows') {
    points.forEach((to, i) => {
      const from = points[i - 1];
      if (from !== undefined && Math.hypot(to[0] - from[0], to[1] - from[1]) > 11)
        arrow(ctx, from, to, { colour, width: 2 });
    });
  } else if (curve.line !== 'none') {
    polyline(ctx, points, { colour, width: 3, dash: curve.line === 'dashed' ? [9, 6] : [] });
  }
  if (curve.marks !== 'none') for (const point of points) dot(ctx, point, 4.2, colour);
}
