/** Linear equations. */
import { createPace, type Portions } from '../portions.ts';
import { dot } from '../vector.ts';

/**
 * x with A x = b, A symmetric and positive definite, n × n, row by row, by Cholesky's A = L Lᵀ.
 * Throws a RangeError when A is not positive definite. A and b are left as they are.
 */
export function* solve(A: Float64Array, b: Float64Array): Portions<Float64Array> {
  const n = b.length;
  const pace = createPace();
  const L = A.slice();
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    if (pace.isDue((i * i) / 2)) yield;
    for (let j = 0; j <= i; j++) {
      const rest = (A[i * n + j] as number) - dot(L, i * n, L, j * n, j);
      if (i === j && !(rest > 0)) throw new RangeError('the matrix is not positive definite');
      L[i * n + j] = i === j ? Math.sqrt(rest) : rest / (L[j * n + j] as number);
    }
  }
  for (let i = 0; i < n; i++) {
    x[i] = ((x[i] as number) - dot(L, i * n, x, 0, i)) / (L[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let rest = x[i] as number;
    for (let k = i + 1; k < n; k++) rest -= (L[k * n + i] as number) * (x[k] as number);
    x[i] = rest / (L[i * n + i] as number);
  }
  return x;
}
