/** Days in a row, by the dates of the place where the group lives. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { localDate, streakOf } from '../../src/quiz/streak.ts';

describe('a streak', () => {
  it.each([
    [[], '2024-05-05', { current: 0, longest: 0, today: 'open' }],
    [['2024-05-05'], '2024-05-05', { current: 1, longest: 1, today: 'done' }],
    [['2024-05-04'], '2024-05-05', { current: 1, longest: 1, today: 'open' }],
    [['2024-05-03'], '2024-05-05', { current: 0, longest: 1, today: 'open' }],
    [['2024-02-28', '2024-03-01', '2024-02-29'], '2024-03-01', { current: 3, longest: 3, today: 'done' }],
    [['2023-12-31', '2024-01-01', '2024-01-01'], '2024-01-02', { current: 2, longest: 2, today: 'open' }],
    [
      ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-05'],
      '2024-01-05',
      { current: 1, longest: 3, today: 'done' },
    ],
    [['2024-01-09'], '2024-01-05', { current: 0, longest: 0, today: 'open' }],
    [['2024-01-04', '2024-01-06'], '2024-01-05', { current: 1, longest: 1, today: 'open' }],
    [['2023-02-28', '2023-03-01'], '2023-03-01', { current: 2, longest: 2, today: 'done' }],
    [
      ['2024-01-01', '2024-01-02', '2024-01-04', '2024-01-05', '2024-01-06'],
      '2024-01-09',
      { current: 0, longest: 3, today: 'open' },
    ],
  ])('%j on %s', (dates, today, expected) => expect(streakOf(dates, today)).toEqual(expected));

  it('is what counting back from today gives', () => {
    const today = Temporal.PlainDate.from('2024-03-05');
    const back = (n: number) => today.subtract({ days: n }).toString();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15 })), (ago) => {
        let from = ago.includes(0) ? 0 : 1;
        let count = 0;
        for (; ago.includes(from); from += 1) count += 1;
        expect(streakOf(ago.map(back), today.toString()).current).toBe(count);
      }),
      { numRuns: 200 },
    );
  });

  it('goes by the date where the group lives', () => {
    const instant = Date.UTC(2024, 4, 5, 15, 30);
    expect(localDate(instant, 'Asia/Tokyo')).toBe('2024-05-06');
    expect(localDate(instant, 'America/New_York')).toBe('2024-05-05');
    expect(localDate(Date.UTC(2024, 2, 10, 6, 59), 'America/New_York')).toBe('2024-03-10');
  });

  it('begins a day at midnight, on days of 23 and of 25 hours, too', () => {
    const dates = (iso: string) =>
      [-1, 0].map((ms) =>
        localDate(Date.parse(iso) + ms, iso.endsWith('+09:00') ? 'Asia/Tokyo' : 'Europe/Berlin'),
      );
    expect(dates('2024-05-06T00:00:00+09:00')).toEqual(['2024-05-05', '2024-05-06']);
    expect(dates('2024-03-31T00:00:00+01:00')).toEqual(['2024-03-30', '2024-03-31']);
    expect(dates('2024-04-01T00:00:00+02:00')).toEqual(['2024-03-31', '2024-04-01']);
    expect(dates('2024-10-27T00:00:00+02:00')).toEqual(['2024-10-26', '2024-10-27']);
    expect(dates('2024-10-28T00:00:00+01:00')).toEqual(['2024-10-27', '2024-10-28']);
  });
});
