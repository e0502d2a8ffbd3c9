/** Draws one frame of the film strip of BPTT. */
import { clipRemark, deltaNorms, type FilmSpec, filmFinding } from '../film.ts';
import { measure } from '../number.ts';
import { COLOUR, diverging, HEIGHT, MARGIN, PART, TYPE } from '../style.ts';
import { drawArrow } from './arrow.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: {
    step: 'step $t$',
    input: 'input $x^t$',
    output: '$y^t$ / target',
    target: 'target',
    delta: 'error $δ^t$',
    norm: '‖$δ^t$‖',
    part: 'adds to $∂E/∂W$',
    back: 'BPTT goes this way',
  },
  ja: {
    step: '時刻 $t$',
    input: '入力 $x^t$',
    output: '$y^t$ / 正解',
    target: '正解',
    delta: '誤差 $δ^t$',
    norm: '‖$δ^t$‖',
    part: '$∂E/∂W$ への寄与',
    back: 'BPTT の進む向き',
  },
} as const;

const LABELS = 128;
/** Tops of the rows below the heading, CSS px. */
const ROWS = { step: 12, input: 40, output: 64, delta: 86, norm: 196, part: 256 } as const;
const DELTA_HEIGHT = 92;
const BAR = 34;
/** Width of a step from which output and target fit side by side; narrower ones show the target alone. */
const BOTH = 62;

/** The picture of one step back in time. */
export function drawFilm(spec: FilmSpec): Board {
  const board = sheet(HEIGHT);
  const { ctx } = board;
  const words = WORDS[spec.locale];
  const subtitle = `${spec.a} + ${spec.b} · ${clipRemark(spec)}`;
  const space = heading(board, { title: filmFinding(spec), subtitle });
  const width = (space.width - LABELS) / spec.steps.length;
  const gap = Math.min(10, width * 0.14);
  const rows: readonly [keyof typeof ROWS, string, number][] = [
    ['step', words.step, 0],
    ['input', words.input, 0],
    ['output', width - gap >= BOTH ? words.output : words.target, 0],
    ['delta', words.delta, DELTA_HEIGHT / 2],
    ['norm', words.norm, BAR / 2 + 8],
    ['part', words.part, BAR / 2 + 8],
  ];
  for (const [row, text, down] of rows) {
    drawText(ctx, text, MARGIN, space.y + ROWS[row] + down, {
      size: TYPE.label,
      colour: COLOUR.muted,
      anchor: 'middle',
    });
  }
  drawDeltaKey(ctx, MARGIN, space.y + ROWS.delta + DELTA_HEIGHT / 2 + 14);
  const scales = scalesOf(spec);
  spec.steps.forEach((_, i) => {
    const box = { x: space.x + LABELS + i * width + gap / 2, y: space.y, width: width - gap, height: 0 };
    drawStep(board, spec, i + 1, scales, box);
  });
  const y = space.y + space.height - 8;
  const from = space.x + space.width - gap / 2;
  const to = space.x + LABELS + (spec.at - 1) * width + gap / 2;
  drawArrow(ctx, [from, y], [to, y], { colour: PART.delta, width: 3 });
  drawText(ctx, words.back, MARGIN, y, { size: TYPE.small, colour: PART.delta, anchor: 'middle' });
  return board;
}

/** What full colour and full bars stand for, the same at every step of the film. */
type Scales = { readonly delta: number; readonly norm: number; readonly part: number };

function scalesOf(spec: FilmSpec): Scales {
  const largest = (values: number[]): number => Math.max(1e-12, ...values.filter(Number.isFinite));
  return {
    delta: largest(spec.steps.flatMap((step) => step.delta.map(Math.abs))),
    norm: largest(deltaNorms(spec)),
    part: largest(spec.steps.map((step) => step.contribution.W)),
  };
}

function drawStep({ ctx }: Board, spec: FilmSpec, t: number, scales: Scales, box: Box): void {
  const step = spec.steps[t - 1];
  if (step === undefined) return;
  const middle = box.x + box.width / 2;
  const seen = t >= spec.at;
  const here = t === spec.at;
  const roomy = box.width >= 30;
  const text = (value: string, row: number, colour: string): void => {
    const style = { size: roomy ? TYPE.label : 10, colour, align: 'center', anchor: 'middle' } as const;
    drawText(ctx, value, middle, box.y + row, { ...style, weight: here ? 700 : 400 });
  };
  if (here) {
    ctx.fillStyle = '#f3e3d6';
    ctx.fillRect(box.x - 4, box.y - 1, box.width + 8, ROWS.part + BAR + 26);
  }
  const roomForBoth = box.width >= BOTH;
  text(String(t), ROWS.step, here ? PART.delta : COLOUR.ink);
  text(step.input.join(roomy ? ' ' : ''), ROWS.input, COLOUR.ink);
  if (roomForBoth) text(`${step.output.toFixed(2)} / ${step.target}`, ROWS.output, COLOUR.ink);
  else text(String(step.target), ROWS.output, COLOUR.ink);
  drawDelta(ctx, step.delta, seen ? scales.delta : undefined, {
    ...box,
    y: box.y + ROWS.delta,
    height: DELTA_HEIGHT,
  });
  if (!seen) return;
  const values = roomForBoth ? 'shown' : 'hidden';
  drawBar(ctx, deltaNorms(spec)[t - 1] ?? 0, scales.norm, PART.delta, values, {
    ...box,
    y: box.y + ROWS.norm,
    height: BAR,
  });
  drawBar(ctx, step.contribution.W, scales.part, PART.recurrent, values, {
    ...box,
    y: box.y + ROWS.part,
    height: BAR,
  });
}

/** H cells, red for negative, blue for positive; an empty frame where the error has not come yet. */
function drawDelta(ctx: Board['ctx'], delta: readonly number[], reach: number | undefined, box: Box): void {
  const height = box.height / delta.length;
  if (reach !== undefined) {
    delta.forEach((d, i) => {
      // The square root lets small errors show beside large ones.
      const share = Math.sign(d) * Math.sqrt(Math.abs(d) / reach);
      ctx.fillStyle = Number.isFinite(d) ? diverging(share) : COLOUR.red;
      ctx.fillRect(box.x, box.y + i * height, box.width, height - (height >= 5 ? 1 : 0));
    });
  }
  ctx.strokeStyle = COLOUR.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1);
}

/** What the colours of the cells mean: from − to +. */
function drawDeltaKey(ctx: Board['ctx'], x: number, y: number): void {
  const style = { size: TYPE.small, colour: COLOUR.muted, anchor: 'middle' } as const;
  const start = x + drawText(ctx, '−', x, y + 6, style) + 6;
  for (let i = 0; i < 24; i += 1) {
    ctx.fillStyle = diverging((2 * i) / 23 - 1);
    ctx.fillRect(start + i * 2, y, 2, 12);
  }
  drawText(ctx, '+', start + 54, y + 6, style);
}

/** A bar that stands on the lower edge of the box, its value below it. */
function drawBar(
  ctx: Board['ctx'],
  value: number,
  largest: number,
  colour: string,
  values: 'shown' | 'hidden',
  box: Box,
): void {
  const height = Number.isFinite(value) ? Math.max(1, (box.height * value) / largest) : box.height;
  ctx.fillStyle = Number.isFinite(value) ? colour : COLOUR.red;
  ctx.fillRect(box.x + box.width * 0.15, box.y + box.height - height, box.width * 0.7, height);
  if (values === 'hidden') return;
  const style = { size: TYPE.small, colour: COLOUR.ink, align: 'center' } as const;
  drawText(ctx, measure(value), box.x + box.width / 2, box.y + box.height + 15, style);
}
