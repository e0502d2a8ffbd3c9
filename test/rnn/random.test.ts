/** The generator against numbers that NumPy drew (`numpy-random.json`). */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/rnn/random.ts';
import numpy from './numpy-random.json' with { type: 'json' };

describe.each(numpy.seeds)(
  'after np.random.seed($seed)',
  ({ seed, uniform, normal, below, mixed, after2000 }) => {
    test('random_sample() draws the same numbers, bit for bit', () => {
      const random = createRandom(seed);
      expect(uniform.map(() => random.uniform())).toEqual(uniform);
    });

    test('randn() draws the same numbers, but for the last bit of the logarithm', () => {
      const random = createRandom(seed);
      for (const expected of normal) expect(Math.abs(random.normal() - expected)).toBeLessThan(1e-15);
    });

    test('randint(high) draws the same numbers, also where draws are rejected or none is needed', () => {
      const random = createRandom(seed);
      expect(below.map(([high]) => [high, random.below(high ?? 0)])).toEqual(below);
    });

    test('randn keeps its second number while randint draws', () => {
      const random = createRandom(seed);
      for (let i = 0; i < 3; i++) random.normal();
      expect(random.below(128)).toBe(mixed.below128);
      for (const expected of mixed.normal) expect(Math.abs(random.normal() - expected)).toBeLessThan(1e-15);
    });

    test('the state is renewed as in NumPy', () => {
      const random = createRandom(seed);
      for (let i = 0; i < 2000; i++) random.normal();
      expect(Math.abs(random.normal() - after2000)).toBeLessThan(1e-15);
    });
  },
);

test.each([-1, 0.5, 2 ** 32, Number.NaN])('the seed %s is refused', (seed) => {
  expect(() => createRandom(seed)).toThrow(RangeError);
});

test.each([0, -3, 1.5, 2 ** 32 + 1])('randint(%s) is refused', (high) => {
  expect(() => createRandom(0).below(high)).toThrow(RangeError);
});
