/** Draws the map of right and wrong sums at one or several moments. */
import { type ErrorMapSpec, errorMapFigure, errorMapFinding, type PlacedMap } from '../error-map.ts';
import { moment } from '../loss.ts';
import { percent } from '../number.ts';
import { settingsLine } from '../settings.ts';
import { COLOUR, HEIGHT, SCALE, TYPE } from '../style.ts';
import { type Board, heading, sheet } from './board.ts';
import { drawLegend } from './legend.ts';
import { drawText } from './text.ts';

const WORDS = { en: { right: 'right', wrong: 'wrong' }, ja: { right: '正解', wrong: '誤り' } } as const;
const RIGHT = '#d3e5ee';
const LABEL = { size: TYPE.label, colour: COLOUR.muted } as const;
/** Fewer wrong sums than this are circled, or they would be overlooked. */
const FEW = 24;
/** Height of the picture for one to four maps, CSS px: many maps are small. */
const HEIGHTS = [HEIGHT, HEIGHT, 388, 358] as const;

/** The picture of the error maps. */
export function drawErrorMap(spec: ErrorMapSpec): Board {
  const board = sheet(HEIGHTS[spec.maps.length - 1] ?? HEIGHT);
  const { ctx } = board;
  const words = WORDS[spec.locale];
  const title = { title: errorMapFinding(spec), subtitle: settingsLine(spec.config, spec.locale) };
  const box = drawLegend(board, heading(board, title), [
    { kind: 'area', colour: RIGHT, text: words.right },
    { kind: 'area', colour: COLOUR.red, text: words.wrong },
  ]);
  const [left, top, foot] = [34, 24, 22];
  const space = { x: box.x + left, y: box.y + top, width: box.width - left, height: box.height - top - foot };
  const placed = errorMapFigure(spec, space, SCALE);
  placed.forEach((map, i) => {
    drawMap(board, map, spec.size);
    const side = map.cell * spec.size;
    const when = moment(spec.config, map.iteration)[spec.locale];
    const caption = placed.length === 1 ? percent(map.accuracy) : `${when}: ${percent(map.accuracy)}`;
    drawText(ctx, caption, map.x + side / 2, map.y - 9, { ...LABEL, colour: COLOUR.ink, align: 'center' });
    drawSides(board, map, spec.size, i === 0 ? 'both' : 'a');
  });
  return board;
}

function drawMap({ ctx }: Board, map: PlacedMap, size: number): void {
  const side = map.cell * size;
  ctx.fillStyle = RIGHT;
  ctx.fillRect(map.x, map.y, side, side);
  ctx.fillStyle = COLOUR.red;
  // Edges on device pixels, so that neighbouring cells leave no seam.
  const edge = (cells: number): number => Math.round(cells * map.cell * SCALE) / SCALE;
  for (const { a, b, length } of map.runs) {
    const [left, top] = [edge(a), edge(size - 1 - b)];
    ctx.fillRect(map.x + left, map.y + top, edge(a + length) - left, edge(size - b) - top);
  }
  if (map.wrong > FEW || map.cell > 8) return;
  ctx.strokeStyle = COLOUR.ink;
  ctx.lineWidth = 1.5;
  for (const run of map.runs) {
    ctx.beginPath();
    const middle = map.x + (run.a + run.length / 2) * map.cell;
    ctx.arc(middle, map.y + (size - run.b - 0.5) * map.cell, (run.length * map.cell) / 2 + 5, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** Numbers at the corners and the letters a (across) and b (upwards). */
function drawSides({ ctx }: Board, map: PlacedMap, size: number, sides: 'a' | 'both'): void {
  const side = map.cell * size;
  const below = map.y + side + 19;
  drawText(ctx, '0', map.x, below, LABEL);
  drawText(ctx, '$a$', map.x + side / 2, below, { ...LABEL, align: 'center' });
  drawText(ctx, String(size - 1), map.x + side, below, { ...LABEL, align: 'right' });
  if (sides === 'a') return;
  const style = { ...LABEL, align: 'right', anchor: 'middle' } as const;
  drawText(ctx, '0', map.x - 8, map.y + side - 7, style);
  drawText(ctx, '$b$', map.x - 12, map.y + side / 2, style);
  drawText(ctx, String(size - 1), map.x - 8, map.y + 7, style);
}
