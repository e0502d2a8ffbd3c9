import { describe, expect, it } from 'vitest';
import { duration, loss, norm, percent } from '../../src/answers/figures.ts';

describe('figures', () => {
  it.each([
    [1, '100 %'],
    [0, '0 %'],
    [0.5, '50 %'],
    [0.9999, '99.99 %'],
    [16_383 / 16_384, '99.99 %'],
    [0.999_999_9, '> 99.999 %'],
    [1 / 16_384, '0.01 %'],
    [1e-9, '< 0.001 %'],
    [0.1337, '13.4 %'],
  ])('the share %d reads %s: 100 %% and 0 %% only if it is', (share, text) => {
    expect(percent(share)).toBe(text);
  });
  it.each([
    [1.7073, '1.71'],
    [0.002_99, '0.00299'],
    [0.000_012_3, '1.23 × 10⁻⁵'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [undefined, 'NaN'],
    [123_456, '1.23 × 10⁵'],
  ])('the loss %s reads %s', (value, text) => {
    expect(loss(value)).toBe(text);
  });
  it('norms may be infinite, durations short or long', () => {
    expect([norm(Number.POSITIVE_INFINITY), norm(7.99e138), norm(Number.NaN)]).toEqual([
      '∞',
      '7.99 × 10¹³⁸',
      'NaN',
    ]);
    const told = (locale: 'en' | 'ja') =>
      [0.05, 3.21, 80.4, 119.8].map((seconds) => duration(seconds, locale));
    expect(told('en')).toEqual(['0.05 s', '3.2 s', '1 min 20 s', '2 min 0 s']);
    expect(told('ja')).toEqual(['0.05 秒', '3.2 秒', '1 分 20 秒', '2 分 0 秒']);
  });
});
