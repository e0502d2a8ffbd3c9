/** Draws the accuracy by length of the numbers. */
import { type LengthsSpec, learnedLength, lengthsFinding, lengthTicks } from '../lengths.ts';
import { settingsLine } from '../loss.ts';
import { COLOUR, HEIGHT } from '../style.ts';
import { SHARES } from './axes.ts';
import { type Board, below, heading, sheet } from './board.ts';
import { drawChart, line } from './chart.ts';
import { drawLegend } from './legend.ts';
import { drawMark, MARK_HEIGHT } from './mark.ts';

const WORDS = {
  en: {
    sums: 'sums right',
    bits: 'bits right',
    length: 'bits of both numbers (log scale)',
    learned: (n: number) => `learned up to ${n} ${n === 1 ? 'bit' : 'bits'}`,
  },
  ja: {
    sums: '正解した足し算',
    bits: '正解したビット',
    length: '足す数のビット数(対数目盛)',
    learned: (n: number) => `学習は ${n} ビットまで`,
  },
} as const;

/** The picture of accuracy by length. */
export function drawLengths(spec: LengthsSpec): Board {
  const board = sheet(HEIGHT);
  const words = WORDS[spec.locale];
  const title = { title: lengthsFinding(spec), subtitle: settingsLine(spec.config, spec.locale) };
  const box = drawLegend(board, heading(board, title), [
    { kind: 'line', colour: COLOUR.blue, text: words.sums },
    { kind: 'line', colour: COLOUR.orange, dash: [8, 5], text: words.bits },
  ]);
  const first = spec.lengths[0]?.length ?? 1;
  const last = Math.max(spec.lengths.at(-1)?.length ?? 1, first + 1);
  const points = (value: 'accuracy' | 'bitAccuracy') =>
    spec.lengths.map((l) => ({ x: l.length, y: l[value] }));
  const drawn = drawChart(board, below(box, MARK_HEIGHT), {
    lines: [
      line(points('accuracy'), { colour: COLOUR.blue, width: 3.2, points: 5 }),
      line(points('bitAccuracy'), { colour: COLOUR.orange, width: 2.4, dash: [8, 5], points: 3 }),
    ],
    x: {
      scale: 'logarithmic',
      min: first,
      max: last,
      title: words.length,
      label: String,
      ticks: lengthTicks(spec),
    },
    y: SHARES,
  });
  const learned = learnedLength(spec.config);
  if (learned >= first && learned <= last) {
    drawMark(board, drawn.area, drawn.x(learned), { text: words.learned(learned), colour: COLOUR.purple });
  }
  return board;
}
