/** What looks are expected to take: bounded as they are themselves. */
import { expect, test } from 'vitest';
import type { LabTask } from '../../src/lab/lab-task.ts';
import { sizeOf } from '../../src/lab/size.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { initialWeights } from '../../src/rnn/init.ts';
import { createRandom } from '../../src/rnn/random.ts';
import { examPairs, examSize } from '../../src/rnn/sample.ts';

const weights = initialWeights({ ...DEFAULTS, hidden: 2 }, createRandom(1));
const size = (kind: 'carry' | 'ablation' | 'lengths', hidden: number, bits: number) =>
  sizeOf({ kind, config: { ...DEFAULTS, hidden, bits }, weights } as LabTask);

test('long numbers make a look at a large network longer by little: its budget bounds it', () => {
  expect(size('carry', 256, 32) / size('carry', 256, 8)).toBeLessThan(1.1);
  expect(size('ablation', 256, 32) / size('ablation', 256, 8)).toBeLessThan(2);
  expect(size('lengths', 256, 32)).toBe(size('lengths', 256, 8));
});

test.each(['carry', 'ablation', 'lengths'] as const)('%s takes longer the larger the network is', (kind) => {
  const sizes = [16, 64, 128, 256].map((hidden) => size(kind, hidden, 8));
  expect(sizes.toSorted((a, b) => a - b)).toEqual(sizes);
});

test.each([2, 8, 9, 10, 16])('an examination of %i bits has so many pairs', (bits) => {
  expect(examSize(bits)).toBe(examPairs(bits).a.length);
});
