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
