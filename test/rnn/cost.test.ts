/** What arithmetic costs, counted by hand; that a cell of gates without a kernel costs more is in `e2e/new-cell.test.ts`. */
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { multiplications, trainingCost } from '../../src/rnn/cost.ts';

test('a pair costs H² multiplications by W at each of its steps, and a training all of its pairs', () => {
  const network = { ...DEFAULTS, hidden: 3, bits: 5 };
  expect(multiplications(network)).toBe(45);
  expect(multiplications({ ...network, bits: 1 })).toBe(9);
  expect(trainingCost({ ...network, iterations: 7, batch: 2 })).toBe(45 * 14);
});
