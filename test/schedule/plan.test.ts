import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import {
  faultOf,
  firstTime,
  GRACE_MS,
  isTimely,
  MOST_MISSED,
  nextTime,
  nextTimes,
  reckon,
} from '../../src/schedule/plan.ts';
import { readWhen, timeOfDay } from '../../src/schedule/when.ts';
import type { DayRule } from '../../src/store/schedules.ts';
import { refusalOf } from '../support/refusal.ts';

const at = (iso: string) => Date.parse(iso);
const next = (cron: string, zone: string, after: string, dayRule: DayRule = 'either') => {
  const time = nextTime({ cron, zone, dayRule }, at(after));
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('when', () => {
  it.each([
    ['8:30', '30 8 * * *'],
    ['０８：０５', '5 8 * * *'],
    ['30  8 * * 1-5', '30 8 * * 1-5'],
    [' 0:00 ', '0 0 * * *'],
    ['23:59', '59 23 * * *'],
    ['３０ ８ ＊ ＊ ＊', '30 8 * * *'],
    ['59 23 31 12 7', '59 23 31 12 7'],
    ['*/15 8 * * *', '*/15 8 * * *'],
    ['0 8 * jan mon', '0 8 * jan mon'],
    [`30 8 * * ${'1,'.repeat(45)}1`, `30 8 * * ${'1,'.repeat(45)}1`],
  ])('reads %s', (text, cron) => {
    expect(readWhen(text)).toBe(cron);
  });
  it.each([
    '24:00',
    '8:60',
    '8',
    'noon',
    '* * * *',
    '61 8 * * *',
    '0 0 8 * * *',
    '0 8 L * *',
    '',
    '0-999999999 * * * *',
    '0-99999999 * * * *',
    '0 0 * * 1-100',
    '*/100 8 * * *',
    `0 8 * * ${'1,'.repeat(60)}1`,
    `0 8 * * ${'1,'.repeat(46)}1`,
    '8:5',
    '008:30',
    'x8:30',
    '8:30x',
    '8:30:00',
    // Half of it would be another time than was meant.
    '8:30 pm',
    '118:30',
    `30 08 * * ${'1,'.repeat(45)}1`,
    '0 8 * * 1#1',
    '0 8 * * 5L',
    '0 100 * * *',
    '0 8 0 * *',
    '0 8 * 13 *',
    '0 8 * * * *',
  ])('refuses %s', (text) => {
    expect(() => readWhen(text)).toThrow(UserError);
  });
  it('tells how to write it, and shows what was written, shortened and as code', () => {
    expect(refusalOf(() => readWhen('at `noon`'))).toEqual({
      en: 'I can\'t read `at  noon ` as a time. Write the hour and minute, e.g. `8:30`, or five cron fields, e.g. `"30 8 * * 1-5"`.',
      ja: '`at  noon ` を時刻として読めません。`8:30` のような時刻か、`"30 8 * * 1-5"` のような cron 式(5 項目)で指定してください。',
    });
    const { en, ja } = refusalOf(() => readWhen('x'.repeat(200)));
    expect(en).toContain(`\`${'x'.repeat(60)}\` as a time`);
    expect(ja).toContain(`\`${'x'.repeat(60)}\` を`);
  });
});

describe('days beside a time', () => {
  it.each([
    ['daily', '30 8 * * *'],
    ['毎日', '30 8 * * *'],
    ['weekdays', '30 8 * * 1-5'],
    ['平日', '30 8 * * 1-5'],
    ['weekends', '30 8 * * 0,6'],
    ['土日', '30 8 * * 0,6'],
    ['mon,wed,fri', '30 8 * * 1,3,5'],
    ['Mondays, Thursday', '30 8 * * 1,4'],
    ['月水金', '30 8 * * 1,3,5'],
    ['月・水・金', '30 8 * * 1,3,5'],
    ['火曜、木曜日', '30 8 * * 2,4'],
    ['月水金曜日', '30 8 * * 1,3,5'],
    ['月〜金', '30 8 * * 1-5'],
    ['mon-thu', '30 8 * * 1-4'],
    ['fri-mon', '30 8 * * 0,1,5,6'],
    ['ＭＯＮ', '30 8 * * 1'],
    ['日', '30 8 * * 0'],
    ['tues,thurs', '30 8 * * 2,4'],
    ['fri,fri', '30 8 * * 5'],
  ])('are read: %s', (days, cron) => {
    expect(readWhen('8:30', days)).toBe(cron);
  });
  it.each(['', ',', 'someday', 'mon-', 'mon-wed-fri', '1-5', '祝日', '月x', 'constructor', 'm'.repeat(101)])(
    'are refused: %s',
    (days) => {
      expect(refusalOf(() => readWhen('8:30', days)).en).toMatch(/as days\. Write `daily`, `weekdays`/);
    },
  );
  it('are not said twice', () => {
    expect(refusalOf(() => readWhen('30 8 * * 1', 'mon'))).toEqual({
      en: '`30 8 * * 1` says the days already: leave out `days`, or give a time such as `8:30` with it.',
      ja: '`30 8 * * 1` には曜日の指定も含まれています。`days` を省くか、`8:30` のような時刻と組み合わせてください。',
    });
  });
  it('leave the time of day what it is', () => {
    expect([timeOfDay('5 8 * * 1-5'), timeOfDay('0 8 1 * *'), timeOfDay('0 8,9 * * *')]).toEqual([
      '8:05',
      undefined,
      undefined,
    ]);
  });
});

describe('whatever is written', () => {
  const sign = fc.constantFrom(...'0123456789*/,-#?LW ', 'mon', 'feb', '00', '99');
  const line = fc.oneof(
    fc.string(),
    fc.array(sign, { maxLength: 60 }).map((signs) => signs.join('')),
    fc
      .array(fc.array(sign, { minLength: 1, maxLength: 8 }), { minLength: 5, maxLength: 5 })
      .map((fields) => fields.map((field) => field.join('').replaceAll(' ', '')).join(' ')),
  );
  it('is read or refused', () => {
    fc.assert(
      fc.property(line, (text) => {
        try {
          firstTime(
            { cron: readWhen(text), zone: 'Asia/Tokyo', dayRule: 'either' },
            at('2026-11-24T00:00:00Z'),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the next time', () => {
  it('is later today, or tomorrow', () => {
    expect(next('30 8 * * *', 'Asia/Tokyo', '2026-11-23T23:29:59Z')).toBe('2026-11-23T23:30:00.000Z');
    expect(next('30 8 * * *', 'Asia/Tokyo', '2026-11-23T23:30:00Z')).toBe('2026-11-24T23:30:00.000Z');
  });
  it('keeps the local hour across both clock changes', () => {
    expect(next('0 8 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(next('0 8 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });
  it('comes an hour later where the clocks skip it, and once where they repeat it', () => {
    expect(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(next('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(next('30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });
  it('waits for a leap day, but not for decades', () => {
    expect(next('0 0 29 2 *', 'UTC', '2026-11-24T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z');
    expect(next('0 0 29 2 1', 'UTC', '2026-11-24T00:00:00Z', 'both')).toBeUndefined();
  });
  it('has Sunday as 0 and as 7', () => {
    for (const sunday of ['0', '7', 'sun'])
      expect(next(`0 9 * * ${sunday}`, 'UTC', '2026-11-24T00:00:00Z')).toBe('2026-11-29T09:00:00.000Z');
  });
  it('comes on the day and on the weekday, where both leave some out, in the months that there are', () => {
    // 2026-11-24 is a Tuesday: the Friday comes first, then the 13th, a Sunday.
    expect(next('0 9 13 * 5', 'UTC', '2026-11-24T00:00:00Z')).toBe('2026-11-27T09:00:00.000Z');
    expect(next('0 9 13 * 5', 'UTC', '2026-12-11T09:00:00Z')).toBe('2026-12-13T09:00:00.000Z');
    expect(next('0 9 13 3 1', 'UTC', '2026-11-24T00:00:00Z')).toBe('2027-03-01T09:00:00.000Z');
  });
  it('comes on the day alone, or the weekday alone, where the other is free, also in steps', () => {
    expect(next('0 9 13 * *', 'UTC', '2026-11-24T00:00:00Z')).toBe('2026-12-13T09:00:00.000Z');
    expect(next('0 9 * * 5', 'UTC', '2026-11-24T00:00:00Z')).toBe('2026-11-27T09:00:00.000Z');
    // As in crontab(5), a field that begins with * joins nothing: an odd day that is a Friday.
    expect(next('0 9 */2 * 5', 'UTC', '2026-11-28T00:00:00Z')).toBe('2026-12-11T09:00:00.000Z');
  });
  it('of a schedule from before comes on a day only if month, day and weekday agree', () => {
    // The first Friday the 13th after it, and the first Monday that is one of March.
    expect(next('0 9 13 * 5', 'UTC', '2026-11-24T00:00:00Z', 'both')).toBe('2027-08-13T09:00:00.000Z');
    expect(next('0 9 13 3 1', 'UTC', '2026-11-24T00:00:00Z', 'both')).toBe('2028-03-13T09:00:00.000Z');
  });
  it('is the earliest of a day’s, whatever the order in which they are written', () => {
    expect(next('45,15 20,8 * * *', 'UTC', '2026-11-24T08:15:00Z')).toBe('2026-11-24T08:45:00.000Z');
    expect(next('45,15 20,8 * * *', 'UTC', '2026-11-24T08:45:00Z')).toBe('2026-11-24T20:15:00.000Z');
  });
  it('begins with the day that it is there, not with that of UTC', () => {
    expect(next('0 1 24 11 *', 'Pacific/Kiritimati', '2026-11-23T10:59:59Z')).toBe(
      '2026-11-23T11:00:00.000Z',
    );
    expect(next('0 23 24 11 *', 'America/Los_Angeles', '2026-11-25T06:59:59Z')).toBe(
      '2026-11-25T07:00:00.000Z',
    );
  });
  it('may be eight years away, over a century without a leap day', () => {
    expect(next('0 0 29 2 *', 'UTC', '2096-02-29T00:00:00Z')).toBe('2104-02-29T00:00:00.000Z');
  });
  it('is none for an expression that cannot be planned', () => {
    expect(next('0 8 L * *', 'UTC', '2026-11-24T00:00:00Z')).toBeUndefined();
    expect(next('0 8 * * 1#2', 'UTC', '2026-11-24T00:00:00Z')).toBeUndefined();
  });
  it('by day or weekday is the first of either alone, in zones with clock changes, too', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Asia/Tokyo',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
    );
    const when = fc.record({
      minute: fc.integer({ min: 0, max: 59 }),
      hour: fc.integer({ min: 0, max: 23 }),
      day: fc.integer({ min: 1, max: 31 }),
      weekday: fc.integer({ min: 0, max: 6 }),
      after: fc.integer({ min: 0, max: 365 * 24 * 60 }).map((m) => at('2026-01-01T00:00:00Z') + m * 60_000),
    });
    fc.assert(
      fc.property(when, zones, ({ minute, hour, day, weekday, after }, zone) => {
        const [either, byDay, byWeekday] = [`${day} * ${weekday}`, `${day} * *`, `* * ${weekday}`].map(
          (days) => nextTime({ cron: `${minute} ${hour} ${days}`, zone, dayRule: 'either' }, after),
        );
        expect(either).toBe(Math.min(byDay ?? Infinity, byWeekday ?? Infinity));
      }),
      { numRuns: 100 },
    );
  });
  it('matches what node-cron matches, and nothing between is matched', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Tokyo', 'Asia/Kathmandu');
    const field = (max: number) => fc.oneof(fc.constant('*'), fc.integer({ min: 0, max }).map(String));
    const cron = fc
      .tuple(field(59), field(23), fc.constantFrom('*', '1', '1-5', '0,6'))
      .map(([m, h, d]) => `${m} ${h} * * ${d}`);
    fc.assert(
      fc.property(cron, zones, fc.integer({ min: 0, max: 365 * 24 * 60 }), (expression, zone, minutes) => {
        const after = at('2026-01-01T00:00:00Z') + minutes * 60_000;
        const found = nextTime({ cron: expression, zone, dayRule: 'either' }, after) ?? 0;
        const task = createTask(expression, () => undefined, { timezone: zone });
        expect(task.match(new Date(found))).toBe(true);
        const between = Array.from({ length: 200 }, (_, n) => after + ((found - after) * (n + 1)) / 201);
        const minute = (time: number) => Math.floor(time / 60_000) * 60_000;
        const earlier = between.map(minute).filter((time) => time > after && time < found);
        expect(earlier.filter((time) => task.match(new Date(time)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the first time', () => {
  const first = (cron: string, zone = 'Asia/Tokyo', after = '2026-11-24T00:00:00Z') =>
    firstTime({ cron, zone, dayRule: 'either' }, at(after));
  it('is given for what comes at most once an hour', () => {
    expect([first('30 9 * * *'), first('0 * * * *')]).toEqual([
      at('2026-11-24T00:30:00Z'),
      at('2026-11-24T01:00:00Z'),
    ]);
  });
  it('is given for two an hour apart, though their minutes stand together', () => {
    expect(first('59 8,9 * * *')).toBe(at('2026-11-24T00:59:00Z'));
  });
  it('is told to be never, or too often, with a time that would do', () => {
    expect(refusalOf(() => first('0 0 30 2 *'))).toEqual({
      en: '`0 0 30 2 *` does not come for years. Give a time such as `8:30`.',
      ja: '`0 0 30 2 *` に当たる日が何年も来ません。`8:30` のような時刻で指定してください。',
    });
    expect(refusalOf(() => first('0,59 * * * *'))).toEqual({
      en: '`0,59 * * * *` would post too often: at most once an hour. Give a time such as `8:30`.',
      ja: '`0,59 * * * *` では投稿が多すぎます(1 時間に 1 回まで)。`8:30` のような時刻で指定してください。',
    });
  });
  it('is refused for two that come close together late on a day of which all hours come', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour).join();
    expect(first(`0 ${hours} * * *`)).toBe(at('2026-11-24T01:00:00Z'));
    expect(() => first('0,30 23 * * *', 'UTC', '2026-11-24T23:00:00Z')).toThrow(UserError);
  });
  it('is given for a minute that is written twice', () => {
    expect(first('30,30 9 * * *')).toBe(at('2026-11-24T00:30:00Z'));
  });
  it('is given on the eve of a change by half an hour, too', () => {
    // Lord Howe Island: 02:00 becomes 02:30 on 2026-10-04, so that 02:15 and 03:15 are half an hour apart.
    expect(first('15 * * * *', 'Australia/Lord_Howe', '2026-10-03T12:00:00Z')).toBe(
      at('2026-10-03T12:45:00Z'),
    );
  });
  it('is given for the last that there is', () => {
    expect(first('0 0 29 2 *', 'UTC', '2096-02-29T00:00:00Z')).toBe(at('2104-02-29T00:00:00Z'));
  });
  it.each(['* * * * *', '0,30 9 * * *', '0,59 23 * * *'])(
    'is refused for %s, which comes more often',
    (cron) => {
      expect(() => first(cron)).toThrow(UserError);
    },
  );
});

describe('a post', () => {
  it.each([
    [0, true],
    [3 * 3_600_000, true],
    [3 * 3_600_000 + 1, false],
    [-1, true],
  ])('that is %i ms late is timely: %s', (late, timely) => {
    expect(isTimely(1_000, 1_000 + late)).toBe(timely);
    expect(GRACE_MS).toBe(3 * 3_600_000);
  });
});

describe('times that have come', () => {
  const timing = { cron: '30 8 * * *', zone: 'Asia/Tokyo', dayRule: 'either' } as const;
  const hourly = { ...timing, cron: '0 * * * *' };
  const [due, hour] = [at('2026-11-23T23:30:00Z'), 3_600_000];
  it.each([
    ['the moment itself', 0, { dueAt: due, dropped: 0 }],
    ['to the last moment of the grace', 3 * hour, { dueAt: due, dropped: 0 }],
    ['no later', 3 * hour + 1, { dueAt: undefined, dropped: 1 }],
    ['the second of two days, and the first is dropped', 25 * hour, { dueAt: due + 24 * hour, dropped: 1 }],
    ['none of three days', 3 * 24 * hour - 1, { dueAt: undefined, dropped: 3 }],
  ])('are made up for: %s', (_, later, reckoned) => {
    expect(reckon(timing, due, due + later)).toEqual(reckoned);
  });
  it('are made up for once, though several are still timely', () => {
    const first = at('2026-11-24T00:00:00Z');
    expect(reckon(hourly, first, first + 2.5 * hour)).toEqual({ dueAt: first + 2 * hour, dropped: 2 });
  });
  it('are counted no further than people care', () => {
    const first = at('2026-11-24T00:00:00Z');
    expect(reckon(hourly, first, first + 400 * 24 * hour)).toEqual({
      dueAt: first + 400 * 24 * hour,
      dropped: MOST_MISSED,
    });
    expect(reckon(hourly, first, first + 102 * hour)).toEqual({
      dueAt: first + 102 * hour,
      dropped: MOST_MISSED,
    });
  });
  it('may have been the last', () => {
    const last = { cron: '0 0 29 2 2', zone: 'UTC', dayRule: 'both' } as const;
    const when = at('2028-02-29T00:00:00Z');
    expect(reckon(last, when, when + hour)).toEqual({ dueAt: when, dropped: 0 });
    expect(reckon(last, when, when + 5 * hour)).toEqual({ dueAt: undefined, dropped: 1 });
  });
  it('are followed by those ahead, as many as are asked for and come', () => {
    expect(nextTimes(timing, due, 3)).toEqual([24, 48, 72].map((hours) => due + hours * hour));
    expect(
      nextTimes({ cron: '0 0 29 2 2', zone: 'UTC', dayRule: 'both' }, at('2026-11-24T00:00:00Z'), 3),
    ).toEqual([at('2028-02-29T00:00:00Z')]);
  });
  it('cannot be reckoned in a zone that is gone, nor by what is no expression', () => {
    expect(faultOf(timing)).toBeUndefined();
    expect(faultOf({ ...timing, zone: 'Mars/Base' })?.en).toContain('no time zone `Mars/Base`');
    expect(faultOf({ ...timing, cron: '0 8 L * *' })?.ja).toContain('予定として扱えません');
  });
});
