/** Draws the accuracy by length of the numbers. */
import { type LengthsSpec, learnedLength, lengthsFinding, lengthTicks, missLength } from '../lengths.ts';
import { settingsLine } from '../settings.ts';
import { COLOUR, HEIGHT } from '../style.ts';
import { SHARES } from './axes.ts';
import { type Board, below, heading, sheet } from './board.ts';
import { drawChart, line } from './chart.ts';
import { drawLegend } from './legend.ts';
import { drawMark, MARK_HEIGHT } from './mark.ts';

const WORDS = {
  en: {
    random: 'random sums right',
    hard: 'hard sums right (long carries)',
    length: 'bits of both numbers (log scale)',
    miss: (n: number) => `wrong at ${n}`,
    learned: (n: number) => `learned up to ${n} ${n === 1 ? 'bit' : 'bits'}`,
  },
  ja: {
    random: '無作為な足し算の正解率',
    hard: '難しい足し算の正解率(長い桁上がり)',
    length: '足す数のビット数(対数目盛)',
    miss: (n: number) => `${n} で間違い`,
    learned: (n: number) => `学習は ${n} ビットまで`,
  },
} as const;

/** Least distance of two marks, CSS px. */
const APART = 150;

/** The picture of accuracy by length. */
export function drawLengths(spec: LengthsSpec): Board {
  const board = sheet(HEIGHT);
  const words = WORDS[spec.locale];
  const title = { title: lengthsFinding(spec), subtitle: settingsLine(spec.config, spec.locale) };
  const box = drawLegend(board, heading(board, title), [
    { kind: 'line', colour: COLOUR.blue, text: words.random },
    { kind: 'line', colour: COLOUR.orange, dash: [8, 5], text: words.hard },
  ]);
  const first = spec.lengths[0]?.length ?? 1;
  const last = Math.max(spec.lengths.at(-1)?.length ?? 1, first + 1);
  const drawn = drawChart(board, below(box, MARK_HEIGHT), {
    lines: [
      line(
        spec.lengths.map(({ length, accuracy }) => ({ x: length, y: accuracy })),
        { colour: COLOUR.blue, width: 3.2, points: 5 },
      ),
      line(
        spec.lengths.map(({ length, hard }) => ({ x: length, y: hard.accuracy })),
        { colour: COLOUR.orange, width: 2.4, dash: [8, 5], points: 3 },
      ),
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
  const [learned, miss] = [learnedLength(spec.config), missLength(spec.lengths)];
  const shown = (length: number) => length >= first && length <= last;
  const wrong = miss !== undefined && shown(miss) ? drawn.x(miss) : undefined;
  // Two marks side by side would hide each other; the mistake is what the title tells of.
  if (shown(learned) && (wrong === undefined || Math.abs(wrong - drawn.x(learned)) > APART)) {
    drawMark(board, drawn.area, drawn.x(learned), { text: words.learned(learned), colour: COLOUR.purple });
  }
  if (miss !== undefined && wrong !== undefined) {
    drawMark(board, drawn.area, wrong, { text: words.miss(miss), colour: COLOUR.red });
  }
  return board;
}
