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
  /** Device pixels per CSS pixel. */
  readonly scale: number;
};

export type Heading = { readonly title: string; readonly subtitle: string };

/** Sheets of ordinary height by their scale: taking memory afresh from the system costs 15 ms, cleaning it 0.1 ms. */
const used = new Map<number, Canvas>();

/**
 * A sheet of paper, `height` CSS px high, drawn on in CSS px. Of ordinary height there is one a thread and scale, so
 * a picture must be finished before the next is begun.
 */
export function sheet(height: number, scale = SCALE): Board {
  const kept = height === HEIGHT ? used.get(scale) : undefined;
  const canvas = kept ?? createCanvas(WIDTH * scale, Math.floor(height * scale));
  const ctx = canvas.getContext('2d');
  if (kept === undefined) ignoreArcsNowhere(ctx);
  if (height === HEIGHT) used.set(scale, canvas);
  ctx.reset();
  ctx.scale(scale, scale);
  ctx.fillStyle = COLOUR.paper;
  ctx.fillRect(0, 0, WIDTH, height);
  return { canvas, ctx, width: WIDTH, height, scale };
}

/** Draws no arc whose place is not a finite number, as browsers do: this canvas aborts the whole process for one. */
function ignoreArcsNowhere(ctx: SKRSContext2D): void {
  const [arc, ellipse] = [ctx.arc.bind(ctx), ctx.ellipse.bind(ctx)];
  // Places are kept in single precision, in which a larger number is infinite.
  const somewhere = (...place: number[]) => place.every((value) => Number.isFinite(Math.fround(value)));
  ctx.arc = (x, y, ...rest) => {
    if (somewhere(x, y)) arc(x, y, ...rest);
  };
  ctx.ellipse = (x, y, ...rest) => {
    if (somewhere(x, y)) ellipse(x, y, ...rest);
  };
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

/**
 * Draws the heading; the box is what remains below it, inside the margins. `one line` keeps the type small enough
 * for any title and the place below it fixed, as the frames of an animation need.
 */
export function heading(board: Board, { title, subtitle }: Heading, lines: 'any' | 'one line' = 'any'): Box {
  const { ctx } = board;
  const width = board.width - 2 * MARGIN;
  const small: TextStyle = { size: 20, weight: 700 };
  const set =
    lines === 'any'
      ? titleOf(ctx, title, width)
      : { style: small, lines: linesOf(ctx, title, width, 1, small) };
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
