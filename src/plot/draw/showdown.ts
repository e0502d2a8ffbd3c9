/** Draws settings compared over seeds: curves with their range at the left, the ranking with every run at the right. */

import { percent } from '../number.ts';
import {
  accuraciesOf,
  type CompareFigure,
  type CompareSpec,
  compareFigure,
  compareFinding,
  type Ranked,
  rangeOf,
} from '../showdown.ts';
import { COLOUR, HEIGHT, seriesStyle, TYPE } from '../style.ts';
import { ITERATIONS, lossAxis } from './axes.ts';
import { type Board, type Box, heading, sheet } from './board.ts';
import { drawChart, line } from './chart.ts';
import { drawSample } from './legend.ts';
import { drawText, linesOf } from './text.ts';

const WORDS = {
  en: {
    pairs: 'pairs seen',
    loss: 'loss, median and range',
    log: 'loss, median and range (log scale)',
    right: 'sums right: every run, median, range',
    diverged: (n: number, all: number) => `${n} of ${all} diverged`,
  },
  ja: {
    pairs: '学習した組の数',
    loss: '損失(中央値と範囲)',
    log: '損失(中央値と範囲、対数目盛)',
    right: '正解率(各回・中央値・範囲)',
    diverged: (n: number, all: number) => `${all} 回中 ${n} 回発散`,
  },
} as const;

const LABEL = { size: TYPE.label, colour: COLOUR.muted } as const;
/** Width of the ranking, CSS px. */
const RANKING = 330;

/** The picture of a comparison. */
export function drawCompare(spec: CompareSpec): Board {
  const board = sheet(Math.max(HEIGHT, 172 + spec.settings.length * 50));
  const words = WORDS[spec.locale];
  const figure = compareFigure(spec);
  const space = heading(board, { title: compareFinding(spec), subtitle: spec.shared });
  const box = { ...space, y: space.y + 10, height: space.height - 10 };
  const chart = { ...box, width: box.width - RANKING - 26 };
  drawChart(board, chart, {
    lines: figure.ranking.flatMap((r) => linesFor(r, figure.xMax)),
    x: { ...ITERATIONS, max: figure.xMax, title: words.pairs },
    y: lossAxis(figure, figure.scale === 'linear' ? words.loss : words.log),
  });
  drawRanking(board, spec, figure, { ...box, x: box.x + box.width - RANKING, width: RANKING });
  return board;
}

/** Its curves as far as the axis goes. */
function linesFor(r: Ranked, xMax: number) {
  const { colour, dash } = seriesStyle(r.index);
  const shown = (points: Ranked['curve']['middle']) => points.filter(({ x }) => x <= xMax);
  return [
    line(shown(r.curve.middle), { colour, dash, width: 3.2 }),
    line(shown(r.curve.high), { colour, width: 0, band: 'to next' }),
    line(shown(r.curve.low), { colour, width: 0 }),
  ];
}

/** One row a setting, best first: name, range and median in words, every run as a dot between 0 and 100 %. */
function drawRanking(board: Board, spec: CompareSpec, figure: CompareFigure, box: Box): void {
  const { ctx } = board;
  const words = WORDS[spec.locale];
  const scale = { x: box.x + 8, width: box.width - 16 };
  drawText(ctx, words.right, box.x, box.y + 12, { ...LABEL, size: TYPE.small + 1 });
  const top = box.y + 24;
  const height = Math.min(84, (box.height - 24 - 26) / figure.ranking.length);
  const bottom = top + height * figure.ranking.length;
  for (const share of [0, 0.5, 1]) {
    const x = scale.x + share * scale.width;
    ctx.fillStyle = COLOUR.line;
    ctx.fillRect(x - 0.5, top, 1, bottom - top);
    drawText(ctx, percent(share), x, bottom + 19, {
      ...LABEL,
      align: share === 0 ? 'left' : share === 1 ? 'right' : 'center',
    });
  }
  figure.ranking.forEach((r, place) => {
    drawRow(board, spec, r, place, { ...scale, y: top + place * height, height });
  });
}

function drawRow({ ctx }: Board, spec: CompareSpec, r: Ranked, place: number, row: Box): void {
  const { colour, dash } = seriesStyle(r.index);
  const words = WORDS[spec.locale];
  const y = row.y + row.height * 0.28;
  ctx.fillStyle = COLOUR.paper;
  ctx.fillRect(row.x, y - 10, row.width + 1, 19);
  const gone = r.diverged > 0;
  const width = drawText(
    ctx,
    gone ? words.diverged(r.diverged, r.attempts.length) : rangeOf(r),
    row.x + row.width,
    y,
    { size: TYPE.label, colour: gone ? COLOUR.red : COLOUR.muted, align: 'right', anchor: 'middle' },
  );
  drawSample(ctx, { kind: 'line', colour, dash, text: '' }, row.x - 8, y);
  const style = { size: TYPE.label, weight: 700, anchor: 'middle' } as const;
  const [name = ''] = linesOf(ctx, `${place + 1}. ${r.name}`, row.width - width - 40, 1, style);
  drawText(ctx, name, row.x + 26, y, style);
  drawRuns(ctx, r, colour, { ...row, y: row.y + row.height * 0.74 });
}

/** The range as a bar, every run as a dot, the median as an upright line. */
function drawRuns(ctx: Board['ctx'], r: Ranked, colour: string, row: Box): void {
  const at = (share: number): number => row.x + share * row.width;
  ctx.fillStyle = `${colour}2e`;
  ctx.fillRect(at(r.lowest) - 5, row.y - 6, at(r.highest) - at(r.lowest) + 10, 12);
  ctx.globalAlpha = 0.6;
  ctx.fillStyle = colour;
  for (const accuracy of accuraciesOf(r)) {
    ctx.beginPath();
    ctx.arc(at(accuracy), row.y, 4, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
  ctx.fillStyle = COLOUR.ink;
  ctx.fillRect(at(r.median) - 1.5, row.y - 8, 3, 16);
}
