import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';
import { firstTime, nextTime, readWhen, readZone } from '../../src/schedule/plan.ts';

/** What the person is told whose text cannot be taken. */
function refusal(read: () => unknown): Words | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.words;
    throw error;
  }
}

const at = (iso: string) => Date.parse(iso);
const next = (cron: string, zone: string, after: string) => {
  const time = nextTime(cron, zone, at(after));
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('when', () => {
  it.each([
    ['8:30', '30 8 * * *'],
    ['０８：０５', '5 8 * * *'],
    [' 8:30 ', '30 8 * * *'],
    ['23:59', '59 23 * * *'],
    ['30  8 * * 1-5', '30 8 * * 1-5'],
    ['　30 8 * * 1-5 ', '30 8 * * 1-5'],
  ])('reads %s', (text, cron) => {
    expect(readWhen(text)).toBe(cron);
  });
  it('reads a hundred characters, and no more', () => {
    const mondays = `${'1,'.repeat(45)}1`;
    expect(readWhen(`30 8 * * ${mondays}`)).toHaveLength(100);
    expect(() => readWhen(`30 08 * * ${mondays}`)).toThrow(UserError);
  });
  it.each([
    '24:00',
    '8:60',
    '8',
    'noon',
    '* * * *',
    '61 8 * * *',
    '0 0 8 * * *',
    // Half an answer would be a post at another time than was meant.
    '8:30 pm',
    '8:30:15',
    'at 8:30',
    '118:30',
    // The last Friday, the second Monday, the last day: not planned.
    '0 8 L * *',
    '0 8 * * 5L',
    '0 8 * * 1#2',
    '0 0 30 2 *',
    '',
    '0-999999999 * * * *',
    '0-99999999 * * * *',
    '0 0 * * 1-100',
    '*/100 8 * * *',
    `0 8 * * ${'1,'.repeat(60)}1`,
  ])('refuses %s', (text) => {
    expect(() => readWhen(text)).toThrow(UserError);
  });
  it('says how to write it, and shows what was written within one pair of code marks, cut short', () => {
    expect(refusal(() => readWhen('`noon`ish'))).toEqual({
      en: 'I can\'t read ` noon ish` as a time. Write the hour and minute, e.g. `8:30`, or five cron fields, e.g. `"30 8 * * 1-5"`.',
      ja: '` noon ish` を時刻として読めません。`8:30` のような時刻か、`"30 8 * * 1-5"` のような cron 式(5 項目)で指定してください。',
    });
    const long = refusal(() => readWhen('x'.repeat(200)));
    for (const words of [long?.en, long?.ja]) expect(words).toContain(`\`${'x'.repeat(60)}\``);
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
          firstTime(readWhen(text), 'Asia/Tokyo', at('2026-11-24T00:00:00Z'));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a zone', () => {
  it('is read whatever its case', () => {
    expect(readZone('asia/tokyo')).toBe('Asia/Tokyo');
  });
  it('is read between spaces, and in full width', () => {
    expect(readZone(' Ａｓｉａ／Ｔｏｋｙｏ　')).toBe('Asia/Tokyo');
  });
  it.each(['Asia/Nowhere', 'JSTT', ''])('is refused when there is none: %s', (text) => {
    expect(() => readZone(text)).toThrow(UserError);
  });
  it('is refused with names that there are', () => {
    expect(refusal(() => readZone('`Mars`base'))).toEqual({
      en: 'There is no time zone ` Mars base`. Use a name such as `Asia/Tokyo`, `Europe/Berlin` or `UTC`.',
      ja: '` Mars base` というタイムゾーンはありません。`Asia/Tokyo`、`Europe/Berlin`、`UTC` のような名前で指定してください。',
    });
    const long = refusal(() => readZone('x'.repeat(200)));
    for (const words of [long?.en, long?.ja]) expect(words).toContain(`\`${'x'.repeat(60)}\``);
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
    // 2100 is no leap year.
    expect(next('0 0 29 2 *', 'UTC', '2096-02-29T00:00:00Z')).toBe('2104-02-29T00:00:00.000Z');
    expect(next('0 0 29 2 1', 'UTC', '2026-11-24T00:00:00Z')).toBeUndefined();
  });
  it('takes 0 and 7 for Sunday', () => {
    for (const weekday of ['0', '7', '7,0', 'sun'])
      expect(next(`0 8 * * ${weekday}`, 'UTC', '2026-11-24T00:00:00Z')).toBe('2026-11-29T08:00:00.000Z');
  });
  it('is none for what cannot be planned', () => {
    for (const cron of ['0 8 L * *', '0 8 * * 1#2'])
      expect(next(cron, 'UTC', '2026-11-24T00:00:00Z')).toBeUndefined();
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
        const found = nextTime(expression, zone, after) ?? 0;
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
  const first = (cron: string) => firstTime(cron, 'Asia/Tokyo', at('2026-11-24T00:00:00Z'));
  it('is given for what comes at most once an hour', () => {
    expect([first('30 9 * * *'), first('0 * * * *')]).toEqual([
      at('2026-11-24T00:30:00Z'),
      at('2026-11-24T01:00:00Z'),
    ]);
  });
  it('is given for a minute that is written twice', () => {
    expect(first('30,30 9 * * *')).toBe(at('2026-11-24T00:30:00Z'));
  });
  it('is given for two an hour apart, though their minutes stand together', () => {
    expect(first('59 8,9 * * *')).toBe(at('2026-11-24T00:59:00Z'));
  });
  it.each(['* * * * *', '0,30 9 * * *', '0,59 23 * * *'])(
    'is refused for %s, which comes more often',
    (cron) => {
      expect(refusal(() => first(cron))).toEqual({
        en: `\`${cron}\` would post too often: at most once an hour. Give a time such as \`8:30\`.`,
        ja: `\`${cron}\` では出題が多すぎます(1 時間に 1 回まで)。\`8:30\` のような時刻で指定してください。`,
      });
    },
  );
  it('is given on the eve of a change by half an hour, too', () => {
    // Lord Howe Island: 02:00 becomes 02:30 on 2026-10-04, so that 02:15 and 03:15 are half an hour apart.
    expect(firstTime('15 * * * *', 'Australia/Lord_Howe', at('2026-10-03T12:00:00Z'))).toBe(
      at('2026-10-03T12:45:00Z'),
    );
  });
  it('is refused where it does not come for years', () => {
    expect(refusal(() => first('0 0 29 2 1'))).toEqual({
      en: '`0 0 29 2 1` does not come for years. Give a time such as `8:30`.',
      ja: '`0 0 29 2 1` に当たる日が何年も来ません。`8:30` のような時刻で指定してください。',
    });
  });
});
