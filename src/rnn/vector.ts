/**
 * The two loops that all the arithmetic is made of, over rows of row-major matrices. A row is an array and
 * the index of its first number. The indices lie in the arrays, hence `as number`.
 */

/** y += α x, for n numbers. */
export function addScaled(
  y: Float64Array,
  yStart: number,
  alpha: number,
  x: Float64Array,
  xStart: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) y[yStart + i] = (y[yStart + i] as number) + alpha * (x[xStart + i] as number);
}

/** x · y = Σᵢ xᵢ yᵢ over n numbers. */
export function dot(x: Float64Array, xStart: number, y: Float64Array, yStart: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x[xStart + i] as number) * (y[yStart + i] as number);
  return sum;
}

/**
 * ‖x‖ = √(x · x) of n numbers from `start`. Where the squares overflow or vanish, x is first divided by its largest
 * number, so that the norm of finite numbers is finite, if it is below 10³⁰⁸ at all.
 */
export function norm(x: Float64Array, start = 0, n = x.length): number {
  const square = dot(x, start, x, start, n);
  if (square > 1e-280 && square < Number.POSITIVE_INFINITY) return Math.sqrt(square);
  const numbers = x.subarray(start, start + n);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const scaled = numbers.map((value) => value / largest);
  return largest * Math.sqrt(dot(scaled, 0, scaled, 0, n));
}
