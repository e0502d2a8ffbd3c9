/** Axes that several charts share: training time, loss, shares in per cent. */
import { count, percent, tick } from '../number.ts';
import { decades, evenTicks } from '../scale.ts';
import type { AxisOptions } from './chart.ts';

/** Training time from 0; `max` and `title` are the chart's own. */
export const ITERATIONS: AxisOptions = {
  scale: 'linear',
  min: 0,
  max: 1,
  title: '',
  label: count,
  numbers: 'whole',
};

/** A share 0…1. */
export const SHARES: AxisOptions = {
  scale: 'linear',
  min: 0,
  max: 1,
  title: '',
  label: percent,
  ticks: [0, 0.25, 0.5, 0.75, 1],
};

/** Loss, linear from 0 to a round number, or logarithmic with a tick at every power of ten. */
export function lossAxis(
  { scale, yMin, yMax }: { scale: 'linear' | 'logarithmic'; yMin: number; yMax: number },
  title: string,
): AxisOptions {
  const axis: AxisOptions = { scale, min: yMin, max: yMax, title, label: tick };
  return { ...axis, ticks: scale === 'linear' ? evenTicks(yMax) : decades(yMin, yMax) };
}
