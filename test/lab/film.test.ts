/** The film of a training: its moments in order, on the same two axes, and nothing that cannot be drawn. */
import { describe, expect, it } from 'vitest';
import { film } from '../../src/lab/film.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { whole } from '../../src/rnn/portions.ts';
import { startTraining } from '../../src/rnn/train.ts';
import { componentsOf } from '../rnn/look.ts';

describe('a film', () => {
  it('goes from the start to the end, closer together at first', () => {
    const { frames } = whole(film({ ...DEFAULTS, iterations: 1_000 }, 10));
    const at = frames.map(({ iteration }) => iteration);
    expect(at).toHaveLength(10);
    expect([at[0], at.at(-1)]).toEqual([0, 1_000]);
    const gaps = at.slice(1).map((iteration, i) => iteration - (at[i] ?? 0));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  });

  it('ends on the portrait of the trained network, over all its states', () => {
    const config = { ...DEFAULTS, hidden: 64, init: 'xavier', iterations: 100 } as const;
    const { over, frames } = whole(film(config, 3));
    expect(over).toBe('all');
    const training = startTraining(config);
    training.advance(100);
    const portrait = componentsOf(config, training.weights(), 400);
    const last = frames.at(-1);
    expect(last?.split).toEqual(portrait.split);
    expect(last?.points).toEqual(portrait.points.map(({ x, y, carry }) => ({ x, y, carry })));
  });

  it('shows a sample of the states of a network for which all would take long, and says so', () => {
    const config = { ...DEFAULTS, hidden: 200, iterations: 2 };
    const { over, frames } = whole(film(config, 200));
    expect(over).toBe('sample');
    expect(frames.map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
    expect(frames.every(({ points }) => points.length > 50)).toBe(true);
    expect(whole(film({ ...DEFAULTS, bits: 12, iterations: 2 }, 2)).over).toBe('sample');
  });

  it.each([0, 1, 2, 4, 6])('of a run that blows up has finite points only: seed %i', (seed) => {
    const config = { ...DEFAULTS, activation: 'relu', gradient: 'article', rate: 1, seed } as const;
    const { frames } = whole(film(config, 30));
    expect(frames.length).toBeGreaterThan(0);
    const points = frames.flatMap((frame) => frame.points);
    expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it('of a run that blows up lies along the directions of the last states that are numbers', () => {
    const config = { ...DEFAULTS, activation: 'relu', gradient: 'article', rate: 1, seed: 0 } as const;
    const { frames } = whole(film(config, 30));
    expect(frames.map(({ iteration }) => iteration)).toEqual([0]);
    const { points } = componentsOf(config, startTraining(config).weights(), 400);
    expect(frames[0]?.points).toEqual(points.map(({ x, y, carry }) => ({ x, y, carry })));
  });
});
