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

/** ‖x‖ = √(x · x) of n numbers from `start`. */
export function norm(x: Float64Array, start = 0, n = x.length): number {
  return Math.sqrt(dot(x, start, x, start, n));
}
