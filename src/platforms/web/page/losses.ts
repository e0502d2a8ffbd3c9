/** The losses of a run, as a reply tells them. Pure. */
import type { Json } from '../../../chat/reply.ts';
import { fieldsOf } from './foreign.ts';

export type Losses = {
  /** Loss at iteration 0, interval, 2·interval, …; null where it was not a number. */
  readonly values: readonly (number | null)[];
  readonly interval: number;
  /** Iterations of the whole run, where the reply tells it: the axis is as long from the beginning. */
  readonly total: number | undefined;
};

/** Reads a reply's data: `losses`, and `plotInterval` and `iterations` in `config`; undefined: nothing to draw. */
export function lossesOf(data: { readonly [key: string]: Json }): Losses | undefined {
  const { losses, config } = data as { losses?: unknown; config?: unknown };
  if (!Array.isArray(losses) || losses.length < 2) return undefined;
  const values = losses.map((each: unknown) =>
    typeof each === 'number' && Number.isFinite(each) ? each : null,
  );
  const { plotInterval, iterations } = fieldsOf(config);
  return {
    values,
    interval: typeof plotInterval === 'number' ? plotInterval : 1,
    total: typeof iterations === 'number' ? iterations : undefined,
  };
}

/** Spread of a curve from which on its picture has a logarithmic axis, as the PNG beside it. */
const STEEP = 30;
/** Parts of a curve whose means tell its spread: single losses scatter. */
const PARTS = 10;

/** Whether the geometric means of the parts of a curve are more than a factor 30 apart. */
export function isSteep(values: readonly (number | null)[]): boolean {
  const size = Math.max(1, Math.ceil(values.length / PARTS));
  const means: number[] = [];
  for (let from = 0; from < values.length; from += size) {
    const logs = values.slice(from, from + size).flatMap((y) => (y !== null && y > 0 ? [Math.log(y)] : []));
    if (logs.length > 0) means.push(logs.reduce((sum, y) => sum + y, 0) / logs.length);
  }
  const first = values.find((y) => y !== null && y > 0);
  // The first loss counts by itself: the curve begins there, and the picture's smoothing leaves it as it is.
  if (typeof first === 'number') means.push(Math.log(first));
  return Math.max(...means) - Math.min(...means) > Math.log(STEEP);
}
