/** Hidden states as colour: one cell a unit. */
import type { Activation } from '../../rnn/config.ts';
import { measure } from '../number.ts';
import { COLOUR, diverging, sequential, TYPE } from '../style.ts';
import type { Board, Box } from './board.ts';
import { drawText } from './text.ts';

/** Colour of one hidden value: 0…1 sequential for the sigmoid, −1…1 diverging for tanh, 0…reach for ReLU. */
export function hiddenScale(activation: Activation, reach: number): (z: number) => string {
  switch (activation) {
    case 'sigmoid':
      return sequential;
    case 'tanh':
      return diverging;
    case 'relu':
      return (z) => sequential(z / reach);
  }
}

/** H cells stacked in the box, the first unit on top. Values that are not numbers are red. */
export function drawHidden(
  { ctx }: Board,
  hidden: readonly number[],
  colour: (z: number) => string,
  box: Box,
): void {
  const height = box.height / hidden.length;
  const gap = height >= 5 ? 1 : 0;
  hidden.forEach((z, i) => {
    ctx.fillStyle = Number.isFinite(z) ? colour(z) : COLOUR.red;
    ctx.fillRect(box.x, box.y + i * height, box.width, height - gap);
  });
  ctx.strokeStyle = COLOUR.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1 - gap);
}

/** What the colours mean: a small scale with its two ends, its top left corner at the point. */
export function drawHiddenKey(
  { ctx }: Pick<Board, 'ctx'>,
  activation: Activation,
  reach: number,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const low = activation === 'tanh' ? -1 : 0;
  const high = activation === 'relu' ? reach : 1;
  const colour = hiddenScale(activation, reach);
  const style = { size: TYPE.small, colour: COLOUR.muted, anchor: 'middle' } as const;
  const steps = 24;
  const start = x + drawText(ctx, measure(low), x, y + 6, style) + 6;
  for (let i = 0; i < steps; i += 1) {
    ctx.fillStyle = colour(low + ((high - low) * i) / (steps - 1));
    ctx.fillRect(start + i * 2, y, 2, 12);
  }
  drawText(ctx, measure(high), start + steps * 2 + 6, y + 6, style);
}
