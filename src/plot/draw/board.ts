/** The sheet a picture is drawn on: paper, heading, and the space that is left for the picture itself. */
import { type Canvas, createCanvas, type SKRSContext2D } from 'canvas';
import { COLOUR, HEIGHT, MARGIN, SCALE, TYPE, WIDTH } from '../style.ts';
import { drawText, linesOf, type TextStyle } from './text.ts';

/** A rectangle, CSS px. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Board = {
  readonly canvas: Canvas;
  readonly ctx: SKRSContext2D;
  readonly width: number;
  readonly height: number;
};

export type Heading = { readonly title: string; readonly subtitle: string };

/** The last ordinary sheet: taking its memory afresh from the system costs 15 ms, cleaning it 0.1 ms. */
let used: Canvas | undefined;

/**
 * A sheet of paper, `height` CSS px high, drawn on in CSS px. Of ordinary size there is one a thread, so a picture
 * must be finished before the next is begun.
 */
export function sheet(height: number, width = WIDTH): Board {
  const ordinary = height === HEIGHT && width === WIDTH;
  const canvas = (ordinary ? used : undefined) ?? createCanvas(width * SCALE, height * SCALE);
  if (ordinary) used = canvas;
  const ctx = canvas.getContext('2d');
  ctx.reset();
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = COLOUR.paper;
  ctx.fillRect(0, 0, width, height);
  return { canvas, ctx, width, height };
}

const SUBTITLE: TextStyle = { size: TYPE.label, colour: COLOUR.muted };
const LEADING = 1.28;
/** Free edge below. */
const BOTTOM = 20;

/** Size and lines of the title: one line if it fits, a little smaller if that helps, else two lines. */
function titleOf(ctx: SKRSContext2D, title: string, width: number): { style: TextStyle; lines: string[] } {
  for (const size of [TYPE.title, TYPE.title - 2, TYPE.title - 4]) {
    const style: TextStyle = { size, weight: 700 };
    const lines = linesOf(ctx, title, width, 2, style);
    if (lines.length === 1) return { style, lines };
  }
  const style: TextStyle = { size: TYPE.title - 3, weight: 700 };
  return { style, lines: linesOf(ctx, title, width, 2, style) };
}

/** Draws the heading; the box is what remains below it, inside the margins. */
export function heading(board: Board, { title, subtitle }: Heading): Box {
  const { ctx } = board;
  const width = board.width - 2 * MARGIN;
  const set = titleOf(ctx, title, width);
  let y = MARGIN + set.style.size * 0.75;
  for (const line of set.lines) {
    drawText(ctx, line, MARGIN, y, set.style);
    y += set.style.size * LEADING;
  }
  if (subtitle !== '') {
    for (const line of linesOf(ctx, subtitle, width, 2, SUBTITLE)) {
      drawText(ctx, line, MARGIN, y - 4, SUBTITLE);
      y += SUBTITLE.size * LEADING;
    }
  }
  const top = y - 2;
  return { x: MARGIN, y: top, width, height: board.height - BOTTOM - top };
}

/** The box without its uppermost `height` CSS px. */
export function below(box: Box, height: number): Box {
  return { ...box, y: box.y + height, height: box.height - height };
}
