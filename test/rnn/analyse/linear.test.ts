/** Equations and eigenvectors of random symmetric matrices, checked by putting them back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eigen, solve } from '../../../src/rnn/analyse/linear.ts';
import { createRandom } from '../../../src/rnn/random.ts';
import { dot } from '../../../src/rnn/vector.ts';

/** B Bᵀ + ridge·I with B of random normal numbers, n × n. */
const matrix = fc.record({ n: fc.integer({ min: 1, max: 20 }), seed: fc.nat(1e6) }).map(({ n, seed }) => {
  const random = createRandom(seed);
  const B = Float64Array.from({ length: n * n }, () => random.normal());
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) A[i * n + j] = dot(B, i * n, B, j * n, n) + (i === j ? 0.01 : 0);
  }
  const b = Float64Array.from({ length: n }, () => random.normal());
  return { n, A, b };
});

test('A x is b again', () => {
  fc.assert(
    fc.property(matrix, ({ n, A, b }) => {
      const x = solve(A, b);
      for (let i = 0; i < n; i++) expect(dot(A, i * n, x, 0, n)).toBeCloseTo(b[i] ?? Number.NaN, 6);
    }),
  );
});

test('A v is λ v, the v are orthonormal, the λ fall', () => {
  fc.assert(
    fc.property(matrix, ({ n, A }) => {
      const { values, vectors } = eigen(A, n);
      for (let k = 0; k < n; k++) {
        if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1] ?? Number.NaN);
        for (let i = 0; i < n; i++) {
          const scaled = (values[k] ?? Number.NaN) * (vectors[k * n + i] ?? Number.NaN);
          expect(dot(A, i * n, vectors, k * n, n)).toBeCloseTo(scaled, 8);
          expect(dot(vectors, i * n, vectors, k * n, n)).toBeCloseTo(i === k ? 1 : 0, 10);
        }
      }
    }),
  );
});

test('a matrix that is not positive definite is refused', () => {
  expect(() => solve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toThrow('not positive definite');
});
