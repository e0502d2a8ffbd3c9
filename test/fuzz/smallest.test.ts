/** What the fuzzing tells of a fault: the smallest input, and how it is sent again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { door } from './fuzz.ts';

/** A door that stands no text with a `q` in it. */
function frail(atOnce: number) {
  return door<string>('frail', async () => {
    const faults: string[] = [];
    return {
      inputs: fc.string({ maxLength: 200 }),
      atOnce,
      watch: {
        fault: (words) => void faults.push(words),
        take: () => faults.splice(0),
        counts: { final: 0, error: 0 },
      },
      send: async (texts) => {
        if (texts.some((text) => text.includes('q'))) faults.push('it broke');
      },
      close: async () => undefined,
    };
  });
}

it.each([1, 8])(
  'a fault is told with its smallest input, which a seed and a path send again, of %d at once',
  async (atOnce) => {
    const { faults } = await frail(atOnce).try({ runs: 300, seed: 1 });
    expect(faults.length).toBeGreaterThan(1);
    const [first = ''] = faults;
    const [, seed, path] =
      /^it broke\n {2}for "q"\n {2}again: npm run fuzz -- --door=frail --seed=(\d+) --path=([\d:]+)$/.exec(
        first,
      ) ?? [];
    const again = await frail(atOnce).try({ runs: 300, seed: Number(seed), path });
    expect(again).toMatchObject({ runs: 1, faults: [first] });
  },
);

it('what breaks it only together is told as it was sent', async () => {
  const together = door<string>('together', async () => {
    const faults: string[] = [];
    return {
      inputs: fc.string(),
      atOnce: 3,
      watch: {
        fault: (words) => void faults.push(words),
        take: () => faults.splice(0),
        counts: { final: 0, error: 0 },
      },
      send: async (texts) => {
        if (texts.length > 1) faults.push('it broke');
      },
      close: async () => undefined,
    };
  });
  const { faults } = await together.try({ runs: 6, seed: 9 });
  expect(faults).toHaveLength(2);
  expect(faults[1]).toMatch(
    /^it broke\n {2}\d+ ms of computing for all\n {2}for \[.*\]\n {2}again: npm run fuzz -- --door=together --seed=9 --runs=6$/,
  );
});
