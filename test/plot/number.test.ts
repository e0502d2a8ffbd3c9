import { describe, expect, it } from 'vitest';
import { count, measure, percent, tick } from '../../src/plot/number.ts';

describe('numbers as people read them', () => {
  it('groups thousands and uses a real minus', () => {
    expect(count(5300)).toBe('5,300');
    expect(count(-16384)).toBe('−16,384');
    expect(count(2n ** 64n)).toBe('18,446,744,073,709,551,616');
  });

  it.each([
    [1.7072901, '1.71'],
    [0.0029920144, '0.003'],
    [0.0146332, '0.015'],
    [622.4, '622'],
    [12345.6, '12,300'],
    [3.2e8, '3.2 × 10⁸'],
    [0.0000021, '2.1 × 10⁻⁶'],
    [1e-7, '1 × 10⁻⁷'],
    [-0.5, '−0.5'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('measures %f as %s', (value, text) => {
    expect(measure(value)).toBe(text);
  });

  it('labels axes in plain signs', () => {
    expect([0, 0.0001, 0.5, 1000, 200_000, 1e-7, 2e8].map(tick)).toEqual([
      '0',
      '0.0001',
      '0.5',
      '1,000',
      '200,000',
      '1e−7',
      '2e8',
    ]);
  });

  it('says 100 % and 0 % only when it is all or none', () => {
    expect(percent(1)).toBe('100 %');
    expect(percent(16383 / 16384)).toBe('99.99 %');
    expect(percent(0)).toBe('0 %');
    expect(percent(1 / 16384)).toBe('0.01 %');
    expect(percent(1 - 1e-9)).toBe('> 99.999 %');
    expect(percent(1e-9)).toBe('< 0.001 %');
    expect(percent(0.9844)).toBe('98.4 %');
    expect(percent(0.5)).toBe('50 %');
  });
});
