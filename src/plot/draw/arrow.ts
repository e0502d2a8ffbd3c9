/** Arrows of the diagrams. */
import type { SKRSContext2D } from 'canvas';

export type ArrowStyle = {
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly number[];
};

type Point = readonly [number, number];

const HEAD = 11;

/** A filled head with its tip at `tip`, pointing along `angle`. */
export function drawHead(ctx: SKRSContext2D, [x, y]: Point, angle: number, colour: string): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(-HEAD, -HEAD * 0.5);
  ctx.lineTo(-HEAD, HEAD * 0.5);
  ctx.fill();
  ctx.restore();
}

/** A straight arrow from edge to edge. */
export function drawArrow(ctx: SKRSContext2D, from: Point, to: Point, style: ArrowStyle): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  ctx.save();
  ctx.strokeStyle = style.colour;
  ctx.lineWidth = style.width;
  ctx.setLineDash([...(style.dash ?? [])]);
  ctx.beginPath();
  ctx.moveTo(from[0], from[1]);
  ctx.lineTo(to[0] - Math.cos(angle) * HEAD * 0.8, to[1] - Math.sin(angle) * HEAD * 0.8);
  ctx.stroke();
  ctx.restore();
  drawHead(ctx, to, angle, style.colour);
}
