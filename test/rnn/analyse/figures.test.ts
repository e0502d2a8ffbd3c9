/**
 * The figures of one half-trained network, to the last bit where no other order of the same sums was chosen since: what
 * has been shown of a run stays true of it, however its analyses are computed.
 */
import { describe, expect, test } from 'vitest';
import { ablate } from '../../../src/rnn/analyse/ablation.ts';
import { checkGradient } from '../../../src/rnn/analyse/gradient.ts';
import { accuracyByLength } from '../../../src/rnn/analyse/length.ts';
import { whole } from '../../../src/rnn/portions.ts';
import { carryIn, componentsOf } from '../look.ts';
import { trainWhole } from '../run.ts';

describe('a half-trained network', () => {
  const { config, initial, final } = trainWhole({ seed: 2, iterations: 3_000 });

  test('tells the carry as ever', () => {
    const { teller, probe, baseline, accuracies, correlations, states } = carryIn(config, final);
    expect(teller).toEqual({ unit: 7, threshold: 0.487, accuracy: 0.9285452706473214, carry: 'below' });
    expect([probe.accuracy, baseline, states]).toEqual([1, 0.5708705357143011, 114_688]);
    expect(accuracies.slice(0, 3)).toEqual([0.68377685546875, 0.8217250279017857, 0.8402884347098214]);
    expect(correlations.slice(0, 2)).toEqual([-0.24170733642638084, 0.6248080428443928]);
  });

  test('differs in the same directions', () => {
    const { explained, directions, points, split } = componentsOf(config, final, 1_500);
    expect(explained[0]).toBeCloseTo(0.34707359936905335, 12);
    expect(explained[1]).toBeCloseTo(0.23380903205939454, 12);
    expect(directions[0][0]).toBeCloseTo(-0.06104268366060333, 10);
    expect(points[7]).toMatchObject({ t: 6, a: 32, b: 40, carry: 1 });
    expect(points[7]?.x).toBeCloseTo(-0.6760280651578829, 10);
    expect(points[7]?.y).toBeCloseTo(-0.5844969808404452, 10);
    expect([split.c, split.accuracy]).toEqual([8101.8, 0.8461739676339286]);
  });

  test('adds as well with parts taken out, on other lengths, and has the same errors of its gradient', () => {
    const { intact, withoutMemory, withoutUnit } = whole(ablate(config, final));
    expect([intact, withoutMemory]).toEqual([0.9991455078125, 0.13348388671875]);
    expect(withoutUnit.slice(0, 3)).toEqual([0.624267578125, 0.14776611328125, 0.4449462890625]);
    const right = whole(accuracyByLength(config, final)).map((each) => [each.right, each.hard.right]);
    expect(right.slice(3, 8)).toEqual([
      [200, 213],
      [200, 68],
      [199, 266],
      [197, 253],
      [194, 478],
    ]);
    const pairs = { a: Uint32Array.of(1, 5, 3, 9), b: Uint32Array.of(7, 2, 2, 1) };
    const { matrices } = whole(checkGradient(config, initial, pairs));
    expect(matrices.map(({ maxRelativeError }) => maxRelativeError)).toEqual([
      1.999508096714106e-10, 7.764543525033186e-10, 1.340128784021049e-12,
    ]);
  });
});
