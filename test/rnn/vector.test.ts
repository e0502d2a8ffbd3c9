/** The product of a row and a matrix is that of one row after another, to the last bit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/rnn/random.ts';
import { addProduct, addScaled } from '../../src/rnn/vector.ts';

const some = (max: number) => fc.integer({ min: 0, max });

test('rows are added in their order, however many at a time, and nothing else is touched', () => {
  fc.assert(
    fc.property(some(20), some(9), some(3), some(3), fc.nat(1e6), (rows, n, more, start, seed) => {
      const random = createRandom(seed);
      const drawn = (count: number) => Float64Array.from({ length: count }, () => random.normal());
      const [y, x] = [drawn(start + n + 2), drawn(start + rows)];
      const M = drawn(rows * (n + more));
      const expected = y.slice();
      for (let i = 0; i < rows; i++) addScaled(expected, start, x[start + i] ?? 0, M, i * (n + more), n);
      addProduct(y, start, x, start, M, rows, n, n + more);
      expect(y).toEqual(expected);
    }),
  );
});
