/** Eigenvalues by another way, which is slow and hard to get wrong: the oracle of `eigen`. */
import type { Eigen } from '../../../src/rnn/analyse/eigen.ts';
import { dot } from '../../../src/rnn/vector.ts';

/** Sweeps after which Jacobi's method has always converged long ago. */
const MAX_SWEEPS = 50;

/** Eigenvalues and eigenvectors of a symmetric matrix of n × n, by Jacobi's rotations. A is left as it is. */
export function jacobi(A: Float64Array, n: number): Eigen {
  const D = A.slice();
  const V = new Float64Array(n * n);
  for (let i = 0; i < n; i++) V[i * n + i] = 1;
  const enough = 1e-30 * dot(D, 0, D, 0, n * n);
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(D, n) > enough; sweep++) {
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotate(D, V, n, p, q);
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => (D[j * n + j] as number) - (D[i * n + i] as number),
  );
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(V.subarray(from * n, from * n + n), to * n);
  });
  return { values: Float64Array.from(order, (i) => D[i * n + i] as number), vectors };
}

/** Σ of the squares above the diagonal. */
function offDiagonal(D: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n - 1; i++) sum += dot(D, i * n + i + 1, D, i * n + i + 1, n - i - 1);
  return sum;
}

/** Turns the axes p and q so that D[p, q] becomes 0; the rows of V turn along. */
function rotate(D: Float64Array, V: Float64Array, n: number, p: number, q: number): void {
  const apart = D[p * n + q] as number;
  if (apart === 0) return;
  const θ = ((D[q * n + q] as number) - (D[p * n + p] as number)) / (2 * apart);
  const tan = (θ < 0 ? -1 : 1) / (Math.abs(θ) + Math.sqrt(θ * θ + 1));
  const cos = 1 / Math.sqrt(tan * tan + 1);
  const sin = tan * cos;
  mix(D, p * n, q * n, 1, n, cos, sin);
  mix(D, p, q, n, n, cos, sin);
  mix(V, p * n, q * n, 1, n, cos, sin);
}

/** (x, y) ← (cos x − sin y, sin x + cos y) for two rows (stride 1) or columns (stride n) of a matrix. */
function mix(
  M: Float64Array,
  xStart: number,
  yStart: number,
  stride: number,
  n: number,
  cos: number,
  sin: number,
): void {
  for (let k = 0; k < n; k++) {
    const x = M[xStart + k * stride] as number;
    const y = M[yStart + k * stride] as number;
    M[xStart + k * stride] = cos * x - sin * y;
    M[yStart + k * stride] = sin * x + cos * y;
  }
}
