/** One option's text and its value, at the edges; and what is said of another text. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import type { Words } from '../../src/chat/locale.ts';
import type { OptionShape } from '../../src/chat/shape.ts';
import { bigInteger, choice, integer, number, openChoice, text } from '../../src/command/option.ts';
import { parseInput } from '../../src/command/parse.ts';
import { readValue } from '../../src/command/value.ts';
import { refusalOf } from '../support/refusal.ts';

const words = { en: 'a thing', ja: 'もの' };
const whole = integer(words, { min: -5, max: 1_000_000 }, undefined);
const real = number(words, { min: 0.00001, max: 10 }, undefined);
const wide = number(words, { min: -2_000, max: 2e12 }, undefined);
const big = bigInteger(words, 8);
const one = choice(words, ['only'], undefined);
const few = choice(words, ['sigmoid', 'tanh'], undefined, { tanh: { en: 'Hyperbolic', ja: '双曲線' } });
const open = openChoice(words, ['sigmoid'], {}, 10);
const short = text(words, { maxLength: 3, take: 'word' }, undefined);

const refusedAs = (option: OptionShape, raw: string) => refusalOf(() => readValue('x', option, raw));

describe('a value', () => {
  it.each<[OptionShape, string, number | bigint | string]>([
    [whole, '7', 7],
    [whole, ' +7 ', 7],
    [whole, '007', 7],
    [whole, '-5', -5],
    [whole, '−5', -5],
    [whole, '–5', -5],
    [whole, 'ー５', -5],
    [whole, '1,000', 1000],
    [whole, '1,000,000', 1_000_000],
    [real, '.5', 0.5],
    [real, '5.', 5],
    [real, '1e-5', 0.00001],
    [real, '1E+1', 10],
    [real, '０．５', 0.5],
    [wide, '-0.5', -0.5],
    [wide, '12.25', 12.25],
    [wide, '1e2', 100],
    [wide, '1e12', 1e12],
    [wide, '12,345.75', 12_345.75],
    [wide, '123,456', 123_456],
    [wide, '-1,234', -1_234],
    [big, '255', 255n],
    [big, '+3', 3n],
    [big, '0', 0n],
    [big, '０２', 2n],
    [one, 'ONLY', 'only'],
    [few, ' Tanh ', 'tanh'],
    [few, 'hyperbolic', 'tanh'],
    [few, '双曲線', 'tanh'],
    [few, 'ｔａｎｈ', 'tanh'],
    [open, 'SIGMOID', 'sigmoid'],
    [open, 'Other', 'Other'],
    [open, 'abcdefghij', 'abcdefghij'],
    [short, 'abc', 'abc'],
    [short, '', ''],
  ])('is read: %# %j', (option, raw, value) => {
    expect(readValue('x', option, raw)).toBe(value);
  });
  it.each<[OptionShape, string]>([
    [whole, '-6'],
    [whole, '1000001'],
    [whole, '1.0'],
    [whole, '1e3'],
    [whole, '10,00'],
    [whole, '1,0000'],
    [whole, ',100'],
    [whole, '0x1'],
    [whole, ''],
    [whole, '1 2'],
    [whole, '+-1'],
    [wide, 'x1,234'],
    [wide, '1,234.x'],
    [wide, 'x5'],
    [big, '1+2'],
    [real, '0.000009'],
    [real, '10.1'],
    [real, '.'],
    [real, 'e1'],
    [real, '1e'],
    [real, 'NaN'],
    [real, 'Infinity'],
    [real, '0x1'],
    [big, '256'],
    [big, '-1'],
    [big, '1.5'],
    [big, '++1'],
    [big, ''],
    [big, '1'.repeat(24)],
    [one, 'other'],
    [few, ''],
    [open, 'abcdefghijk'],
    [short, 'abcd'],
  ])('is refused: %# %j', (option, raw) => {
    expect(() => readValue('x', option, raw)).toThrow(UserError);
  });
  it('may have leading zeros, but not without end', () => {
    expect(readValue('x', big, `${'0'.repeat(22)}1`)).toBe(1n);
    expect(refusedAs(big, `${'0'.repeat(23)}1`).en).toContain('8 bits (3 digits)');
  });
});

describe('a value that is refused', () => {
  it.each<[OptionShape, string, Words]>([
    [
      whole,
      'many',
      {
        en: '`x` takes a whole number from -5 to 1,000,000; you wrote `many`.',
        ja: '`x` には -5〜1,000,000 の整数を指定してください(入力: `many`)。',
      },
    ],
    [
      real,
      '11',
      {
        en: '`x` takes a number from 0.00001 to 10; you wrote `11`.',
        ja: '`x` には 0.00001〜10 の数を指定してください(入力: `11`)。',
      },
    ],
    [
      big,
      '-1',
      {
        en: '`x` takes a whole number from 0 up to 8 bits (3 digits); you wrote `-1`.',
        ja: '`x` には 0 以上、8 ビット(10 進数で 3 桁)までの整数を指定してください(入力: `-1`)。',
      },
    ],
    [
      few,
      'tan',
      {
        en: '`x` takes one of `sigmoid`, `tanh` (did you mean `tanh`?); you wrote `tan`.',
        ja: '`x` には `sigmoid`、`tanh` のどれか(`tanh` のことですか?)を指定してください(入力: `tan`)。',
      },
    ],
    [
      one,
      'something',
      {
        en: '`x` takes `only`; you wrote `something`.',
        ja: '`x` には `only` を指定してください(入力: `something`)。',
      },
    ],
    [
      open,
      'abcdefghijk',
      {
        en: '`x` is too long: 11 characters, at most 10.',
        ja: '`x` が長すぎます(11 文字)。10 文字以内にしてください。',
      },
    ],
    [
      short,
      'abcd',
      {
        en: '`x` is too long: 4 characters, at most 3.',
        ja: '`x` が長すぎます(4 文字)。3 文字以内にしてください。',
      },
    ],
  ])('is told what it takes: %# %j', (option, raw, said) => {
    expect(refusedAs(option, raw)).toEqual(said);
  });
  it('is shown as code that nothing breaks out of, up to 60 characters', () => {
    expect(refusedAs(whole, 'a`b\nc').en).toContain('you wrote `a b c`.');
    expect(refusedAs(whole, 'y'.repeat(60)).en).toContain(`\`${'y'.repeat(60)}\``);
    expect(refusedAs(whole, 'y'.repeat(61)).en).toContain(`\`${'y'.repeat(57)}…\``);
  });
});

describe('a line that is refused', () => {
  const options = { few, whole };
  const line = (typed: string, of: Parameters<typeof parseInput>[0] = options) =>
    refusalOf(() => parseInput(of, { kind: 'text', text: typed }));
  it.each<[string, Words]>([
    [
      'few=tanh few=tanh',
      {
        en: '`few` is given twice; write it once.',
        ja: '`few` が 2 回指定されています。1 回だけ書いてください。',
      },
    ],
    [
      'few= whole=1',
      {
        en: 'There is nothing after `few=`. Write a value there, or leave `few` out.',
        ja: '`few=` のあとに値がありません。値を書くか、`few` ごと省いてください。',
      },
    ],
    [
      'wole=1',
      {
        en: 'There is no option `wole`. Did you mean `whole`? The options are `few`, `whole`.',
        ja: '`wole` というオプションはありません。`whole` のことですか? 使えるオプションは `few`、`whole` です。',
      },
    ],
    [
      'colour=1',
      {
        en: 'There is no option `colour`. The options are `few`, `whole`.',
        ja: '`colour` というオプションはありません。使えるオプションは `few`、`whole` です。',
      },
    ],
    [
      'tanh 1 more',
      {
        en: "I don't know what to do with `more`. The options are `few`, `whole`.",
        ja: '`more` の意味がわかりません。使えるオプションは `few`、`whole` です。',
      },
    ],
    [
      'x'.repeat(2_001),
      {
        en: 'That line is too long: 2001 characters, at most 2000.',
        ja: '入力が長すぎます(2001 文字)。2000 文字以内にしてください。',
      },
    ],
  ])('says what to do: %j', (typed, said) => {
    expect(line(typed)).toEqual(said);
  });
  it('of a command without options says so', () => {
    expect(line('more', {})).toEqual({
      en: "I don't know what to do with `more`. This command takes no options.",
      ja: '`more` の意味がわかりません。このコマンドにオプションはありません。',
    });
  });
  it('lacks what must be given', () => {
    expect(line('', { n: { ...whole, required: true } })).toEqual({
      en: '`n` is missing: a thing.',
      ja: '`n` がありません: もの',
    });
  });
  it('of 2,000 characters is read', () => {
    const note = { note: text(words, { maxLength: 2_000, take: 'rest' }, undefined) };
    expect(parseInput(note, { kind: 'text', text: 'x'.repeat(2_000) })).toEqual({ note: 'x'.repeat(2_000) });
  });
});
