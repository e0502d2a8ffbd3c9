import { expect, test } from 'vitest';
import { createRecall } from '../../../../src/platforms/web/page/recall.ts';

test('↑ goes back to the oldest line, ↓ comes forward to what was being typed', () => {
  const recall = createRecall(['/one']);
  recall.add('/two');
  recall.add('/two');
  expect([recall.up('/dra'), recall.up(''), recall.up('')]).toEqual(['/two', '/one', undefined]);
  expect([recall.down(), recall.down(), recall.down()]).toEqual(['/two', '/dra', undefined]);
  recall.up('x');
  recall.add('/three');
  expect(recall.up('')).toBe('/three');
});

test('only the newest hundred lines are kept', () => {
  const recall = createRecall([]);
  for (let n = 0; n < 150; n += 1) recall.add(`/${n}`);
  expect([recall.lines().length, recall.lines()[0]]).toEqual([100, '/50']);
});
