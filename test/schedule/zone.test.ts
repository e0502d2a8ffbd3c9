import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { readZone } from '../../src/schedule/zone.ts';
import { refusalOf } from '../support/refusal.ts';

describe('a zone', () => {
  it.each([
    ['asia/tokyo', 'Asia/Tokyo'],
    [' ＵＴＣ ', 'UTC'],
    ['gmt', 'UTC'],
    ['Etc/GMT+9', 'Etc/GMT+9'],
    ['+09:00', '+09:00'],
    ['日本', 'Asia/Tokyo'],
    ['東京', 'Asia/Tokyo'],
    ['Japan', 'Asia/Tokyo'],
  ])('is read: %s', (text, zone) => {
    expect(readZone(text)).toBe(zone);
  });
  it('that there is not is told, with some that there are', () => {
    expect(refusalOf(() => readZone('Mars/`Olympus`'))).toEqual({
      en: 'There is no time zone `Mars/ Olympus `. Use a name such as `Asia/Tokyo`, `Europe/Berlin` or `UTC`.',
      ja: '`Mars/ Olympus ` というタイムゾーンはありません。`Asia/Tokyo`、`Europe/Berlin`、`UTC` のような名前で指定してください。',
    });
    expect(refusalOf(() => readZone('y'.repeat(200))).ja.length).toBeLessThan(200);
  });
  it.each([
    ['EST', '`America/New_York` or `America/Panama`'],
    ['jst', '`Asia/Tokyo`'],
    ['ＪＳＴ', '`Asia/Tokyo`'],
    ['CET', '`Europe/Berlin` or `Europe/Paris`'],
    ['EST5EDT', '`America/New_York`'],
    ['GB', '`Europe/London`'],
  ])('is refused as an abbreviation, with what is meant: %s', (text, names) => {
    expect(refusalOf(() => readZone(text)).en).toContain(`Write ${names}.`);
  });
  it('that is a city alone is named with its region', () => {
    expect(refusalOf(() => readZone('new york')).en).toContain('Did you mean `America/New_York`?');
    expect(refusalOf(() => readZone('Tokyo')).ja).toContain('`Asia/Tokyo` のことですか?');
  });
  it.each(['Asia/Nowhere', 'JSTT', '', '  ', '/', 'UTC+9'])('is refused when there is none: %s', (text) => {
    expect(() => readZone(text)).toThrow(UserError);
  });
});
