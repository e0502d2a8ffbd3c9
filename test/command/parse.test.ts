import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import type { Locale } from '../../src/chat/locale.ts';
import {
  alone,
  bigInteger,
  choice,
  integer,
  number,
  openChoice,
  required,
  text,
} from '../../src/command/option.ts';
import { parseInput } from '../../src/command/parse.ts';
import { oddText } from '../support/odd-text.ts';
import { refusalOf } from '../support/refusal.ts';

const words = { en: 'a thing', ja: 'もの' };
const options = {
  activation: choice(words, ['sigmoid', 'tanh', 'relu'], 'sigmoid'),
  hidden: integer(words, { min: 1, max: 256 }, 16),
  rate: number(words, { min: 0.00001, max: 10 }, 0.1),
  seed: integer(words, { min: 0, max: 10 }, undefined),
};
const sum = { a: required(bigInteger(words, 256)), b: required(bigInteger(words, 256)) };

const line = (text: string, of: Parameters<typeof parseInput>[0] = options) =>
  parseInput(of, { kind: 'text', text });

const mistake = (run: () => unknown, locale: Locale = 'en') => refusalOf(run)[locale];

describe('a typed line', () => {
  it('takes key=value in any order and fills in defaults', () => {
    expect(line('rate=0.5 activation=tanh')).toEqual({ activation: 'tanh', hidden: 16, rate: 0.5 });
  });
  it('takes words without a key in the order of the options, around those that are named', () => {
    expect(line('relu rate=.25 8')).toEqual({ activation: 'relu', hidden: 8, rate: 0.25 });
  });
  it('reads full-width digits, letters and the full-width equals sign', () => {
    expect(line('４５ ７７', sum)).toEqual({ a: 45n, b: 77n });
    expect(line('ｈｉｄｄｅｎ＝８')).toEqual({ activation: 'sigmoid', hidden: 8, rate: 0.1 });
  });
  it('reads a sum as it is written on paper', () => {
    for (const text of ['45 + 77', '45+77', '４５＋７７', '45 +77', 'b=77 a=45'])
      expect(line(text, sum)).toEqual({ a: 45n, b: 77n });
    expect(mistake(() => line('45 + ', sum))).toContain('`b` takes a whole number');
    expect(mistake(() => line('relu + 8'))).toContain('`hidden` takes a whole number');
  });
  it('reads thousands separators, but no comma elsewhere', () => {
    expect(line('1,000 2', sum)).toEqual({ a: 1000n, b: 2n });
    expect(mistake(() => line('1,00 2', sum))).toContain('`a` takes a whole number');
  });
  it('holds quoted words together', () => {
    const at = { at: text(words, { maxLength: 50, take: 'word' }, '8:00') };
    expect(line('at="30 8 * * 1-5"', at)).toEqual({ at: '30 8 * * 1-5' });
    expect(line('“30 8 * * *”', at)).toEqual({ at: '30 8 * * *' });
    expect(line('"30 8', at)).toEqual({ at: '30 8' });
    expect(line('1+2', at)).toEqual({ at: '1+2' });
    expect(mistake(() => line('at="  "', at))).toContain('There is nothing after `at=`');
  });
  it('gives the rest of the line to an option that takes it, spaces and = and all', () => {
    const rest = { question: text(words, { maxLength: 200, take: 'rest' }, undefined) };
    expect(line('y1 = g(W_out  s1)', rest)).toEqual({ question: 'y1 = g(W_out  s1)' });
    const after = { n: integer(words, { min: 0, max: 9 }, 1), ...rest };
    expect(line(' 3  y1=g(x)  and 1 + 2  ', after)).toEqual({ n: 3, question: 'y1=g(x)  and 1 + 2' });
    expect(line('question=short n=2', after)).toEqual({ n: 2, question: 'short' });
  });
  it('takes other words for an open choice, as long as they are not too long', () => {
    const topic = { topic: openChoice(words, ['bptt'], { bptt: { en: 'Back', ja: '逆' } }, 10) };
    expect(line('逆', topic)).toEqual({ topic: 'bptt' });
    expect(line('lstm', topic)).toEqual({ topic: 'lstm' });
    expect(mistake(() => line('lstm-and-gru', topic))).toContain('at most 10');
  });
  it('refuses what is given beside an option that says everything, and names it', () => {
    const whole = { ...options, recipe: alone(text(words, { maxLength: 50, take: 'word' }, undefined)) };
    expect(line('recipe=rnn1', whole)).toMatchObject({ recipe: 'rnn1', hidden: 16 });
    expect(mistake(() => line('recipe=rnn1 hidden=16 tanh', whole))).toBe(
      '`recipe` goes alone: leave out `hidden`, `activation`, or leave out `recipe`.',
    );
    const typed = { kind: 'typed', values: { recipe: 'rnn1', rate: 1 } } as const;
    expect(mistake(() => parseInput(whole, typed))).toContain('leave out `rate`');
    expect(mistake(() => line('recipe=rnn1 hidden=16 tanh', whole), 'ja')).toBe(
      '`recipe` はほかのオプションと一緒に指定できません。`hidden`、`activation` か `recipe` のどちらかを省いてください。',
    );
  });
  it.each([
    ['hidden=-1', '`hidden` takes a whole number from 1 to 256; you wrote `-1`.'],
    ['hidden=1.5', '`hidden` takes a whole number from 1 to 256; you wrote `1.5`.'],
    ['hidden=many', 'you wrote `many`'],
    ['hidden=', 'There is nothing after `hidden=`'],
    ['hidden=257', 'from 1 to 256'],
    ['rate=NaN', '`rate` takes a number from 0.00001 to 10'],
    ['rate=Infinity', '`rate` takes a number from 0.00001 to 10'],
    ['rate=0', '`rate` takes a number from 0.00001 to 10'],
    ['hidden=8 hidden=9', '`hidden` is given twice'],
    ['hiden=8', 'There is no option `hiden`. Did you mean `hidden`?'],
    ['activation=tan', 'did you mean `tanh`?'],
    ['relu 1 1 1 5', "I don't know what to do with `5`"],
    ['toString=1', 'There is no option'],
    ['x2=1', 'There is no option `x2`'],
    ['_=1', 'There is no option `_`'],
    ['2x=1', 'you wrote `2x=1`'],
    ['x.y=1', 'you wrote `x.y=1`'],
    ['__proto__=1', 'There is no option'],
    ['x'.repeat(2001), 'too long'],
  ])('refuses %s and says what to do', (input, sentence) => {
    expect(mistake(() => line(input))).toContain(sentence);
  });
  it.each([
    ['45', '`b` is missing'],
    ['', '`a` is missing'],
    ['-1 2', 'a whole number from 0 up to 256 bits (78 digits)'],
    [`${2n ** 256n} 1`, 'you wrote'],
    ['0x10 1', 'you wrote `0x10`'],
  ])('refuses the sum %s', (input, sentence) => {
    expect(mistake(() => line(input, sum))).toContain(sentence);
  });
  it('takes the largest number that it promises to take', () => {
    expect(line(`${2n ** 256n - 1n} 0`, sum)).toEqual({ a: 2n ** 256n - 1n, b: 0n });
  });
  it('answers any text with values or a UserError, in sentences short enough to show', () => {
    fc.assert(
      fc.property(oddText(300), (input) => {
        try {
          line(input);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as UserError).words.ja.length).toBeLessThan(400);
        }
      }),
    );
  });
});

describe('typed values', () => {
  it('are checked like a line', () => {
    const typed = (values: Record<string, string | number>) => parseInput(options, { kind: 'typed', values });
    expect(typed({ hidden: 8, activation: 'relu' })).toEqual({ hidden: 8, activation: 'relu', rate: 0.1 });
    expect(mistake(() => typed({ hidden: 0 }))).toContain('from 1 to 256');
    expect(mistake(() => typed({ nope: 1 }))).toContain('no option');
  });
});
