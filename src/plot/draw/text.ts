/** Text on a canvas: runs of a line measured and drawn, lines broken to fit. */
import type { SKRSContext2D } from 'canvas';
import { legible } from '../coverage.ts';
import { COLOUR } from '../style.ts';
import { type Run, runsOf } from '../typeset.ts';
import { breakLine } from '../wrap.ts';
import { coveredSigns, MATHS_FAMILY, TEXT_FAMILY } from './fonts.ts';

export type TextStyle = {
  /** CSS px. */
  readonly size: number;
  readonly weight?: 400 | 700;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** What y is: the baseline, or the middle of the capitals. */
  readonly anchor?: 'baseline' | 'middle';
};

/** Raised and lowered signs: 70 % of the size, up or down by a share of it. */
const SMALLER = 0.7;
const SHIFT = { none: 0, raised: -0.36, lowered: 0.17 } as const;
/** Half the height of Noto's capitals, in sizes. */
const HALF_CAPITAL = 0.365;
/** New Computer Modern looks smaller than Noto at the same size. */
const MATHS_SCALE = 1.13;

function setFont(ctx: SKRSContext2D, run: Run, style: TextStyle): void {
  const size = style.size * (run.shift === 'none' ? 1 : SMALLER);
  ctx.font =
    run.face === 'maths'
      ? `400 ${size * MATHS_SCALE}px ${MATHS_FAMILY}`
      : `${style.weight ?? 400} ${size}px ${TEXT_FAMILY}`;
}

type Placed = Run & { readonly x: number };

/**
 * Runs with the place where each begins, and the whole width. A raised sign right after a lowered one stands
 * above it, as in δ with both.
 */
function place(ctx: SKRSContext2D, line: string, style: TextStyle): { runs: Placed[]; width: number } {
  const runs: Placed[] = [];
  let x = 0;
  let width = 0;
  for (const { text, ...rest } of runsOf(line)) {
    const run = { ...rest, text: legible(text, coveredSigns()) };
    const last = runs.at(-1);
    const stacked = run.face === 'maths' && run.shift === 'raised' && last?.shift === 'lowered';
    const start = stacked ? last.x : x;
    setFont(ctx, run, style);
    x = Math.max(x, start + ctx.measureText(run.text).width);
    runs.push({ ...run, x: start });
    width = x;
  }
  return { runs, width };
}

/** Width of a line, CSS px. */
export function widthOf(ctx: SKRSContext2D, line: string, style: TextStyle): number {
  return place(ctx, line, style).width;
}

/** Draws one line at x, y and returns its width. */
export function drawText(ctx: SKRSContext2D, line: string, x: number, y: number, style: TextStyle): number {
  const { runs, width } = place(ctx, line, style);
  const align = style.align ?? 'left';
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  const base = style.anchor === 'middle' ? y + style.size * HALF_CAPITAL : y;
  ctx.fillStyle = style.colour ?? COLOUR.ink;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  for (const run of runs) {
    setFont(ctx, run, style);
    ctx.fillText(run.text, left + run.x, base + style.size * SHIFT[run.shift]);
  }
  return width;
}

/** Lines of a text that fit into `width`; at most `limit` lines, the last one cut with an ellipsis if need be. */
export function linesOf(
  ctx: SKRSContext2D,
  text: string,
  width: number,
  limit: number,
  style: TextStyle,
): string[] {
  return breakLine(text, width, limit, (line) => widthOf(ctx, line, style));
}
