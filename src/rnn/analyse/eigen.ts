/**
 * Eigenvalues and eigenvectors of symmetric matrices, in the usual two steps: Householder's reflections leave a
 * tridiagonal matrix T = Qᵀ A Q, and QL with implicit shifts makes that diagonal (Wilkinson & Reinsch, Handbook for
 * Automatic Computation II, 1971: tred2 and imtql2). Matrices are n × n, row by row.
 */
import { createPace, type Portions } from '../portions.ts';
import { addScaled, dot } from '../vector.ts';

/** Eigenvalues, largest first, with their unit eigenvectors in the rows of `vectors`. */
export type Eigen = { readonly values: Float64Array; readonly vectors: Float64Array };

/** T, and what leads back: Qᵀ, whose rows become the eigenvectors. */
type Tridiagonal = {
  /** T's diagonal, n. */
  readonly diagonal: Float64Array;
  /** T[i, i + 1] in place i, n; the last is 0. */
  readonly beside: Float64Array;
  readonly vectors: Float64Array;
};

/** Steps of QL for one eigenvalue, after which it has always been found long ago: two are usual. */
const MOST_STEPS = 60;
/** What a rotation costs for each number of a row, in multiplications: it reads and writes two rows. */
const ROTATION = 8;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix of finite numbers, right to rounding of the largest eigenvalue.
 * A is left as it is. Throws a RangeError for a number that is not finite.
 */
export function* eigen(A: Float64Array, n: number): Portions<Eigen> {
  if (!A.every(Number.isFinite)) throw new RangeError('the matrix is not of finite numbers');
  // Numbers of ordinary size, so that no square overflows or vanishes.
  const size = A.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const tridiagonal = yield* tridiagonalise(
    A.map((value) => value / size),
    n,
  );
  yield* diagonalise(tridiagonal);
  const { diagonal, vectors } = tridiagonal;
  const order = Array.from(diagonal.keys()).sort((i, j) => (diagonal[j] as number) - (diagonal[i] as number));
  const sorted = new Float64Array(n * n);
  for (const [to, from] of order.entries()) sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n);
  return { values: Float64Array.from(order, (i) => size * (diagonal[i] as number)), vectors: sorted };
}

/** Householder: A ← H A H with H = I − β v vᵀ, for row after row, which leaves of it what is beside the diagonal. */
function* tridiagonalise(A: Float64Array, n: number): Portions<Tridiagonal> {
  const pace = createPace();
  const beside = new Float64Array(n);
  /** Row k is the v of step k, 0 up to place k; 2 / vᵀv in `beta`. */
  const v = new Float64Array(n * n);
  const beta = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    const m = n - k - 1;
    const at = k * n + k + 1;
    if (pace.isDue(3 * m * m)) yield;
    const norm = Math.sqrt(dot(A, at, A, at, m));
    const head = A[at] as number;
    // H x = (∓‖x‖, 0, …, 0), with the sign that cancels nothing.
    const image = head > 0 ? -norm : norm;
    beside[k] = image;
    if (norm === 0) continue;
    v.set(A.subarray(at, at + m), at);
    v[at] = head - image;
    const b = 2 / dot(v, at, v, at, m);
    beta[k] = b;
    // w = β A v − ½ β² (vᵀ A v) v; then H A H = A − v wᵀ − w vᵀ
    for (let i = k + 1; i < n; i++) w[i] = b * dot(A, i * n + k + 1, v, at, m);
    addScaled(w, k + 1, -0.5 * b * dot(v, at, w, k + 1, m), v, at, m);
    for (let i = k + 1; i < n; i++) {
      addScaled(A, i * n + k + 1, -(v[k * n + i] as number), w, k + 1, m);
      addScaled(A, i * n + k + 1, -(w[i] as number), v, at, m);
    }
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => A[i * n + i] as number);
  // Qᵀ = H_{n−2} … H_0, from the left; H_k changes nothing up to row and column k.
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let k = n - 2; k >= 0; k--) {
    const m = n - k - 1;
    const at = k * n + k + 1;
    if (pace.isDue(2 * m * m)) yield;
    for (let i = k + 1; i < n; i++) {
      const along = dot(vectors, i * n + k + 1, v, at, m);
      addScaled(vectors, i * n + k + 1, -(beta[k] as number) * along, v, at, m);
    }
  }
  return { diagonal, beside, vectors };
}

/** QL with implicit shifts: T becomes diagonal in place, and the rows of `vectors` turn along. */
function* diagonalise({ diagonal: d, beside: e, vectors }: Tridiagonal): Portions<void> {
  const pace = createPace();
  const n = d.length;
  const size = d.reduce((most, value, i) => Math.max(most, Math.abs(value) + Math.abs(e[i] as number)), 0);
  const isNothing = (i: number) => Math.abs(e[i] as number) <= Number.EPSILON * size;
  for (let l = 0; l < n; l++) {
    for (let step = 0; ; step++) {
      let m = l;
      while (m < n - 1 && !isNothing(m)) m++;
      if (m === l) break;
      if (step === MOST_STEPS) throw new Error('an eigenvalue was not found');
      // The shift: the eigenvalue of the first 2 × 2 that is nearer to d[l].
      const half = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
      const root = Math.hypot(half, 1);
      const shift = (d[l] as number) - (e[l] as number) / (half + (half < 0 ? -root : root));
      let g = (d[m] as number) - shift;
      let [sin, cos, moved] = [1, 1, 0];
      let i = m - 1;
      for (; i >= l; i--) {
        if (pace.isDue(ROTATION * n)) yield;
        const f = sin * (e[i] as number);
        const b = cos * (e[i] as number);
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        // Already apart in the middle: the two halves are gone on with by themselves.
        if (r === 0) break;
        [sin, cos] = [f / r, g / r];
        g = (d[i + 1] as number) - moved;
        const turn = ((d[i] as number) - g) * sin + 2 * cos * b;
        moved = sin * turn;
        d[i + 1] = g + moved;
        g = cos * turn - b;
        rotate(vectors, i * n, n, cos, sin);
      }
      if (i >= l) d[i + 1] = (d[i + 1] as number) - moved;
      else {
        d[l] = (d[l] as number) - moved;
        e[l] = g;
      }
      e[m] = 0;
    }
  }
}

/** (x, y) ← (cos x − sin y, sin x + cos y) for the row at `start` and the next one. */
function rotate(M: Float64Array, start: number, n: number, cos: number, sin: number): void {
  for (let k = start; k < start + n; k++) {
    const [x, y] = [M[k] as number, M[k + n] as number];
    M[k] = cos * x - sin * y;
    M[k + n] = sin * x + cos * y;
  }
}
