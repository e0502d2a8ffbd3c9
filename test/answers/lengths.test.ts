import { describe, expect, it } from 'vitest';
import { lengthsText } from '../../src/answers/lengths.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';

const lengths = (...shares: readonly (readonly [length: number, random: number, hard?: number])[]) =>
  shares.map(([length, accuracy, hard = 1]) => ({
    length,
    pairs: 200,
    right: 200 * accuracy,
    accuracy,
    bitAccuracy: 1,
    hard: { pairs: 70, right: 70 * hard, accuracy: hard },
    miss: accuracy < 1 || hard < 1 ? { length, a: 1n, b: 2n ** BigInt(length) - 1n } : null,
  }));

describe('accuracy by length in words', () => {
  it('goes up to the first length with a mistake, whatever comes after', () => {
    const text = lengthsText(lengths([1, 1], [2, 1], [4, 0.995], [7, 1], [8, 0.5]), DEFAULTS);
    expect(text.en).toContain('right up to 2 bits');
    expect(text.en).toContain('The shortest that went wrong: 1 + 15 (4 bits)');
    expect(text.ja).toContain('2 ビットの数までは');
  });
  it('takes a hard sum that went wrong for a mistake, where all random ones are right', () => {
    const text = lengthsText(lengths([8, 1], [16, 1, 0.9], [32, 1]), DEFAULTS);
    expect(text.en).toContain('right up to 8 bits');
    expect(text.ja).toContain('8 ビットの数までは');
  });
  it('says longer than it learned from only where longer numbers were tried, and always what was', () => {
    const long = lengthsText(lengths([8, 1], [256, 1]), DEFAULTS).en;
    expect(long).toContain(
      'longer than any it learned from:** every sum that was tried is right, up to 256 bits',
    );
    expect(long).toContain('200 random sums of each length and 140 hard ones');
    expect(long).toContain('no proof');
    expect(lengthsText(lengths([4, 1], [7, 1]), DEFAULTS).en).not.toContain('longer than');
    expect(lengthsText(lengths([4, 1]), DEFAULTS).en).toContain(
      'With numbers of 4 bits, every sum that was tried',
    );
  });
  it('speaks of the lengths that it knows of, where the shortest already fails', () => {
    const text = lengthsText(lengths([1, 0.9], [2, 1]), DEFAULTS);
    expect(text.en).toContain('Already among the shortest numbers tried, 1 bit, there are mistakes.');
  });
});
