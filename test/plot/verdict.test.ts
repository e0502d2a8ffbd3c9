/** What a comparison concludes is sound: how often of equal settings, and of those that are entirely apart. */
import { describe, expect, it } from 'vitest';
import { byMerit, meritOf } from '../../src/plot/merit.ts';
import { CLEAR, verdictOn } from '../../src/plot/verdict.ts';
import { createRandom } from '../../src/rnn/random.ts';

/** The verdict on settings given by the accuracies of their runs; the first letter is the first setting. */
function verdict(...settings: readonly (readonly number[])[]) {
  const [best, ...others] = settings
    .map((accuracies, index) => ({
      ...meritOf(accuracies.map((accuracy) => ({ accuracy, pairs: null }))),
      name: 'abcdef'.charAt(index),
    }))
    .sort(byMerit);
  if (best === undefined) throw new Error('no settings');
  return verdictOn([best, ...others]);
}

const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).join('');

/** Every way to deal `runs` out to settings of `size` runs each. */
function* deals(runs: readonly number[], size: number): Generator<number[][]> {
  if (runs.length === 0) {
    yield [];
    return;
  }
  for (const hand of hands(runs, size)) {
    const left = runs.filter((run) => !hand.includes(run));
    for (const rest of deals(left, size)) yield [hand, ...rest];
  }
}

function hands(runs: readonly number[], size: number): number[][] {
  const [first, ...rest] = runs;
  if (size === 0) return [[]];
  if (first === undefined) return [];
  return [...hands(rest, size - 1).map((hand) => [first, ...hand]), ...hands(rest, size)];
}

describe('the chance of a difference', () => {
  it.each([
    { settings: 2, size: 4 },
    { settings: 3, size: 3 },
    { settings: 4, size: 2 },
  ])('is that of all deals of $settings settings with $size runs each', ({ settings, size }) => {
    const runs = Array.from({ length: settings * size }, (_, i) => i);
    const spread = (hands: readonly (readonly number[])[]) => {
      const means = hands.map((hand) => hand.reduce((sum, run) => sum + run, 0) / size);
      return Math.max(...means) - Math.min(...means);
    };
    const all = [...deals(runs, size)].map(spread);
    const most = Math.max(...all);
    const least = all.filter((each) => each === most).length / all.length;
    // Entirely apart, and dealt in turn: nothing to be seen.
    const apart = verdict(
      ...Array.from({ length: settings }, (_, k) =>
        runs.slice(k * size, (k + 1) * size).map((run) => run / 100),
      ),
    );
    const mixed = verdict(
      ...Array.from({ length: settings }, (_, k) =>
        runs.filter((run) => run % settings === k).map((run) => run / 100),
      ),
    );
    if (mixed.kind !== 'open' || apart.kind === 'alike') throw new Error('not as dealt');
    expect(mixed.least).toBeCloseTo(least, 12);
    expect(least).toBeLessThan(CLEAR);
    expect(apart.kind).not.toBe('open');
    const own = spread(
      Array.from({ length: settings }, (_, k) => runs.filter((run) => run % settings === k)),
    );
    expect(mixed.chance).toBeCloseTo(all.filter((each) => each >= own - 1e-9).length / all.length, 1);
  });
});

describe('a verdict', () => {
  it('calls two runs each too few, and never the difference chance', () => {
    const found = verdict([1, 1], [0, 0.0001]);
    expect(found).toMatchObject({ kind: 'open', least: expect.closeTo(1 / 3, 9) });
    if (found.kind === 'open') expect([names(found.first), names(found.last)]).toEqual(['a', 'b']);
  });

  it('tells what four settings with two runs each can tell', () => {
    const found = verdict([0.02, 0.08], [0.99, 0.98], [1, 0.999], [0, 0.0001]);
    if (found.kind !== 'some') throw new Error(found.kind);
    expect([names(found.leaders), names(found.behind)]).toEqual(['cba', 'd']);
    expect(found.chance).toBeLessThan(CLEAR);
  });

  it('tells every setting that is entirely apart, whatever others lie beyond', () => {
    const ten = (from: number) => Array.from({ length: 10 }, (_, i) => from + i / 1_000);
    expect(verdict(ten(0.9), ten(0.2), ten(0))).toMatchObject({ kind: 'one', chance: 1 / 2_000 });
  });

  it('of settings that came to the same is that', () => {
    expect(verdict([0.5, 0.7], [0.7, 0.5]).kind).toBe('alike');
  });

  it('finds something in at most one of twenty comparisons of equal settings', () => {
    const random = createRandom(11);
    // Most runs right, some far off, many equal: as accuracies are.
    const draw = () => (random.below(10) < 6 ? 1 : random.below(50) / 50);
    for (const [settings, runs] of [
      [2, 10],
      [3, 5],
      [4, 2],
    ] as const) {
      let found = 0;
      for (let n = 0; n < 200; n += 1) {
        const { kind } = verdict(
          ...Array.from({ length: settings }, () => Array.from({ length: runs }, draw)),
        );
        if (kind === 'some' || kind === 'one') found += 1;
      }
      // Three standard deviations of 200 at 5 % are 9.
      expect(found, `${settings} settings`).toBeLessThanOrEqual(10 + 9);
    }
  });
});
