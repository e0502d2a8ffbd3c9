/** Draws the accuracy without each unit and without memory, as bars. */
import { type AblationSpec, ablationFinding, ablationRemark, carryFree, mostMissed } from '../ablation.ts';
import { percent } from '../number.ts';
import { COLOUR, HEIGHT, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawText, widthOf } from './text.ts';

const WORDS = {
  en: { unit: 'unit taken out', memory: '$W$ = 0', free: 'sums without a carry', intact: 'whole network' },
  ja: {
    unit: '取り除いたユニット',
    memory: '$W$ = 0',
    free: '桁上がりのない足し算',
    intact: 'もとの正解率',
  },
} as const;

const LABEL = { size: TYPE.label, colour: COLOUR.muted } as const;
/** Left of the bars: the numbers of the axis. Below: unit numbers and the axis' name. Bar of W = 0. */
const GUTTER = 58;
const FOOT = 46;
const MEMORY = 74;
/** Above the bars: room for the percentage of a full bar, and above that the middle of the legend's line. */
const HEAD = 48;
const LEGEND = 36;
/** Height from which a bar shows, CSS px. */
const SEEN = 2;

/** The picture of an ablation. */
export function drawAblation(spec: AblationSpec): Board {
  const board = sheet(HEIGHT);
  const space = heading(board, { title: ablationFinding(spec), subtitle: ablationRemark(spec) });
  const area = {
    x: space.x + GUTTER,
    y: space.y + HEAD,
    width: space.width - GUTTER,
    height: space.height - HEAD - FOOT,
  };
  drawGrid(board, area);
  drawBars(board, spec, area);
  drawLevels(board, spec, area);
  return board;
}

function drawGrid({ ctx }: Board, area: Box): void {
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = area.y + area.height * (1 - share);
    ctx.fillStyle = COLOUR.line;
    ctx.fillRect(area.x, y - 0.5, area.width, 1);
    drawText(ctx, percent(share), area.x - 8, y, { ...LABEL, align: 'right', anchor: 'middle' });
  }
}

function drawBars({ ctx }: Board, spec: AblationSpec, area: Box): void {
  const words = WORDS[spec.locale];
  const units = spec.withoutUnit.length;
  const room = area.width - MEMORY - 22;
  const pitch = room / units;
  const missed = mostMissed(spec.withoutUnit);
  const base = area.y + area.height;
  const every = Math.ceil(units / 16);
  spec.withoutUnit.forEach((accuracy, unit) => {
    const height = area.height * accuracy;
    ctx.fillStyle = unit === missed.unit ? COLOUR.purple : '#9fb9cc';
    ctx.fillRect(area.x + unit * pitch + pitch * 0.12, base - height, pitch * 0.76, height);
    const middle = area.x + (unit + 0.5) * pitch;
    // A bar too low to be seen is told, too.
    if (unit !== missed.unit && height < SEEN && units <= 16) {
      const text = { size: TYPE.small, colour: COLOUR.muted, align: 'center' } as const;
      drawText(ctx, percent(accuracy), middle, base - height - 8, text);
    }
    if (unit % every !== 0) return;
    drawText(ctx, String(unit), middle, base + 19, { ...LABEL, align: 'center' });
  });
  // After all bars: beside narrow ones it stands over its neighbours.
  const label = { size: TYPE.label, weight: 700, colour: COLOUR.purple, align: 'center' } as const;
  const [x0, y0] = [area.x + (missed.unit + 0.5) * pitch, base - area.height * missed.accuracy - 8];
  const half = widthOf(ctx, percent(missed.accuracy), label) / 2;
  ctx.fillStyle = COLOUR.paper;
  if (pitch < 2 * half) ctx.fillRect(Math.max(x0, area.x + half) - half - 2, y0 - 15, 2 * half + 4, 19);
  drawText(ctx, percent(missed.accuracy), Math.max(x0, area.x + half), y0, label);
  drawText(ctx, words.unit, area.x + room / 2, base + 42, { ...LABEL, align: 'center' });
  const height = area.height * spec.withoutMemory;
  const x = area.x + area.width - MEMORY;
  ctx.fillStyle = COLOUR.red;
  ctx.fillRect(x, base - height, MEMORY, height);
  drawText(ctx, words.memory, x + MEMORY / 2, base + 20, {
    size: TYPE.label,
    colour: COLOUR.ink,
    align: 'center',
  });
  const text = { size: TYPE.label, weight: 700, colour: COLOUR.red, align: 'center' } as const;
  drawText(ctx, percent(spec.withoutMemory), x + MEMORY / 2, base - height - 8, text);
}

/** Two levels to compare with: the whole network, and what needs no memory. */
function drawLevels({ ctx }: Board, spec: AblationSpec, area: Box): void {
  const words = WORDS[spec.locale];
  const levels = [
    { share: spec.intact, colour: COLOUR.green, text: `${words.intact} ${percent(spec.intact)}` },
    {
      share: carryFree(spec.config),
      colour: COLOUR.ink,
      text: `${words.free} ${percent(carryFree(spec.config))}`,
    },
  ];
  let x = area.x;
  for (const { share, colour, text } of levels) {
    const y = area.y + area.height * (1 - share);
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    ctx.setLineDash([6, 5]);
    ctx.beginPath();
    ctx.moveTo(area.x, y);
    ctx.lineTo(area.x + area.width, y);
    ctx.moveTo(x, area.y - LEGEND);
    ctx.lineTo(x + 27, area.y - LEGEND);
    ctx.stroke();
    ctx.restore();
    x += 34;
    x += drawText(ctx, text, x, area.y - LEGEND, { size: TYPE.label, anchor: 'middle' }) + 26;
  }
}
