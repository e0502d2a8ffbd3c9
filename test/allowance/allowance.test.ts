/** Points within a time, by a clock of the test. */
import { expect, it } from 'vitest';
import { createAllowance, MOST_KEYS, takeFromAll } from '../../src/allowance/allowance.ts';

it('has so many points from the first that is taken on, and says when there are new ones', async () => {
  let now = 5_000;
  const { take } = createAllowance({ points: 3, seconds: 10 }, () => now);
  expect((await take('a', 2)).wait).toBe(0);
  now += 4_000;
  expect((await take('a', 2)).wait).toBe(6);
  expect((await take('a')).wait).toBe(0);
  expect((await take('a')).wait).toBe(6);
  expect((await take('b', 3)).wait).toBe(0);
  now += 6_000;
  expect((await take('a', 3)).wait).toBe(0);
});

it('has more for who has done little for a while, and says when the next one comes', async () => {
  let now = 0;
  const { take } = createAllowance({ points: 1, seconds: 5, burst: { points: 4, seconds: 100 } }, () => now);
  for (let n = 0; n < 5; n += 1) expect((await take('a')).wait).toBe(0);
  now += 2_000;
  expect((await take('a')).wait).toBe(3);
  now += 3_000;
  expect([(await take('a')).wait, (await take('a')).wait]).toEqual([0, 5]);
});

it('gives back what was taken, from where it was taken', async () => {
  const { take } = createAllowance({ points: 1, seconds: 5, burst: { points: 1, seconds: 100 } }, () => 0);
  await take('a');
  const second = await take('a');
  expect((await take('a')).wait).toBe(5);
  await second.giveBack?.();
  expect([(await take('a')).wait, (await take('a')).wait]).toEqual([0, 5]);
});

it('takes from all or from none', async () => {
  const many = createAllowance({ points: 2, seconds: 10 }, () => 0);
  const few = createAllowance({ points: 1, seconds: 20 }, () => 0);
  const shares = [
    { allowance: many, key: 'a' },
    { allowance: few, key: 'a' },
  ];
  expect((await takeFromAll(shares)).wait).toBe(0);
  expect(await takeFromAll(shares)).toMatchObject({ wait: 20, short: { allowance: few } });
  expect([(await many.take('a')).wait, (await many.take('a')).wait]).toEqual([0, 10]);
});

it('knows of no more keys than it may: who would be free first is', async () => {
  let now = 0;
  const { take } = createAllowance({ points: 1, seconds: 1_000 }, () => now);
  for (let n = 0; n <= MOST_KEYS; n += 1) {
    now += 1;
    await take(`${n}`);
  }
  expect([(await take('1')).wait > 0, (await take('0')).wait]).toEqual([true, 0]);
});
