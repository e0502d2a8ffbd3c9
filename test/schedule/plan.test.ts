import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { firstTime, nextTime, readWhen, readZone } from '../../src/schedule/plan.ts';

const at = (iso: string) => Date.parse(iso);
const next = (cron: string, zone: string, after: string) => {
  const time = nextTime(cron, zone, at(after));
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('when', () => {
  it.each([
    ['8:30', '30 8 * * *'],
    ['０８：０５', '5 8 * * *'],
    ['30  8 * * 1-5', '30 8 * * 1-5'],
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
  it.each(['Asia/Nowhere', 'JSTT', ''])('is refused when there is none: %s', (text) => {
    expect(() => readZone(text)).toThrow(UserError);
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
    expect(next('0 0 29 2 1', 'UTC', '2026-11-24T00:00:00Z')).toBeUndefined();
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
  it('is given for two an hour apart, though their minutes stand together', () => {
    expect(first('59 8,9 * * *')).toBe(at('2026-11-24T00:59:00Z'));
  });
  it.each(['* * * * *', '0,30 9 * * *', '0,59 23 * * *'])(
    'is refused for %s, which comes more often',
    (cron) => {
      expect(() => first(cron)).toThrow(UserError);
    },
  );
});
