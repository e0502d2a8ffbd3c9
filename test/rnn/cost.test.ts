/** What arithmetic costs, counted by hand; that a cell of gates without a kernel costs more is in `e2e/new-cell.test.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { A_SECOND } from '../../src/jobs/terms.ts';
import { carryCost } from '../../src/rnn/analyse/cost.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { multiplications, trainingCost } from '../../src/rnn/cost.ts';

test('a pair costs H² multiplications by W at each of its steps, and a training all of its pairs', () => {
  const network = { ...DEFAULTS, hidden: 3, bits: 5 };
  expect(multiplications(network)).toBe(45);
  expect(multiplications({ ...network, bits: 1 })).toBe(9);
  expect(trainingCost({ ...network, iterations: 7, batch: 2 })).toBe(45 * 14);
});

test('the search for the carry costs by the states that it finds: all of 8 bits, and of a large network those of a sample', () => {
  const { states, moments } = carryCost({ ...DEFAULTS, hidden: 256, bits: 8 });
  expect([states, moments]).toEqual([21_844 * 256 * (256 + 30), (21_844 * 256 * 256) / 2]);
  const seconds = [16, 64, 256].map((hidden) => {
    const all = carryCost({ ...DEFAULTS, hidden, bits: 32 });
    return (all.states + all.moments + all.components + all.cuts) / A_SECOND;
  });
  // Measured: 0.4, 1.5 and 1.7 s.
  for (const [index, most] of [0.5, 2, 2.5].entries()) expect(seconds[index]).toBeLessThan(most);
  expect(seconds[2]).toBeGreaterThan(1);
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
