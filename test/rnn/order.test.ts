/** The order of numbers, beside that of sorting. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOf } from '../../src/rnn/order.ts';
import { whole } from '../../src/rnn/portions.ts';

const some = fc.oneof(
  fc.double({ noNaN: true }),
  // Saturated units: many of them equal, or apart by a hair.
  fc.constantFrom(0, -0, 1, 1 - 2 ** -53, 2 ** -1074, -(2 ** -1074), Number.POSITIVE_INFINITY),
);

test('numbers are in order, and equal ones as they stood', () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 60 }), (list) => {
      const numbers = Float64Array.from(list);
      const order = whole(orderOf(numbers));
      // Sorting tells −0 from 0, as they are told here; equal places keep their order.
      const compare = (p: number, q: number) => {
        const [x = Number.NaN, y = Number.NaN] = [list[p], list[q]];
        if (x !== y) return x - y > 0 ? 1 : -1;
        return Number(Object.is(y, -0)) - Number(Object.is(x, -0));
      };
      expect(Array.from(order)).toEqual(Array.from(list.keys()).toSorted(compare));
    }),
  );
});
