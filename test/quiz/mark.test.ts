/** Marking: what is typed, in the forms people type it, and what they are told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mark } from '../../src/quiz/mark.ts';
import { readNumber, showNumber } from '../../src/quiz/number.ts';
import { type Posed, pose } from '../../src/quiz/pose.ts';
import type { Question } from '../../src/quiz/question.ts';
import { oddText } from '../support/odd-text.ts';

const both = (text: string) => ({ ja: `${text}です`, en: text });
const base = { id: 'q', topic: 'rnn', text: both('text'), explanation: both('because') };
const wrong = (text: string) => ({ text: both(text), why: both(`not ${text}`) });

const choice: Question = {
  ...base,
  kind: 'choice',
  right: both('yes'),
  wrong: [wrong('no'), { ...wrong('maybe'), experiment: '/train seed=1' }, wrong('never')],
  experiment: '/check',
};
const several: Question = {
  ...base,
  kind: 'several',
  right: [
    { text: both('one'), why: both('it is odd') },
    { text: both('three'), why: both('it is odd') },
  ],
  wrong: [wrong('two'), wrong('four')],
};
const number: Question = {
  ...base,
  kind: 'number',
  answer: 0.25,
  tolerance: { absolute: 0.001 },
  unit: { ja: '倍', en: 'times' },
  slips: [{ code: 'value-for-slope', value: 0.5, why: both('the value') }],
};
const order: Question = {
  ...base,
  kind: 'order',
  steps: ['first', 'second', 'third'].map((name) => ({ text: both(name), why: both(`${name} needs this`) })),
};

/** The letter of the option with that text. */
function letterOf(posed: Posed, text: string): string {
  return posed.options.find((option) => option.text.en === text)?.letter ?? '';
}

describe('a choice', () => {
  const posed = pose(choice, 4);

  it('tells a wrong option why, and offers its own experiment', () => {
    const said = mark(posed, letterOf(posed, 'maybe'), 'en');
    expect(said).toMatchObject({ verdict: 'wrong', explanation: 'because', experiment: '/train seed=1' });
    expect(said.reasons).toEqual([{ code: 'wrong-option', words: both('not maybe') }]);
    expect(said.correct).toBe(`${letterOf(posed, 'yes')}. yes`);
    expect(mark(posed, letterOf(posed, 'no'), 'ja')).toMatchObject({
      experiment: '/check',
      explanation: 'becauseです',
    });
  });

  it.each(['', 'E', 'AB', 'A B', 'perhaps', '9', 'アイ', '🙂', 'A'.repeat(200)])('cannot read %s', (text) => {
    const { verdict, reasons, answer } = mark(posed, text, 'en');
    expect([verdict, answer]).toEqual(['unreadable', '']);
    expect(reasons[0]?.words.en).toBe('Please answer with one of A, B, C, D.');
    expect(reasons[0]?.words.ja).toContain('A・B・C・D');
  });

  it('takes the letter of a button for that option, whatever letters others have for text', () => {
    const letters = pose({ ...choice, right: both('C'), wrong: [wrong('A'), wrong('B')] }, 3);
    for (const { letter, verdict } of letters.options)
      expect(mark(letters, letter, 'en')).toMatchObject({ verdict, answer: letter });
  });

  it('keeps the letter for statistics, however it was typed', () => {
    const letter = letterOf(posed, 'yes');
    for (const text of [letter, letter.toLowerCase(), 'YES', 'yesです', `${letter}. yes`]) {
      expect(mark(posed, text, 'en')).toMatchObject({ verdict: 'right', answer: letter, reasons: [] });
    }
  });
});

describe('several right', () => {
  const posed = pose(several, 9);
  const [one, two, three] = ['one', 'two', 'three'].map((text) => letterOf(posed, text));

  it('names what was left out and what was wrongly chosen', () => {
    const said = mark(posed, `${one} ${two}`, 'en');
    expect(said.verdict).toBe('wrong');
    const told = said.reasons.map(({ code, words }) => `${code} ${words.en}`).sort();
    expect(told).toEqual([
      `left-out ${three} belongs, too: it is odd`,
      `wrongly-chosen ${two} does not belong: not two`,
    ]);
  });

  it('keeps the letters sorted', () => {
    const letters = [one, three].sort().join(' ');
    expect(mark(posed, `${three}${one}`, 'en')).toMatchObject({ verdict: 'right', answer: letters });
  });

  it.each(['', 'A A', 'A E', 'none'])('cannot read %s', (text) => {
    expect(mark(posed, text, 'en').verdict).toBe('unreadable');
  });
});

describe('an order', () => {
  const posed = pose(order, 2);
  const [first, second, third] = ['first', 'second', 'third'].map((text) => letterOf(posed, text));

  it('is told the first place that is wrong, and why', () => {
    const { verdict, reasons, correct } = mark(posed, `${first}${third}${second}`, 'en');
    expect([verdict, correct]).toEqual(['wrong', `${first} → ${second} → ${third}`]);
    expect(reasons).toEqual([
      {
        code: 'order',
        words: {
          ja: `2 番目は ${second} です。second needs thisです`,
          en: `Number 2 is ${second}. second needs this`,
        },
      },
    ]);
  });

  it.each(['', 'A B', 'A B C D', 'A A B'])('cannot read %s', (text) => {
    expect(mark(posed, text, 'en').verdict).toBe('unreadable');
  });
});

describe('a number', () => {
  const posed = pose(number, 0);

  it('is right within its tolerance, in many forms', () => {
    for (const text of [
      '0.25',
      '.25',
      '0,25',
      '1/4',
      '１／４',
      '２．５×１０⁻¹',
      '25%',
      '0.2509',
      '2^-2',
      '0.25 times',
      '0.25倍',
      '≈ 0.25',
      'δ = 1/4',
    ]) {
      expect([text, mark(posed, text, 'en').verdict]).toEqual([text, 'right']);
    }
    expect(mark(posed, '0.26', 'en').verdict).toBe('wrong');
  });

  it('knows the usual slips, a wrong sign, and which way it is off', () => {
    const code = (text: string) => mark(posed, text, 'en').reasons.map((reason) => reason.code);
    expect(code('0.5')).toEqual(['value-for-slope']);
    expect(code('1/2')).toEqual(['value-for-slope']);
    expect(code('-0.25')).toEqual(['sign']);
    expect(code('0.1')).toEqual(['too-small']);
    expect(code('7')).toEqual(['too-large']);
  });

  it.each([
    '',
    'a lot',
    '1/0',
    '1..2',
    '0x10',
    'NaN',
    'Infinity',
    '1e999',
    '1 2',
    '--1',
    '2(3)',
    '1+1',
    '√-1',
    '(1',
    '9^999',
    '('.repeat(60),
    '9'.repeat(61),
  ])('cannot read %s', (text) => expect(mark(posed, text, 'en').verdict).toBe('unreadable'));

  it('shows its answer with the unit', () => {
    expect(mark(posed, '1', 'ja').correct).toBe('0.25 倍');
  });
});

describe('numbers', () => {
  it.each([
    ['1,024', [1024, 1.024]],
    ['16,384', [16384, 16.384]],
    ['1,234,567', [1234567]],
    ['0,125', [0.125]],
    ['1,5', [1.5]],
    ['1.5e-5', [1.5e-5]],
    ['1.5×10⁻⁵', [1.5e-5]],
    ['1.5 x 10^-5', [1.5e-5]],
    ['1.5*10**-5', [1.5e-5]],
    ['−0.5', [-0.5]],
    ['3／8', [0.375]],
    ['50 パーセント', [0.5]],
    ['16 384', [16384]],
    ['７個', [7]],
    ['7 steps', [7]],
    ['√2', [Math.SQRT2]],
    ['sqrt(2)', [Math.SQRT2]],
    ['\\sqrt{2}', [Math.SQRT2]],
    ['1/√2', [1 / Math.SQRT2]],
    ['2^(1/2)', [Math.SQRT2]],
    ['(3/4)^7', [0.75 ** 7]],
    ['(3/4)⁷', [0.75 ** 7]],
    ['(3/4)^7 ≈ 0.133', [0.133]],
    ['128×128', [16384]],
    ['128 x 128', [16384]],
    ['1,024 × 2', [2048, 2.048]],
    ['569倍', [569]],
    ['答え: 0.25', [0.25]],
    ['答えは 0.25 です。', [0.25]],
    ['answer: 1/4', [0.25]],
    ['`0.25`', [0.25]],
    ['0.197...', [0.197]],
    ['0.197…', [0.197]],
    ['≈0.2', [0.2]],
    ['1.2e-3', [0.0012]],
    ['1.2×10^-3', [0.0012]],
    ['1.2 × 10^{-3}', [0.0012]],
  ])('%s', (text, values) => expect(readNumber(text, undefined)).toEqual(values));

  it('come back from how they are shown, to four digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e8, max: 1e8, noNaN: true }), (value) => {
        const [read = Number.NaN] = readNumber(showNumber(value), undefined);
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 6e-4 + 1e-300);
      }),
      { numRuns: 500 },
    );
  });
});

describe('own words', () => {
  const posed = pose({ ...base, kind: 'own-words', model: both('model'), points: [both('point')] }, 0);

  it('are rated by oneself, against the model answer', () => {
    expect(mark(posed, ' It remembers. ', 'en')).toMatchObject({
      verdict: 'self-rated',
      reasons: [],
      answer: 'It remembers.',
      correct: 'model\n- point',
    });
    expect(mark(posed, ' \n ', 'en').verdict).toBe('unreadable');
    expect(mark(posed, 'x'.repeat(9000), 'en').answer.length).toBe(3000);
  });
});

describe('whatever is typed', () => {
  it('never throws, and always says why it is not right', () => {
    for (const question of [choice, several, number, order]) {
      fc.assert(
        fc.property(fc.oneof(fc.string(), oddText(200)), (text) => {
          const { verdict, reasons } = mark(pose(question, 1), text, 'ja');
          if (verdict !== 'right') expect(reasons.length).toBeGreaterThan(0);
        }),
        { numRuns: 500 },
      );
    }
  });
});
