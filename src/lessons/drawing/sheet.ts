/** A page's picture: heading, diagram, formulas with their code; as high as they need. */
import type { Locale } from '../../chat/locale.ts';
import { type Box, heading, sheet } from '../../plot/draw/board.ts';
import { encodePng } from '../../plot/png.ts';
import { quantise } from '../../plot/quantise.ts';
import { MARGIN, SCALE, WIDTH } from '../../plot/style.ts';
import type { Diagram } from '../diagram.ts';
import type { Typesetter } from '../formula/typeset.ts';
import type { Page, Row } from '../page.ts';
import { drawCharts } from './charts.ts';
import { drawMemory } from './memory.ts';
import { drawNetwork } from './network.ts';
import { createPen, type Pen } from './pen.ts';
import { drawRows } from './rows.ts';
import { drawSums } from './sums.ts';
import { drawTable } from './table.ts';
import { drawUnrolled } from './unrolled.ts';

/** Highest picture, CSS px: chats shrink what is higher until it cannot be read. */
const MAX_HEIGHT = 640;
const GAP = 26;

/** The picture of a page as a PNG file. Throws an Error when it does not fit its sheet. */
export async function paintPage(page: Page, locale: Locale, typesetter: Typesetter): Promise<Uint8Array> {
  const draft = sheet(MAX_HEIGHT);
  const pen = createPen(draft, locale, typesetter);
  const { finding, diagram, rows } = page.picture;
  const below = heading(draft, { title: finding[locale], subtitle: page.title[locale] });
  const bottom = await drawContent(pen, { ...below, y: below.y + 12 }, diagram, rows);
  const height = Math.ceil(bottom + MARGIN - 8);
  if (height > MAX_HEIGHT)
    throw new Error(`the picture of ${page.id} is ${height} px high, over ${MAX_HEIGHT}`);
  // Pixels come row by row, so what is below the content is the end of them.
  const size = { width: WIDTH * SCALE, height: height * SCALE };
  const rgba = draft.canvas.data().subarray(0, size.width * size.height * 4);
  return encodePng(quantise({ ...size, rgba }));
}

/** A narrow diagram has its formulas at its right, a wide one below. Returns the y below all. */
async function drawContent(pen: Pen, box: Box, diagram: Diagram, rows: readonly Row[]): Promise<number> {
  const narrow = diagram.kind === 'table' || (diagram.kind === 'charts' && diagram.span === 'half');
  if (narrow && rows.length > 0) {
    const width = (box.width - GAP) * 0.48;
    const left = await drawDiagram(pen, { ...box, width }, diagram);
    const right = { ...box, x: box.x + width + GAP, width: box.width - width - GAP };
    return Math.max(left, await drawRows(pen, right, rows));
  }
  const y = await drawDiagram(pen, box, diagram);
  return rows.length === 0 ? y : drawRows(pen, { ...box, y }, rows);
}

async function drawDiagram(pen: Pen, box: Box, diagram: Diagram): Promise<number> {
  switch (diagram.kind) {
    case 'none':
      return box.y;
    case 'sums':
      return drawSums(pen, box, diagram);
    case 'network':
      return drawNetwork(pen, box, diagram);
    case 'unrolled':
      return drawUnrolled(pen, box, diagram);
    case 'charts':
      return drawCharts(pen, box, diagram.panels, diagram.panels.length === 1 ? 250 : 170);
    case 'table':
      return drawTable(pen, box, diagram);
    case 'memory':
      return drawMemory(pen, box, diagram);
  }
}
