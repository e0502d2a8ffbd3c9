/** Equations and eigenvectors: put back, beside Jacobi's method, and where they are known. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Eigen, eigen } from '../../../src/rnn/analyse/eigen.ts';
import { solve } from '../../../src/rnn/analyse/solve.ts';
import { whole } from '../../../src/rnn/portions.ts';
import { createRandom } from '../../../src/rnn/random.ts';
import { dot } from '../../../src/rnn/vector.ts';
import { jacobi } from './jacobi.ts';

/** B Bᵀ + ridge·I with B of random normal numbers, n × rank. */
function product(n: number, rank: number, seed: number, ridge: number): Float64Array {
  const random = createRandom(seed);
  const B = Float64Array.from({ length: n * rank }, () => random.normal());
  return fill(n, (i, j) => dot(B, i * rank, B, j * rank, rank) + (i === j ? ridge : 0));
}

function fill(n: number, entry: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n));
}

const size = fc.integer({ min: 1, max: 20 });

/** A v = λ v to rounding of the largest λ, the v are orthonormal, the λ fall. */
function expectEigen(A: Float64Array, n: number, { values, vectors }: Eigen): void {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const near = 1e-13 * n * largest;
  for (let k = 0; k < n; k++) {
    const value = values[k] ?? Number.NaN;
    if (k > 0) expect(value).toBeLessThanOrEqual(values[k - 1] ?? Number.NaN);
    for (let i = 0; i < n; i++) {
      const off = dot(A, i * n, vectors, k * n, n) - value * (vectors[k * n + i] ?? Number.NaN);
      expect(Math.abs(off)).toBeLessThanOrEqual(near);
      expect(dot(vectors, i * n, vectors, k * n, n)).toBeCloseTo(i === k ? 1 : 0, 12);
    }
  }
}

test('A x is b again', () => {
  fc.assert(
    fc.property(size, fc.nat(1e6), (n, seed) => {
      const A = product(n, n, seed, 0.01);
      const random = createRandom(seed + 1);
      const b = Float64Array.from({ length: n }, () => random.normal());
      const x = whole(solve(A, b));
      for (let i = 0; i < n; i++) expect(dot(A, i * n, x, 0, n)).toBeCloseTo(b[i] ?? Number.NaN, 6);
    }),
  );
});

test('a matrix that is not positive definite is refused', () => {
  expect(() => whole(solve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1)))).toThrow(
    'not positive definite',
  );
});

describe('eigenvalues and eigenvectors', () => {
  test('put back are the matrix, and the same as by Jacobi, of full rank and of less', () => {
    fc.assert(
      fc.property(size, size, fc.nat(1e6), fc.constantFrom(1e-150, 1, 1e150), (n, rank, seed, scale) => {
        const A = product(n, Math.min(n, rank), seed, 0).map((value) => value * scale);
        const found = whole(eigen(A, n));
        expectEigen(A, n, found);
        const { values } = jacobi(
          A.map((value) => value / scale),
          n,
        );
        const near = 1e-13 * n * (values[0] ?? 0);
        for (const [k, value] of values.entries()) {
          expect(Math.abs((found.values[k] ?? Number.NaN) / scale - value)).toBeLessThanOrEqual(near);
        }
      }),
    );
  });

  test('the two leading ones of the covariance of many units lie as by Jacobi', () => {
    const n = 96;
    // Like hidden units: a few strong directions, and the rest falling off.
    const A = fill(n, (i, j) => Math.exp(-Math.abs(i - j) / 9) / (1 + 0.05 * (i + j)));
    const [found, known] = [whole(eigen(A, n)), jacobi(A, n)];
    for (const k of [0, 1]) {
      expect(Math.abs(dot(found.vectors, k * n, known.vectors, k * n, n))).toBeCloseTo(1, 12);
      expect(found.values[k]).toBeCloseTo(known.values[k] ?? Number.NaN, 12);
    }
  });

  test('of the chain 2, −1 are 2 − 2 cos kπ/(n + 1)', () => {
    const n = 50;
    const A = fill(n, (i, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0));
    const found = whole(eigen(A, n));
    expectEigen(A, n, found);
    for (const [k, value] of found.values.entries()) {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)), 13);
    }
  });

  test.each([
    ['0', 5, () => 0, [0, 0, 0, 0, 0]],
    ['the identity', 4, (i: number, j: number) => (i === j ? 1 : 0), [1, 1, 1, 1]],
    ['1 everywhere', 6, () => 1, [6, 0, 0, 0, 0, 0]],
    // Units that are copies of each other in two groups: the largest twice, 0 otherwise.
    ['two blocks of 1', 6, (i: number, j: number) => ((i - j) % 2 === 0 ? 1 : 0), [3, 3, 0, 0, 0, 0]],
    ['a diagonal out of order', 4, (i: number, j: number) => (i === j ? [2, -1, 7, 2][i] : 0), [7, 2, 2, -1]],
    ['a single number', 1, () => -3, [-3]],
  ] as const)('of %s are known, however often they occur', (_, n, entry, values) => {
    const A = fill(n, (i, j) => entry(i, j) ?? Number.NaN);
    const before = A.slice();
    const found = whole(eigen(A, n));
    expectEigen(A, n, found);
    for (const [k, value] of values.entries()) expect(found.values[k]).toBeCloseTo(value, 13);
    expect(A).toEqual(before);
  });

  test('of what is not a number are refused', () => {
    expect(() => whole(eigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2))).toThrow(RangeError);
    expect(() => whole(eigen(Float64Array.of(Number.POSITIVE_INFINITY), 1))).toThrow('finite');
  });
});
