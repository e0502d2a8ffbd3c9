/** Draws the loss curve. */
import { type LossFigure, type LossSpec, lossFigure, lossFinding, moment } from '../loss.ts';
import { settingsLine } from '../settings.ts';
import { COLOUR, HEIGHT, mix } from '../style.ts';
import { ITERATIONS, lossAxis, SHARES } from './axes.ts';
import { type Board, below, heading, sheet } from './board.ts';
import { drawChart, line } from './chart.ts';
import { drawLegend } from './legend.ts';
import { drawMark, MARK_HEIGHT, type Mark } from './mark.ts';

const WORDS = {
  en: {
    pairs: 'pairs seen',
    updates: 'updates',
    loss: 'loss of one pair',
    log: 'loss of one pair (log scale)',
    raw: 'loss',
    smooth: 'loss, smoothed',
    accuracy: 'sums right',
    solved: (when: string) => `solved at ${when}`,
    diverged: (when: string) => `diverged at ${when}`,
  },
  ja: {
    pairs: '学習した組の数',
    updates: '更新回数',
    loss: '1 組の損失',
    log: '1 組の損失(対数目盛)',
    raw: '損失',
    smooth: '損失(平滑化)',
    accuracy: '正解率',
    solved: (when: string) => `${when}で全問正解に到達`,
    diverged: (when: string) => `${when}で発散`,
  },
} as const;

/** The picture of a run's loss and accuracy. */
export function drawLoss(spec: LossSpec): Board {
  const figure = lossFigure(spec);
  const words = WORDS[spec.locale];
  const board = sheet(HEIGHT);
  const title = spec.title ?? lossFinding(spec);
  const subtitle = spec.title === undefined ? settingsLine(spec.config, spec.locale) : '';
  const space = heading(board, { title, subtitle });
  const chart = drawLegend(board, space, [
    { kind: 'line', colour: mix(COLOUR.paper, COLOUR.blue, 0.35), text: words.raw },
    { kind: 'line', colour: COLOUR.blue, text: words.smooth },
    ...(figure.accuracy.length === 0
      ? []
      : [{ kind: 'line' as const, colour: COLOUR.green, dash: [7, 4], text: words.accuracy }]),
  ]);
  const marks = marksOf(spec, figure);
  const box = marks.length === 0 ? chart : below(chart, MARK_HEIGHT);
  const drawn = drawChart(board, box, {
    lines: [
      line(figure.smoothed, { colour: COLOUR.blue, width: 3.2, points: figure.smoothed.length < 4 ? 5 : 0 }),
      ...(figure.accuracy.length === 0 ? [] : [accuracyLine(figure)]),
      line(figure.raw, { colour: mix(COLOUR.paper, COLOUR.blue, 0.35), width: 1.2 }),
    ],
    x: { ...ITERATIONS, max: figure.xMax, title: spec.config.batch === 1 ? words.pairs : words.updates },
    y: lossAxis(figure, figure.scale === 'linear' ? words.loss : words.log),
    ...(figure.accuracy.length === 0 ? {} : { y2: { ...SHARES, colour: COLOUR.green } }),
  });
  for (const mark of marks) drawMark(board, drawn.area, drawn.x(mark.at), mark);
  return board;
}

function accuracyLine({ accuracy }: LossFigure) {
  const points = accuracy.length < 4 ? 4 : 0;
  return line(accuracy, { colour: COLOUR.green, width: 2.4, dash: [7, 5], axis: 'y2', points });
}

function marksOf(spec: LossSpec, { solvedAt, divergedAt }: LossFigure): (Mark & { at: number })[] {
  const words = WORDS[spec.locale];
  const when = (at: number): string => moment(spec.config, at)[spec.locale];
  return [
    ...(solvedAt === null
      ? []
      : [{ at: solvedAt, text: words.solved(when(solvedAt)), colour: COLOUR.green }]),
    ...(divergedAt === null
      ? []
      : [{ at: divergedAt, text: words.diverged(when(divergedAt)), colour: COLOUR.red }]),
  ];
}
