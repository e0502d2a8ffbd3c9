/** The film of a training: its moments in order, on the same two axes, and nothing that cannot be drawn. */
import { describe, expect, it } from 'vitest';
import { film } from '../../src/lab/film.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';

describe('a film', () => {
  it('goes from the start to the end, closer together at first', () => {
    const frames = film({ ...DEFAULTS, iterations: 1_000 }, 10);
    const at = frames.map(({ iteration }) => iteration);
    expect(at).toHaveLength(10);
    expect([at[0], at.at(-1)]).toEqual([0, 1_000]);
    const gaps = at.slice(1).map((iteration, i) => iteration - (at[i] ?? 0));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  });

  it.each([0, 1, 2, 4, 6])('of a run that blows up has finite points only: seed %i', (seed) => {
    const config = { ...DEFAULTS, activation: 'relu', gradient: 'article', rate: 1, seed } as const;
    const frames = film(config, 30);
    expect(frames.length).toBeGreaterThan(0);
    const points = frames.flatMap((frame) => frame.points);
    expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});
