/** The whole idea, run: it learns as the article's program in NumPy does, loss by loss. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULTS, type TrainConfig } from '../../src/rnn/config.ts';
import { learn } from '../../src/rnn/learn.ts';
import { trainWhole } from './run.ts';

test("the first file prints the article's losses", () => {
  const file = new URL('../fixtures/golden/article-seed0.json', import.meta.url);
  const golden: { config: Partial<TrainConfig>; losses: number[] } = JSON.parse(readFileSync(file, 'utf8'));
  const config = { ...DEFAULTS, ...golden.config };
  const losses: number[] = [];
  for (const [i, E] of [...learn(config)].entries()) {
    if (i % config.plotInterval === 0) losses.push(E);
  }
  // As the article's program prints them.
  process.stdout.write(losses.map((E, k) => `iters: ${k * config.plotInterval}\nloss: ${E}\n`).join(''));
  expect(losses).toHaveLength(golden.losses.length);
  for (const [k, E] of losses.entries()) {
    expect(Math.abs(E - (golden.losses[k] ?? Number.NaN))).toBeLessThan(1e-9);
  }
});

test('it learns what the reference learns, bit for bit', () => {
  const config = {
    ...DEFAULTS,
    activation: 'tanh',
    loss: 'cross-entropy',
    biases: 'on',
    iterations: 300,
    plotInterval: 1,
  } as const;
  expect([...learn(config)]).toEqual(trainWhole(config, 'reference').losses);
});
