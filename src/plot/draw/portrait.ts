/** Draws the portrait of the hidden states. */

import { percent } from '../number.ts';
import {
  isLineShown,
  lineWords,
  type PortraitPoint,
  type PortraitSpec,
  portraitBars,
  portraitFinding,
} from '../portrait.ts';
import { settingsLine } from '../settings.ts';
import { COLOUR, HEIGHT, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawLegend } from './legend.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: {
    carry: 'carry',
    none: 'no carry',
    first: (share: string) => `principal component 1 (${share} of the variance)`,
    second: (share: string) => `component 2 (${share})`,
    alone: 'carry told by each unit alone',
    unit: 'unit',
  },
  ja: {
    carry: '桁上がりあり',
    none: '桁上がりなし',
    first: (share: string) => `第 1 主成分(分散の ${share})`,
    second: (share: string) => `第 2 主成分(${share})`,
    alone: '各ユニットだけでわかる割合',
    unit: 'ユニット',
  },
} as const;

const LABEL = { size: TYPE.label, colour: COLOUR.muted } as const;
/** Colours of the two kinds of states. */
export const CARRY = COLOUR.purple;
export const NONE = COLOUR.orange;
/** More dots than this only hide each other; the line is still drawn by all points. */
const MOST_DOTS = 1200;
/** Free edge around the points, CSS px. */
const EDGE = 18;
/** Width of the panel of units, CSS px. */
const SIDE = 250;
/** Dashes of the line between carry and no carry. */
const DASH = [7, 6];

/** The picture of the hidden states. */
export function drawPortrait(spec: PortraitSpec): Board {
  const board = sheet(HEIGHT);
  const words = WORDS[spec.locale];
  const title = { title: portraitFinding(spec), subtitle: settingsLine(spec.config, spec.locale) };
  const box = drawLegend(board, heading(board, title), [
    { kind: 'dot', colour: CARRY, text: words.carry },
    { kind: 'ring', colour: NONE, text: words.none },
    ...(isLineShown(spec.split, spec.baseline)
      ? [{ kind: 'line', colour: COLOUR.ink, dash: DASH, text: lineWords(spec)[spec.locale] } as const]
      : []),
  ]);
  const area = { x: box.x + 26, y: box.y, width: box.width - 26 - SIDE - 24, height: box.height - 26 };
  drawPoints(board, spec, area, spec.points);
  drawAxisNames(board, spec, area);
  drawBars(board, spec, { ...box, x: box.x + box.width - SIDE, width: SIDE });
  return board;
}

/**
 * Dots for a carry, rings for none, and the line that tells them apart, in one frame that `all` the points fit
 * into (those of a whole animation, or just these).
 */
export function drawPoints(
  { ctx }: Pick<Board, 'ctx'>,
  {
    points,
    split,
    baseline,
  }: Pick<PortraitSpec, 'points'> & Partial<Pick<PortraitSpec, 'split' | 'baseline'>>,
  area: Box,
  all: readonly PortraitPoint[],
): void {
  ctx.fillStyle = '#f4f2ea';
  ctx.fillRect(area.x, area.y, area.width, area.height);
  const { scale, cx, cy } = frame(all, area);
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.x, area.y, area.width, area.height);
  ctx.clip();
  if (split !== undefined && isLineShown(split, baseline)) drawSplit(ctx, split, scale, cx, cy);
  ctx.globalAlpha = points.length > 400 ? 0.55 : 0.85;
  ctx.lineWidth = 1.4;
  ctx.strokeStyle = NONE;
  ctx.fillStyle = CARRY;
  const stride = Math.ceil(points.length / MOST_DOTS);
  for (const p of points.filter((_, i) => i % stride === 0)) {
    ctx.beginPath();
    ctx.arc(cx + p.x * scale, cy - p.y * scale, 3.6, 0, 2 * Math.PI);
    if (p.carry === 1) ctx.fill();
    else ctx.stroke();
  }
  ctx.restore();
}

/** One scale for both axes, and the canvas place of the origin, so that all points are inside with an edge. */
function frame(points: readonly PortraitPoint[], area: Box): { scale: number; cx: number; cy: number } {
  const range = (values: number[]): [number, number] => [
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
  const finite = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const [left, right] = range(finite.map((p) => p.x));
  const [low, high] = range(finite.map((p) => p.y));
  const scale = Math.min(
    (area.width - 2 * EDGE) / Math.max(1e-6, right - left),
    (area.height - 2 * EDGE) / Math.max(1e-6, high - low),
  );
  return {
    scale,
    cx: area.x + area.width / 2 - (scale * (left + right)) / 2,
    cy: area.y + area.height / 2 + (scale * (low + high)) / 2,
  };
}

function drawSplit(
  ctx: Board['ctx'],
  { nx, ny, c }: PortraitSpec['split'],
  scale: number,
  cx: number,
  cy: number,
): void {
  const length = Math.hypot(nx, ny);
  if (length === 0) return;
  const [ux, uy] = [nx / length, ny / length];
  const [px, py] = [cx + (ux * c * scale) / length, cy - (uy * c * scale) / length];
  ctx.strokeStyle = COLOUR.ink;
  ctx.lineWidth = 1.6;
  ctx.setLineDash(DASH);
  ctx.beginPath();
  // The line runs along (−uy, ux), upside down on the canvas; 2000 px leave the frame on both sides.
  ctx.moveTo(px - uy * 2000, py - ux * 2000);
  ctx.lineTo(px + uy * 2000, py + ux * 2000);
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawAxisNames({ ctx }: Board, spec: PortraitSpec, area: Box): void {
  const words = WORDS[spec.locale];
  const [first, second] = spec.explained.map(percent);
  const x = area.x + area.width / 2;
  drawText(ctx, words.first(first ?? ''), x, area.y + area.height + 22, { ...LABEL, align: 'center' });
  ctx.save();
  ctx.translate(area.x - 11, area.y + area.height / 2);
  ctx.rotate(-Math.PI / 2);
  drawText(ctx, words.second(second ?? ''), 0, 0, { ...LABEL, align: 'center' });
  ctx.restore();
}

/** One bar a unit, from guessing at the left to telling always at the right, the best with its number. */
function drawBars({ ctx }: Board, spec: PortraitSpec, box: Box): void {
  const words = WORDS[spec.locale];
  const { teller, baseline } = spec;
  drawText(ctx, words.alone, box.x + box.width / 2, box.y - 16, {
    ...LABEL,
    align: 'center',
    anchor: 'middle',
  });
  const bars = portraitBars(spec);
  const height = (box.height - 26) / bars.length;
  const [left, width] = [box.x + 16, box.width - 32];
  ctx.fillStyle = COLOUR.line;
  for (const share of [0, 1]) ctx.fillRect(left + share * width - 0.5, box.y, 1, box.height - 26);
  bars.forEach((share, unit) => {
    ctx.fillStyle = unit === teller.unit ? COLOUR.purple : '#c4bdb0';
    ctx.fillRect(left, box.y + unit * height, share * width, Math.max(0.5, height - 1.5));
  });
  for (const [share, at] of [
    [baseline, left],
    [1, left + width],
  ] as const) {
    drawText(ctx, percent(share), at, box.y + box.height - 4, { ...LABEL, align: 'center' });
  }
  const text = `${words.unit} ${teller.unit}: ${percent(teller.accuracy)}`;
  // Between the two ticks, since beside its bar it would hide others.
  drawText(ctx, text, left + width / 2, box.y + box.height - 4, {
    size: TYPE.label,
    weight: 700,
    colour: COLOUR.purple,
    align: 'center',
  });
}
