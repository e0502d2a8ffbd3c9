/** Draws the portrait of the hidden states. */
import { settingsLine } from '../loss.ts';
import { percent } from '../number.ts';
import {
  bestSplit,
  bestUnit,
  type PortraitPoint,
  type PortraitSpec,
  portraitFinding,
  SHOWS,
} from '../portrait.ts';
import { COLOUR, HEIGHT, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawLegend } from './legend.ts';
import { drawText, widthOf } from './text.ts';

const WORDS = {
  en: {
    carry: 'carry',
    none: 'no carry',
    first: (share: string) => `principal component 1 (${share} of the variance)`,
    second: (share: string) => `component 2 (${share})`,
    correlation: 'correlation with the carry',
    unit: 'unit',
  },
  ja: {
    carry: '桁上がりあり',
    none: '桁上がりなし',
    first: (share: string) => `第 1 主成分(分散の ${share})`,
    second: (share: string) => `第 2 主成分(${share})`,
    correlation: '桁上がりとの相関',
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
/** Width of the panel of correlations, CSS px. */
const SIDE = 250;

/** The picture of the hidden states. */
export function drawPortrait(spec: PortraitSpec): Board {
  const board = sheet(HEIGHT);
  const words = WORDS[spec.locale];
  const title = { title: portraitFinding(spec), subtitle: settingsLine(spec.config, spec.locale) };
  const box = drawLegend(board, heading(board, title), [
    { kind: 'dot', colour: CARRY, text: words.carry },
    { kind: 'ring', colour: NONE, text: words.none },
  ]);
  const side = spec.correlations === undefined ? 0 : SIDE + 24;
  const area = { x: box.x + 26, y: box.y, width: box.width - 26 - side, height: box.height - 26 };
  drawPoints(board, spec.points, area, spec.points);
  drawAxisNames(board, spec, area);
  if (spec.correlations !== undefined) {
    drawCorrelations(board, spec, spec.correlations, { ...box, x: box.x + box.width - SIDE, width: SIDE });
  }
  return board;
}

/**
 * Dots for a carry, rings for none, and the line that tells them apart, in one frame that `all` the points fit
 * into (those of a whole animation, or just these).
 */
export function drawPoints(
  { ctx }: Pick<Board, 'ctx'>,
  points: readonly PortraitPoint[],
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
  drawSplit(ctx, points, scale, cx, cy);
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
  points: readonly PortraitPoint[],
  scale: number,
  cx: number,
  cy: number,
): void {
  const { nx, ny, c, accuracy } = bestSplit(points);
  if (accuracy < SHOWS) return;
  const length = Math.hypot(nx, ny);
  if (length === 0 || !Number.isFinite(c)) return;
  const [ux, uy] = [nx / length, ny / length];
  const [px, py] = [cx + (ux * c * scale) / length, cy - (uy * c * scale) / length];
  ctx.strokeStyle = COLOUR.ink;
  ctx.lineWidth = 1.6;
  ctx.setLineDash([7, 6]);
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

/** One bar a unit from the middle line, the strongest with its number. */
function drawCorrelations({ ctx }: Board, spec: PortraitSpec, values: readonly number[], box: Box): void {
  const words = WORDS[spec.locale];
  drawText(ctx, words.correlation, box.x + box.width / 2, box.y - 16, {
    ...LABEL,
    align: 'center',
    anchor: 'middle',
  });
  const best = bestUnit(values);
  const height = (box.height - 26) / values.length;
  const middle = box.x + box.width / 2 + 12;
  const half = box.width / 2 - 16;
  ctx.fillStyle = COLOUR.line;
  ctx.fillRect(middle - 0.5, box.y, 1, box.height - 26);
  values.forEach((r, unit) => {
    const y = box.y + unit * height;
    ctx.fillStyle = unit === best.unit ? COLOUR.purple : '#c4bdb0';
    ctx.fillRect(r < 0 ? middle + r * half : middle, y, Math.abs(r) * half, Math.max(0.5, height - 1.5));
  });
  for (const [value, text] of [
    [-1, '−1'],
    [0, '0'],
    [1, '1'],
  ] as const) {
    drawText(ctx, text, middle + value * half, box.y + box.height - 4, { ...LABEL, align: 'center' });
  }
  const text = `${words.unit} ${best.unit}: ${best.correlation.toFixed(2).replace('-', '−')}`;
  const y = Math.min(Math.max(box.y + (best.unit + 0.5) * height, box.y + 9), box.y + box.height - 38);
  const style = { size: TYPE.label, weight: 700, colour: COLOUR.purple, anchor: 'middle' } as const;
  const width = widthOf(ctx, text, style);
  const x = best.correlation > 0 ? middle - 8 - width : Math.min(middle + 8, box.x + box.width - width);
  // Bars of many units are behind the words.
  ctx.fillStyle = COLOUR.paper;
  ctx.fillRect(x - 3, y - 10, width + 6, 20);
  drawText(ctx, text, x, y, style);
}
