/** What arithmetic costs, counted by hand; that a cell of gates without a kernel costs more is in `e2e/new-cell.test.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { multiplications, trainingCost } from '../../src/rnn/cost.ts';

test('a pair costs H² multiplications by W at each of its steps, and a training all of its pairs', () => {
  const network = { ...DEFAULTS, hidden: 3, bits: 5 };
  expect(multiplications(network)).toBe(45);
  expect(multiplications({ ...network, bits: 1 })).toBe(9);
  expect(trainingCost({ ...network, iterations: 7, batch: 2 })).toBe(45 * 14);
});

test('nobody else squares H for it, as if every cell were the simple RNN', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const files = ['src', 'commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const squaring = files.filter(
    (file) =>
      file.endsWith('.ts') &&
      /\bhidden \*\* 2|\bhidden \* (\w+\.)?hidden\b/.test(readFileSync(join(root, file), 'utf8')),
  );
  // The kernel is the simple RNN's own: its W is H × H.
  expect(squaring.sort()).toEqual(['src/rnn/cost.ts', 'src/rnn/kernel/layout.ts']);
});
