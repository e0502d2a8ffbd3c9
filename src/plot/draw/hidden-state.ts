/** Draws the hidden layer at every step of a sum, from left to right in time. */
import { type HiddenStateSpec, type HiddenStep, hiddenSteps } from '../hidden-state.ts';
import { COLOUR, HEIGHT, MARGIN, TYPE } from '../style.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawHiddenKey, hiddenScale } from './hidden.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: {
    step: 'step $t$',
    a: 'bit of a',
    b: 'bit of b',
    unit: 'unit',
    carry: 'carry out',
    hidden: 'hidden layer $z^t$',
  },
  ja: {
    step: '時刻 $t$',
    a: 'a のビット',
    b: 'b のビット',
    unit: 'ユニット',
    carry: '上への桁上がり',
    hidden: '中間層 $z^t$',
  },
} as const;

const LABELS = 132;
const ROW = 28;
const ASKED = '#f3e8d2';

/** The picture of the hidden states of one sum. */
export function drawHiddenState(spec: HiddenStateSpec): Board {
  const board = sheet(HEIGHT);
  const words = WORDS[spec.locale];
  const space = heading(board, { title: spec.title, subtitle: '' });
  const steps = hiddenSteps(spec);
  const top = space.y + 4;
  const cells = {
    x: space.x + LABELS,
    y: top + 3 * ROW + 4,
    width: space.width - LABELS,
    height: space.height - 4 * ROW - 18,
  };
  const label = (text: string, y: number, colour: string = COLOUR.muted): void => {
    drawText(board.ctx, text, MARGIN, y, { size: TYPE.label, colour, anchor: 'middle' });
  };
  label(words.step, top + ROW * 0.5);
  label(words.a, top + ROW * 1.5);
  label(words.b, top + ROW * 2.5);
  label(words.carry, cells.y + cells.height + 4 + ROW / 2, COLOUR.purple);
  drawUnitNames(board, spec, cells);
  const width = cells.width / steps.length;
  steps.forEach((step, i) => {
    const gap = Math.min(8, width * 0.12);
    const box = { ...cells, x: cells.x + i * width + gap / 2, width: width - gap };
    drawStep(board, spec, step, top, box);
  });
  if (spec.unit !== null) {
    const height = cells.height / spec.config.hidden;
    board.ctx.strokeStyle = COLOUR.ink;
    board.ctx.lineWidth = 2.5;
    board.ctx.strokeRect(cells.x - 1, cells.y + spec.unit * height - 1, cells.width + 2, height + 1);
  }
  return board;
}

/** Numbers of the units beside their rows, as far as there is room; else only the one that is pointed out. */
function drawUnitNames({ ctx }: Board, spec: HiddenStateSpec, cells: Box): void {
  const words = WORDS[spec.locale];
  const height = cells.height / spec.config.hidden;
  for (let unit = 0; unit < spec.config.hidden; unit += 1) {
    const pointed = unit === spec.unit;
    if (!pointed && height < 14) continue;
    const text = `${words.unit} ${unit}`;
    drawText(ctx, text, cells.x - 12, cells.y + (unit + 0.5) * height, {
      size: Math.min(TYPE.label, Math.max(11, height)),
      weight: pointed ? 700 : 400,
      colour: pointed ? COLOUR.ink : COLOUR.muted,
      align: 'right',
      anchor: 'middle',
    });
  }
  if (height >= 14) return;
  drawText(ctx, words.hidden, MARGIN, cells.y + 10, {
    size: TYPE.label,
    colour: COLOUR.muted,
    anchor: 'middle',
  });
  drawHiddenKey({ ctx }, spec.config.activation, reachOf(spec), { x: MARGIN, y: cells.y + 26 });
}

function reachOf(spec: HiddenStateSpec): number {
  return spec.prediction.hidden.flat().reduce((top, z) => Math.max(top, Math.abs(z)), 1);
}

function drawStep({ ctx }: Board, spec: HiddenStateSpec, step: HiddenStep, top: number, cells: Box): void {
  const asked = step.t === spec.ask;
  const bottom = cells.y + cells.height + 4;
  const middle = cells.x + cells.width / 2;
  if (asked) {
    ctx.fillStyle = ASKED;
    ctx.fillRect(cells.x - 3, top, cells.width + 6, bottom + ROW - top);
  }
  const text = (value: string, y: number, colour: string, weight: 400 | 700): void => {
    drawText(ctx, value, middle, y, { size: 17, weight, colour, align: 'center', anchor: 'middle' });
  };
  text(String(step.t), top + ROW * 0.5, COLOUR.muted, 400);
  text(step.a, top + ROW * 1.5, COLOUR.ink, asked ? 700 : 400);
  text(step.b, top + ROW * 2.5, COLOUR.ink, asked ? 700 : 400);
  const colour = hiddenScale(spec.config.activation, reachOf(spec));
  const height = cells.height / step.hidden.length;
  step.hidden.forEach((z, unit) => {
    const y = cells.y + unit * height;
    ctx.fillStyle = Number.isFinite(z) ? colour(z) : COLOUR.red;
    ctx.fillRect(cells.x, y, cells.width, height - (height >= 5 ? 1.5 : 0));
    if (height < 22 || cells.width < 44) return;
    const share = spec.config.activation === 'tanh' ? Math.abs(z) : z / reachOf(spec);
    const ink = share > 0.62 ? COLOUR.paper : COLOUR.ink;
    const style = { size: TYPE.label, colour: ink, align: 'center', anchor: 'middle' } as const;
    drawText(ctx, z.toFixed(2).replace('-', '−'), middle, y + height / 2, style);
  });
  text(
    step.carry,
    bottom + ROW / 2,
    step.carry === '0' ? COLOUR.muted : COLOUR.purple,
    step.carry === '0' ? 400 : 700,
  );
}
