/** Smoothing of noisy curves: what the eye should follow, drawn strong over the raw values. */

/** How values are averaged: as they are, or their logarithms (for curves on a logarithmic axis). */
export type Mean = 'arithmetic' | 'geometric';

/**
 * Moving mean of n values over `reach` neighbours on each side. At the beginning there are fewer, evenly on both
 * sides, so that the first value is itself; at the end there are fewer on the right only, so that the last value
 * is not just one noisy loss. Values that are not finite, and for the geometric
 * mean not positive, are left out; where none is left the result is NaN.
 */
export function smooth(values: readonly number[], reach: number, mean: Mean): number[] {
  const usable = (v: number): boolean => Number.isFinite(v) && (mean === 'arithmetic' || v > 0);
  return values.map((own, i) => {
    if (!usable(own)) return Number.NaN;
    const side = Math.min(reach, i);
    let sum = 0;
    let n = 0;
    for (const v of values.slice(i - side, i + side + 1)) {
      if (!usable(v)) continue;
      sum += mean === 'geometric' ? Math.log(v) : v;
      n += 1;
    }
    return mean === 'geometric' ? Math.exp(sum / n) : sum / n;
  });
}

/** A sensible reach for n points: 5 % of them, at least 1 as soon as there are 12, none before. */
export function reachFor(n: number): number {
  return n < 12 ? 0 : Math.max(1, Math.round(n * 0.05));
}

/** More values than this are drawn in groups: a picture has 1,600 columns. */
const MOST = 800;

/** How many neighbours are drawn as one, so that at most 800 groups are left. */
export function groupFor(n: number): number {
  return Math.ceil(n / MOST);
}

/** Geometric mean of each group of `size` neighbours; NaN for a group without positive numbers. */
export function groupMeans(values: readonly number[], size: number): number[] {
  if (size <= 1) return [...values];
  return Array.from({ length: Math.ceil(values.length / size) }, (_, g) => {
    const logs = values
      .slice(g * size, (g + 1) * size)
      .filter((v) => Number.isFinite(v) && v > 0)
      .map(Math.log);
    return Math.exp(logs.reduce((sum, v) => sum + v, 0) / logs.length);
  });
}

/** Lowest and highest value of each group with its place in the list: a noisy curve keeps its width. */
export function groupExtremes(values: readonly number[], size: number): { at: number; value: number }[] {
  const finite = values.flatMap((value, at) => (Number.isFinite(value) ? [{ at, value }] : []));
  if (size <= 1) return finite;
  const groups: { at: number; value: number }[] = [];
  let group = -1;
  let [low, high] = [finite[0], finite[0]];
  const note = (): void => {
    if (low === undefined || high === undefined) return;
    groups.push(...(low === high ? [low] : low.at < high.at ? [low, high] : [high, low]));
  };
  for (const point of finite) {
    const own = Math.floor(point.at / size);
    if (own !== group) {
      if (group >= 0) note();
      group = own;
      [low, high] = [point, point];
    }
    if (low === undefined || point.value < low.value) low = point;
    if (high === undefined || point.value > high.value) high = point;
  }
  note();
  return groups;
}
