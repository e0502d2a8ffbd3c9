/** Days in a row, by the dates of where the group lives. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { localDate, streakOf } from '../../src/quiz/streak.ts';

describe('a streak', () => {
  const today = '2026-03-02';
  it.each([
    ['nothing', [], 0, 0, 'open'],
    ['today', ['2026-03-02'], 1, 1, 'done'],
    ['yesterday', ['2026-03-01'], 1, 1, 'open'],
    ['the day before', ['2026-02-28'], 0, 1, 'open'],
    ['three days over the end of a month', ['2026-02-28', '2026-03-01', '2026-03-02'], 3, 3, 'done'],
    [
      'any order, and twice',
      ['2026-03-02', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-01'],
      3,
      3,
      'done',
    ],
    ['a gap', ['2026-02-25', '2026-02-26', '2026-02-27', '2026-03-02'], 1, 3, 'done'],
    ['a gap until today', ['2026-02-25', '2026-02-26', '2026-02-27'], 0, 3, 'open'],
    ['two runs as long', ['2026-02-20', '2026-02-21', '2026-03-01', '2026-03-02'], 2, 2, 'done'],
    ['days to come, which are not counted', ['2026-03-02', '2026-03-03', '2026-03-04'], 1, 1, 'done'],
    ['only days to come', ['2026-03-03'], 0, 0, 'open'],
    ['the turn of a year before 1970', ['1969-12-31', '1970-01-01', '1970-01-02'], 0, 3, 'open'],
  ] as const)('of %s', (_, dates, current, longest, done) => {
    expect(streakOf(dates, today)).toEqual({ current, longest, today: done });
  });
  it('is what counting back from today gives', () => {
    const back = (days: number) => Temporal.PlainDate.from(today).subtract({ days }).toString();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 15 })), (ago) => {
        const start = ago.includes(0) ? 0 : 1;
        let end = start;
        while (ago.includes(end)) end += 1;
        return streakOf(ago.map(back), today).current === end - start;
      }),
      { numRuns: 200 },
    );
  });
});

describe('the date of a moment', () => {
  it.each([
    ['2026-11-24T14:59:59.999Z', 'Asia/Tokyo', '2026-11-24'],
    ['2026-11-24T15:00:00Z', 'Asia/Tokyo', '2026-11-25'],
    ['2026-11-24T15:00:00Z', 'UTC', '2026-11-24'],
    ['2026-11-24T07:59:59Z', 'America/Los_Angeles', '2026-11-23'],
    ['2026-07-01T06:59:59Z', 'America/Los_Angeles', '2026-06-30'],
    ['2026-07-01T07:00:00Z', 'America/Los_Angeles', '2026-07-01'],
    // The days of 23 and of 25 hours.
    ['2026-03-28T22:59:59.999Z', 'Europe/Berlin', '2026-03-28'],
    ['2026-03-28T23:00:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T21:59:59.999Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T22:00:00Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-10-24T21:59:59.999Z', 'Europe/Berlin', '2026-10-24'],
    ['2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-10-25T22:59:59.999Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26'],
  ])('%s in %s is %s', (moment, zone, date) => {
    expect(localDate(Date.parse(moment), zone)).toBe(date);
  });
});
