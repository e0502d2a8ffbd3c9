/** Draws the error signal by time step and training time: a heat map, and its profile at start, middle and end. */
import {
  type GradientFlowFigure,
  type GradientFlowSpec,
  gradientFlowFigure,
  gradientFlowFinding,
  shareOfScale,
} from '../gradient-flow.ts';
import { count, superscript } from '../number.ts';
import { stepTicks } from '../scale.ts';
import { settingsLine } from '../settings.ts';
import { COLOUR, HEIGHT, sequential, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawChart, line } from './chart.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: {
    step: 'time step $t$',
    pairs: 'pairs seen',
    updates: 'updates',
    signal: '‖$δ^t$‖',
    profile: '‖$δ^t$‖ by step',
  },
  ja: {
    step: '時刻 $t$',
    pairs: '学習した組の数',
    updates: '更新回数',
    signal: '‖$δ^t$‖',
    profile: '時刻ごとの ‖$δ^t$‖',
  },
} as const;

const LABEL = { size: TYPE.label, colour: COLOUR.muted } as const;
/** Width of the right panel, CSS px. */
const PROFILE = 270;
/** Row of names above the profiles, CSS px. */
const NAMES = 20;

/** The picture of the gradient flow. */
export function drawGradientFlow(spec: GradientFlowSpec): Board {
  const board = sheet(HEIGHT);
  const figure = gradientFlowFigure(spec);
  const subtitle = settingsLine(spec.config, spec.locale);
  const space = heading(board, { title: gradientFlowFinding(spec), subtitle });
  const top = space.y + 36;
  const height = space.height - 36;
  drawHeat(board, spec, figure, { x: space.x, y: top, width: space.width - PROFILE - 34, height });
  const right = { x: space.x + space.width - PROFILE, y: top, width: PROFILE, height };
  drawProfiles(board, spec, figure, right);
  return board;
}

/** Left edge of the cells: room for the step numbers and the name of the axis. */
const GUTTER = 46;
const FOOT = 46;

function drawHeat(board: Board, spec: GradientFlowSpec, figure: GradientFlowFigure, box: Box): void {
  const { ctx } = board;
  const words = WORDS[spec.locale];
  const cells = { x: box.x + GUTTER, y: box.y, width: box.width - GUTTER, height: box.height - FOOT };
  const width = cells.width / figure.norms.length;
  const steps = spec.config.bits;
  const height = cells.height / steps;
  figure.norms.forEach((norms, i) => {
    norms.forEach((norm, t) => {
      ctx.fillStyle = Number.isFinite(norm) ? sequential(shareOfScale(norm, figure)) : COLOUR.red;
      // Half a pixel of overlap hides the seams between cells.
      ctx.fillRect(cells.x + i * width, cells.y + cells.height - (t + 1) * height, width + 0.5, height - 1);
    });
  });
  for (const t of stepTicks(steps)) {
    const y = cells.y + cells.height - (t - 0.5) * height;
    drawText(ctx, String(t), cells.x - 8, y, { ...LABEL, align: 'right', anchor: 'middle' });
  }
  ctx.save();
  ctx.translate(box.x + 11, cells.y + cells.height / 2);
  ctx.rotate(-Math.PI / 2);
  drawText(ctx, words.step, 0, 0, { ...LABEL, align: 'center' });
  ctx.restore();
  drawTimes(board, figure, cells);
  const time = spec.config.batch === 1 ? words.pairs : words.updates;
  drawText(ctx, time, cells.x + cells.width / 2, cells.y + cells.height + 43, { ...LABEL, align: 'center' });
  drawScale(board, words.signal, figure, cells);
}

/** The iterations of the first, the middle and the last column. */
function drawTimes({ ctx }: Board, figure: GradientFlowFigure, cells: Box): void {
  const last = figure.iterations.length - 1;
  for (const i of figure.profiles) {
    const align = i === 0 ? 'left' : i === last ? 'right' : 'center';
    const x = cells.x + (i === 0 ? 0 : i === last ? cells.width : ((i + 0.5) * cells.width) / (last + 1));
    drawText(ctx, count(figure.iterations[i] ?? 0), x, cells.y + cells.height + 20, { ...LABEL, align });
  }
}

/** What the colours mean, above the cells. */
function drawScale({ ctx }: Board, name: string, { low, high }: GradientFlowFigure, cells: Box): void {
  const y = cells.y - 19;
  const style = { ...LABEL, anchor: 'middle' } as const;
  let x = cells.x + drawText(ctx, name, cells.x, y, { ...style, colour: COLOUR.ink }) + 16;
  x += drawText(ctx, powerOfTen(low), x, y, style) + 8;
  for (let i = 0; i < 60; i += 1) {
    ctx.fillStyle = sequential(i / 59);
    ctx.fillRect(x + i * 2, y - 7, 2, 14);
  }
  drawText(ctx, powerOfTen(high), x + 128, y, style);
}

/** 0.001 → `10⁻³`. */
function powerOfTen(value: number): string {
  return `10${superscript(Math.round(Math.log10(value)))}`;
}

const PROFILE_COLOURS = [COLOUR.sky, COLOUR.blue, '#003f6b'] as const;

function drawProfiles(board: Board, spec: GradientFlowSpec, figure: GradientFlowFigure, box: Box): void {
  const words = WORDS[spec.locale];
  drawText(board.ctx, words.profile, box.x + 8, box.y - 19, {
    ...LABEL,
    colour: COLOUR.ink,
    anchor: 'middle',
  });
  const powers: number[] = [];
  const every = Math.ceil(Math.log10(figure.high / figure.low) / 5);
  for (let p = Math.round(Math.log10(figure.low)); 10 ** p <= figure.high * 1.01; p += every)
    powers.push(10 ** p);
  const points = figure.profiles.map((i) =>
    (figure.norms[i] ?? []).flatMap((y, t) => (y > 0 && Number.isFinite(y) ? [{ x: t + 1, y }] : [])),
  );
  const chart = { ...box, y: box.y + NAMES, height: box.height - NAMES - 20 };
  const drawn = drawChart(board, chart, {
    lines: points.map((p, i) =>
      line(p, { colour: PROFILE_COLOURS[i] ?? COLOUR.blue, width: 2.8, points: 3.5 }),
    ),
    x: {
      scale: 'linear',
      min: 1,
      max: spec.config.bits,
      title: '',
      label: String,
      ticks: stepTicks(spec.config.bits),
    },
    y: {
      scale: 'logarithmic',
      min: figure.low,
      max: figure.high,
      title: '',
      ticks: powers,
      // Room for the powers, which are set below: the chart cannot raise digits.
      label: () => '\u2007\u2007\u2007\u2007',
    },
  });
  for (const power of powers) {
    const at = { ...LABEL, align: 'right', anchor: 'middle' } as const;
    drawText(board.ctx, powerOfTen(power), drawn.area.x - 8, drawn.y(power), at);
  }
  drawText(board.ctx, words.step, drawn.area.x + drawn.area.width / 2, box.y + box.height - 3, {
    ...LABEL,
    align: 'center',
  });
  drawProfileNames(board, figure, drawn.area.x, box.y + 4);
}

/** The moments of the profiles, in one row above the chart. */
function drawProfileNames({ ctx }: Board, figure: GradientFlowFigure, left: number, y: number): void {
  let x = left;
  figure.profiles.forEach((i, n) => {
    ctx.fillStyle = PROFILE_COLOURS[n] ?? COLOUR.blue;
    ctx.fillRect(x, y - 2, 18, 4);
    const style = { size: TYPE.small, colour: COLOUR.ink, anchor: 'middle' } as const;
    x += 24 + drawText(ctx, count(figure.iterations[i] ?? 0), x + 24, y, style) + 16;
  });
}
