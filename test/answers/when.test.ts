import { describe, expect, it } from 'vitest';
import { momentText, whenText } from '../../src/answers/when.ts';

const said = (cron: string, dayRule: 'either' | 'both' = 'either') => {
  const timing = { cron, zone: 'UTC', dayRule };
  return [whenText(timing, 'en'), whenText(timing, 'ja')];
};

describe('when', () => {
  it.each([
    ['30 8 * * *', '`8:30` every day', '毎日 `8:30`'],
    ['5 0 * * 1-5', '`0:05` on weekdays', '平日 `0:05`'],
    ['0 9 * * 0,6', '`9:00` on weekends', '土日 `9:00`'],
    ['0 9 * * 5,1,3', '`9:00` on Mondays, Wednesdays and Fridays', '月・水・金曜日 `9:00`'],
    ['0 9 * * 7', '`9:00` on Sundays', '日曜日 `9:00`'],
    ['0 20,8 * * *', '`8:00`, `20:00` every day', '毎日 `8:00`、`20:00`'],
    ['0 9 1,22,3,11 * *', '`9:00` on the 1st, 3rd, 11th and 22nd', '1 日・3 日・11 日・22 日 `9:00`'],
    ['0 9 1 1,7 *', '`9:00` on the 1st in January and July', '1 月・7 月の 1 日 `9:00`'],
    ['0 9 1 * 1', '`9:00` on the 1st, and on Mondays', '1 日と、月曜日 `9:00`'],
    ['15 * * * *', 'every hour at minute 15, every day', '毎日 毎時 15 分'],
    ['0 9 */2 * *', '`0 9 */2 * *`', '`0 9 */2 * *`'],
    ['0 9 1-20 * *', '`0 9 1-20 * *`', '`0 9 1-20 * *`'],
    [
      '0 9 1-20 * 1',
      '`0 9 1-20 * 1` (on those days, and on those weekdays)',
      '`0 9 1-20 * 1` (その日と、その曜日の両方)',
    ],
    ['0 8-20 * * *', '`0 8-20 * * *`', '`0 8-20 * * *`'],
    ['whenever', '`whenever`', '`whenever`'],
  ])('%s is said in words, where they are short', (cron, en, ja) => {
    expect(said(cron)).toEqual([en, ja]);
  });
  it('a day and a weekday had to agree is said of schedules from before', () => {
    expect(said('0 9 13 * 1,5', 'both')).toEqual([
      '`9:00` on the 13th, only if that is a Monday or a Friday',
      '13 日(月・金曜日に当たるときだけ) `9:00`',
    ]);
    expect(said('0 9 * * 1', 'both')[0]).toBe('`9:00` on Mondays');
  });
  it('a field that names all days is not told day by day', () => {
    for (const cron of ['0 9 1-31 * 1', '0 9 13 * 0-6', '0 9 1-20 * 1-7'])
      expect(said(cron)).toEqual(['`9:00` every day', '毎日 `9:00`']);
    expect(said('0 9 1-31 * 1', 'both')[0]).toBe('`9:00` on Mondays');
    expect(said('0 9 13 * 0-6', 'both')[0]).toBe('`9:00` on the 13th');
  });
});

describe('a moment', () => {
  it('has its year only where it is another, there', () => {
    const [time, now] = [Date.parse('2026-12-31T20:00:00Z'), Date.parse('2026-12-01T00:00:00Z')];
    expect(momentText(time, 'UTC', now, 'en')).toBe('Thu, Dec 31, 8:00 PM');
    expect(momentText(time, 'Asia/Tokyo', now, 'en')).toBe('Fri, Jan 1, 2027, 5:00 AM');
    expect(momentText(time, 'Asia/Tokyo', now, 'ja')).toBe('2027年1月1日(金) 5:00');
  });
});
