/** Draws several loss curves with their names. */
import { type CurvesSpec, curvesFigure } from '../curves.ts';
import { COLOUR, HEIGHT, mix, seriesStyle } from '../style.ts';
import { ITERATIONS, lossAxis } from './axes.ts';
import { type Board, heading, sheet } from './board.ts';
import { drawChart, line } from './chart.ts';
import { drawLegend } from './legend.ts';
import { drawText } from './text.ts';

const WORDS = {
  en: { pairs: 'pairs seen', loss: 'loss of one pair', log: 'loss of one pair (log scale)' },
  ja: { pairs: '学習した組の数', loss: '1 組の損失', log: '1 組の損失(対数目盛)' },
} as const;

/** The picture of several curves. A curve that ends in NaN ends in a cross. */
export function drawCurves(spec: CurvesSpec): Board {
  const board = sheet(HEIGHT);
  const words = WORDS[spec.locale];
  const figure = curvesFigure(spec);
  const space = heading(board, { title: spec.title, subtitle: '' });
  const names = spec.curves.map(({ name }, i) => {
    const { colour, dash } = seriesStyle(i);
    return { kind: 'line' as const, colour, dash, text: name };
  });
  const box = drawLegend(board, space, names);
  const drawn = drawChart(board, box, {
    lines: [
      ...figure.lines.map(({ smoothed }, i) => {
        const { colour, dash } = seriesStyle(i);
        return line(smoothed, { colour, dash, width: 3.2, points: smoothed.length < 4 ? 5 : 0 });
      }),
      ...figure.lines.map(({ raw }, i) =>
        line(raw, { colour: mix(COLOUR.paper, seriesStyle(i).colour, 0.3), width: 1.1 }),
      ),
    ],
    x: { ...ITERATIONS, max: figure.xMax, title: words.pairs },
    y: lossAxis(figure, figure.scale === 'linear' ? words.loss : words.log),
  });
  figure.lines.forEach(({ end }, i) => {
    if (end === null) return;
    const style = { size: 15, weight: 700, colour: seriesStyle(i).colour, anchor: 'middle' } as const;
    drawText(board.ctx, '× NaN', drawn.x(end.x) + 8, drawn.y(end.y), style);
  });
  return board;
}
