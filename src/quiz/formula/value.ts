/** Matrices of the comparison and their arithmetic, row-major. A shape that does not fit is a ShapeFault. */
import { SCALAR, type Shape, sameShape } from './shape.ts';

export type Value = Shape & { readonly data: readonly number[] };

/** Two shapes that cannot be added or multiplied. */
export class ShapeFault extends Error {
  constructor() {
    super('shapes do not fit');
    this.name = 'ShapeFault';
  }
}

export function isScalar(value: Shape): boolean {
  return sameShape(value, SCALAR);
}

export function scalar(number: number): Value {
  return { ...SCALAR, data: [number] };
}

export function map(a: Value, change: (x: number) => number): Value {
  return { ...a, data: a.data.map(change) };
}

/** a ∘ b element by element; a scalar goes with any shape. */
export function zip(a: Value, b: Value, combine: (x: number, y: number) => number): Value {
  if (isScalar(a) && !isScalar(b)) return map(b, (y) => combine(a.data[0] ?? 0, y));
  if (isScalar(b) && !isScalar(a)) return map(a, (x) => combine(x, b.data[0] ?? 0));
  if (!sameShape(a, b)) throw new ShapeFault();
  return { ...a, data: a.data.map((x, i) => combine(x, b.data[i] ?? 0)) };
}

export function transpose(a: Value): Value {
  const data: number[] = [];
  for (let j = 0; j < a.cols; j++) {
    for (let i = 0; i < a.rows; i++) data.push(a.data[i * a.cols + j] ?? 0);
  }
  return { rows: a.cols, cols: a.rows, data };
}

/** a · b, (m × k) · (k × n). */
export function multiply(a: Value, b: Value): Value {
  if (isScalar(a) || isScalar(b)) return zip(a, b, (x, y) => x * y);
  if (a.cols !== b.rows) throw new ShapeFault();
  const data: number[] = [];
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.cols; j++) {
      let sum = 0;
      for (let k = 0; k < a.cols; k++) sum += (a.data[i * a.cols + k] ?? 0) * (b.data[k * b.cols + j] ?? 0);
      data.push(sum);
    }
  }
  return { rows: a.rows, cols: b.cols, data };
}

/** Whether two values agree to 1e-9 of their size. NaN and infinity agree with nothing. */
export function agrees(a: Value, b: Value): boolean {
  return (
    sameShape(a, b) &&
    a.data.every((x, i) => {
      const y = b.data[i] ?? Number.NaN;
      if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
      return Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y));
    })
  );
}
