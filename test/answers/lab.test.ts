import { describe, expect, it } from 'vitest';
import { lengthsText } from '../../src/answers/lab.ts';

const lengths = (...shares: readonly (readonly [length: number, accuracy: number])[]) =>
  shares.map(([length, accuracy]) => ({
    length,
    pairs: 200,
    right: 200 * accuracy,
    accuracy,
    bitAccuracy: 1,
  }));

describe('accuracy by length in words', () => {
  it('goes up to the first length with a mistake, whatever comes after', () => {
    const text = lengthsText(lengths([1, 1], [2, 1], [4, 0.995], [7, 1], [8, 0.5]), 8);
    expect(text.en).toContain('up to 2 bits');
    expect(text.ja).toContain('2 ビットの数までは');
  });
  it('calls it adding only where longer numbers were tried', () => {
    expect(lengthsText(lengths([8, 1], [256, 1]), 8).en).toContain('learned to add, not to add 8 bits');
    expect(lengthsText(lengths([4, 1]), 8).en).toContain('100 % of sampled sums of two 4-bit numbers');
    expect(lengthsText(lengths([1, 0.9], [2, 1]), 8).en).toContain('not add reliably at any length');
  });
});
