/** A small table whose cells are coloured by how full they are. */
import type { Box } from '../../plot/draw/board.ts';
import { drawText, linesOf } from '../../plot/draw/text.ts';
import { COLOUR, sequential, TYPE } from '../../plot/style.ts';
import type { Diagram } from '../diagram.ts';
import type { Pen } from './pen.ts';
import { plate } from './stroke.ts';

type Table = Extract<Diagram, { kind: 'table' }>;

const HEAD = 34;
const LINE = 56;
const GAP = 4;

/** Draws the table at the top of the box; returns the y below its caption. */
export function drawTable(pen: Pen, box: Box, table: Table): number {
  const { ctx } = pen;
  const names = Math.min(96, box.width * 0.26);
  const cell = (box.width - names) / table.columns.length;
  const small = { size: TYPE.label, colour: COLOUR.muted, anchor: 'middle' } as const;
  table.columns.forEach((name, i) => {
    drawText(ctx, name, box.x + names + cell * (i + 0.5), box.y + HEAD / 2, { ...small, align: 'center' });
  });
  drawText(ctx, pen.say(table.corner), box.x, box.y + HEAD / 2, { ...small, size: TYPE.small });
  table.rows.forEach((row, r) => {
    const y = box.y + HEAD + r * LINE;
    drawText(ctx, row.name, box.x, y + LINE / 2, { size: TYPE.body, colour: COLOUR.ink, anchor: 'middle' });
    row.cells.forEach(({ text, share }, c) => {
      const x = box.x + names + cell * c;
      plate(ctx, x + GAP / 2, y + GAP / 2, cell - GAP, LINE - GAP, sequential(share * 0.9));
      const style = { size: 19, weight: 700, align: 'center', anchor: 'middle' } as const;
      drawText(ctx, pen.say(text), x + cell / 2, y + LINE / 2, {
        ...style,
        colour: share > 0.7 ? COLOUR.paper : COLOUR.ink,
      });
    });
  });
  let y = box.y + HEAD + table.rows.length * LINE + 20;
  const caption = { size: TYPE.small, colour: COLOUR.muted };
  for (const line of linesOf(ctx, pen.say(table.caption), box.width, 3, caption)) {
    drawText(ctx, line, box.x, y, caption);
    y += TYPE.small * 1.4;
  }
  return y;
}
