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
 * y += x M: adds the rows of M, each times its number in x, one after another. Twice as fast as `addScaled` row by row,
 * and the same to the last bit: four rows are added in one pass over y, in the same order.
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
  for (; i + 4 <= rows; i += 4) {
    const [x0, x1] = [x[xStart + i] as number, x[xStart + i + 1] as number];
    const [x2, x3] = [x[xStart + i + 2] as number, x[xStart + i + 3] as number];
    const [m0, m1, m2, m3] = [i * length, (i + 1) * length, (i + 2) * length, (i + 3) * length];
    for (let j = 0; j < n; j++) {
      y[yStart + j] =
        (y[yStart + j] as number) +
        x0 * (M[m0 + j] as number) +
        x1 * (M[m1 + j] as number) +
        x2 * (M[m2 + j] as number) +
        x3 * (M[m3 + j] as number);
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
