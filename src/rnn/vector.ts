/**
 * The loops that all the arithmetic is made of, over rows of row-major matrices. A row is an array and
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

/**
 * y += x M: adds the rows of M, each times its number in x, one after another. Two to three times as fast as `addScaled`
 * row by row, and the same to the last bit: eight rows are added in one pass over y, in the same order.
 * @param rows numbers in x, and rows of M from its first
 * @param n numbers that are added of each row
 * @param length numbers in a row of M, if they are more than that
 */
export function addProduct(
  y: Float64Array,
  yStart: number,
  x: Float64Array,
  xStart: number,
  M: Float64Array,
  rows: number,
  n: number,
  length = n,
): void {
  let i = 0;
  for (; i + 8 <= rows; i += 8) {
    const at = xStart + i;
    const x0 = x[at] as number;
    const x1 = x[at + 1] as number;
    const x2 = x[at + 2] as number;
    const x3 = x[at + 3] as number;
    const x4 = x[at + 4] as number;
    const x5 = x[at + 5] as number;
    const x6 = x[at + 6] as number;
    const x7 = x[at + 7] as number;
    for (let j = 0; j < n; j++) {
      const m = i * length + j;
      y[yStart + j] =
        (y[yStart + j] as number) +
        x0 * (M[m] as number) +
        x1 * (M[m + length] as number) +
        x2 * (M[m + 2 * length] as number) +
        x3 * (M[m + 3 * length] as number) +
        x4 * (M[m + 4 * length] as number) +
        x5 * (M[m + 5 * length] as number) +
        x6 * (M[m + 6 * length] as number) +
        x7 * (M[m + 7 * length] as number);
    }
  }
  for (; i < rows; i++) addScaled(y, yStart, x[xStart + i] as number, M, i * length, n);
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
