/** Days in a row, by the dates of the place where the group lives. */
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
  ])('%j on %s', (dates, today, expected) => expect(streakOf(dates, today)).toEqual(expected));

  it('goes by the date where the group lives', () => {
    const instant = Date.UTC(2024, 4, 5, 15, 30);
    expect(localDate(instant, 'Asia/Tokyo')).toBe('2024-05-06');
    expect(localDate(instant, 'America/New_York')).toBe('2024-05-05');
    expect(localDate(Date.UTC(2024, 2, 10, 6, 59), 'America/New_York')).toBe('2024-03-10');
  });
});
