/** Lines of the diagrams: arrows, polylines, nodes. */
import type { Board } from '../../plot/draw/board.ts';
import { COLOUR } from '../../plot/style.ts';
import type { Point } from '../diagram.ts';

type Context = Board['ctx'];

export type Stroke = { readonly colour: string; readonly width: number; readonly dash?: readonly number[] };

/** Length of an arrow's head, in line widths. */
const HEAD = 4.2;

function begin(ctx: Context, { colour, width, dash }: Stroke): void {
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.setLineDash([...(dash ?? [])]);
  ctx.beginPath();
}

/** A line through points, CSS px. */
export function polyline(ctx: Context, points: readonly Point[], stroke: Stroke): void {
  ctx.save();
  begin(ctx, stroke);
  points.forEach(([x, y], i) => {
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.stroke();
  ctx.restore();
}

function head(ctx: Context, [x, y]: Point, angle: number, stroke: Stroke): void {
  const length = Math.max(8, stroke.width * HEAD);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.fillStyle = stroke.colour;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(-length, length * 0.46);
  ctx.lineTo(-length * 0.75, 0);
  ctx.lineTo(-length, -length * 0.46);
  ctx.closePath();
  ctx.fill();
  ctx.restore();
}

/** A straight arrow whose tip is at `to`. */
export function arrow(ctx: Context, from: Point, to: Point, stroke: Stroke): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const back = Math.max(8, stroke.width * HEAD) * 0.75;
  const neck: Point = [to[0] - Math.cos(angle) * back, to[1] - Math.sin(angle) * back];
  polyline(ctx, [from, neck], stroke);
  head(ctx, to, angle, stroke);
}

/** A cubic curve with an arrow's tip at its end. */
export function curvedArrow(
  ctx: Context,
  from: Point,
  c1: Point,
  c2: Point,
  to: Point,
  stroke: Stroke,
): void {
  const angle = Math.atan2(to[1] - c2[1], to[0] - c2[0]);
  const back = Math.max(8, stroke.width * HEAD) * 0.75;
  ctx.save();
  begin(ctx, stroke);
  ctx.moveTo(...from);
  ctx.bezierCurveTo(...c1, ...c2, to[0] - Math.cos(angle) * back, to[1] - Math.sin(angle) * back);
  ctx.stroke();
  ctx.restore();
  head(ctx, to, angle, stroke);
}

/** A round node with a rim. */
export function node(
  ctx: Context,
  [x, y]: Point,
  radius: number,
  rim: string,
  fill: string = COLOUR.paper,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.lineWidth = 2.4;
  ctx.strokeStyle = rim;
  ctx.stroke();
  ctx.restore();
}

/** A filled dot. */
export function dot(ctx: Context, [x, y]: Point, radius: number, colour: string): void {
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.restore();
}

/** A filled rectangle with round corners. */
export function plate(
  ctx: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 6);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.restore();
}
