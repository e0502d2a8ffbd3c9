/** Whole runs against those of the article's program in NumPy (`test/fixtures/golden`). */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TrainConfig } from '../../src/rnn/config.ts';
import { ENGINES } from '../../src/rnn/engine.ts';
import type { RunResult } from '../../src/rnn/result.ts';
import { trainWhole } from './run.ts';

type Golden = {
  config: Partial<TrainConfig>;
  initial: Record<'W_in' | 'W_out' | 'W', number[][]>;
  losses: (number | null)[];
  samples: [number, number, number | null][];
  final: Record<'W_in' | 'W_out' | 'W', (number | null)[][]>;
};

const folder = new URL('../fixtures/golden/', import.meta.url);
const traces = readdirSync(folder).map((file) => {
  const golden: Golden = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  return { file, golden };
});
const stable = traces.filter(({ golden }) => !golden.losses.includes(null));
const diverging = traces.filter(({ golden }) => golden.losses.includes(null));

/** The largest |x − y| of two lists of the same length. */
function largestDifference(xs: ArrayLike<number>, ys: readonly (number | null)[]): number {
  expect(xs.length).toBe(ys.length);
  return ys.reduce<number>((most, y, i) => Math.max(most, Math.abs((xs[i] ?? Number.NaN) - Number(y))), 0);
}

function asTriples({ samples }: RunResult): [number, number, number | null][] {
  return samples.map(({ a, b, answer }) => [a, b, answer]);
}

test('there are golden traces of both kinds', () => {
  expect(stable.length).toBeGreaterThanOrEqual(5);
  expect(diverging.length).toBeGreaterThanOrEqual(1);
});

describe.each(ENGINES)('the %s engine', (engine) => {
  test.each(stable)('repeats $file', ({ golden }) => {
    const result = trainWhole(golden.config, engine);
    expect(result.outcome).toEqual({ kind: 'finished' });
    expect(asTriples(result)).toEqual(golden.samples);
    expect(largestDifference(result.losses, golden.losses)).toBeLessThan(1e-9);
    for (const name of ['W_in', 'W', 'W_out'] as const) {
      expect(largestDifference(result.initial[name], golden.initial[name].flat())).toBeLessThan(1e-14);
      expect(largestDifference(result.final[name], golden.final[name].flat())).toBeLessThan(1e-8);
    }
  });

  test.each(diverging)('diverges where $file does, and says so', ({ golden }) => {
    const result = trainWhole(golden.config, engine);
    const firstNull = golden.losses.indexOf(null);
    expect(result.losses.findIndex(Number.isNaN)).toBe(firstNull);
    expect(
      largestDifference(result.losses.slice(0, firstNull), golden.losses.slice(0, firstNull)),
    ).toBeLessThan(1e-9);
    expect(asTriples(result)).toEqual(golden.samples.slice(0, firstNull + 1));
    if (result.outcome.kind !== 'diverged') throw new Error('the run should have diverged');
    const { iteration, cause, largest } = result.outcome.divergence;
    expect(iteration).toBe(result.iterations);
    expect(iteration).toBeLessThanOrEqual(firstNull * result.config.plotInterval);
    expect(['loss', 'W', 'W_in', 'W_out']).toContain(cause);
    expect(largest.norm).toBeGreaterThan(1e6);
  });
});
