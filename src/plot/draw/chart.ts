/** Chart.js in the pictures' language: drawn into a box of a board, without animation or anything of a browser. */
import {
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';
import { COLOUR, TYPE } from '../style.ts';
import type { Board, Box } from './board.ts';
import { TEXT_FAMILY } from './fonts.ts';
import { paneOf } from './pane.ts';

/** Makes the parts known to Chart.js that the pictures use, in their type and colours. Once a process. */
export function prepareCharts(): void {
  Chart.register(LineController, LineElement, PointElement, Filler);
  Chart.register(LinearScale, LogarithmicScale);
  Chart.defaults.font.family = TEXT_FAMILY;
  Chart.defaults.font.size = TYPE.label;
  Chart.defaults.color = COLOUR.muted;
}

export type Point = { readonly x: number; readonly y: number };

export type LineStyle = {
  readonly colour: string;
  /** CSS px. */
  readonly width: number;
  readonly dash?: readonly number[];
  /** Radius of the points, 0 for none. */
  readonly points?: number;
  readonly axis?: 'y' | 'y2';
  /** A pale band from this line to the next one in the list. */
  readonly band?: 'to next';
};

/** The pale form of a series' colour. */
function tint(colour: string): string {
  return `${colour}2e`;
}

/** A line through points, x ascending. */
export function line(points: readonly Point[], style: LineStyle): ChartDataset<'line', Point[]> {
  return {
    data: [...points],
    borderColor: style.colour,
    backgroundColor: style.colour,
    borderWidth: style.width,
    borderDash: [...(style.dash ?? [])],
    borderCapStyle: 'round',
    borderJoinStyle: 'round',
    pointRadius: style.points ?? 0,
    pointBorderWidth: 0,
    yAxisID: style.axis ?? 'y',
    fill:
      style.band === undefined
        ? false
        : { target: '+1', above: tint(style.colour), below: tint(style.colour) },
    // A line along the edge of the area keeps its full width.
    clip: false,
  };
}

export type AxisOptions = {
  readonly scale: 'linear' | 'logarithmic';
  readonly min: number;
  readonly max: number;
  readonly title: string;
  readonly label: (value: number) => string;
  readonly position?: 'left' | 'right';
  readonly grid?: 'lines' | 'none';
  readonly colour?: string;
  /** Whether ticks may stand between whole numbers. */
  readonly numbers?: 'whole';
  /** Values that get a tick; chosen by Chart.js when left out. */
  readonly ticks?: readonly number[];
};

function axis(options: AxisOptions): DeepPartialScale {
  const { ticks } = options;
  return {
    type: options.scale,
    min: options.min,
    max: options.max,
    ...(options.position === undefined ? {} : { position: options.position }),
    border: { display: false },
    grid: { display: options.grid !== 'none', color: COLOUR.line, tickLength: 4, drawTicks: false },
    ticks: {
      padding: 7,
      maxRotation: 0,
      autoSkipPadding: 14,
      ...(options.numbers === 'whole' ? { precision: 0 } : {}),
      color: options.colour ?? COLOUR.muted,
      callback: (value) => options.label(Number(value)),
    },
    title: { display: options.title !== '', text: options.title, color: options.colour ?? COLOUR.muted },
    ...(ticks === undefined
      ? {}
      : {
          afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
            scale.ticks = ticks.map((value) => ({ value }));
          },
        }),
  };
}

type DeepPartialScale = NonNullable<NonNullable<ChartConfiguration<'line'>['options']>['scales']>[string];

/** Where a drawn chart's values are on the board. */
export type Drawn = { readonly area: Box; x(value: number): number; y(value: number): number };

export type LineChart = {
  /** The first is drawn on top. */
  readonly lines: readonly ChartDataset<'line', Point[]>[];
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  /** A second vertical axis, at the right. */
  readonly y2?: AxisOptions;
};

/** Draws lines with their axes into a box of the board. */
export function drawChart(board: Board, box: Box, { lines, x, y, y2 }: LineChart): Drawn {
  board.ctx.save();
  const chart = new Chart(paneOf(board, box), {
    type: 'line',
    data: { datasets: [...lines] },
    options: {
      responsive: false,
      animation: false,
      devicePixelRatio: board.scale,
      events: [],
      scales: {
        x: axis({ ...x, grid: 'none' }),
        y: axis(y),
        ...(y2 === undefined ? {} : { y2: axis({ ...y2, position: 'right', grid: 'none' }) }),
      },
    },
  });
  const { left, top, width, height } = chart.chartArea;
  const scales = chart.scales;
  const drawn: Drawn = {
    area: { x: box.x + left, y: box.y + top, width, height },
    x: (value) => box.x + (scales['x']?.getPixelForValue(value) ?? Number.NaN),
    y: (value) => box.y + (scales['y']?.getPixelForValue(value) ?? Number.NaN),
  };
  chart.destroy();
  board.ctx.restore();
  return drawn;
}
