/** Marking: what is typed, in the forms people type it, and what they are told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCounted, mark } from '../../src/quiz/mark.ts';
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

const code: Question = {
  ...base,
  kind: 'code',
  lines: [
    { kind: 'right', code: 'x = 1', why: both('x is needed') },
    { kind: 'wrong', code: 'y = x - 1', fix: 'y = x + 1', why: both('the sign') },
  ],
};
const formula: Question = {
  ...base,
  kind: 'formula',
  target: 'y1',
  answers: ['y1 = g(W_out (W s0 + W_in x1 + b) + c)'],
  steps: ['s1 = W s0 + W_in x1 + b'],
};

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

  it('is marked alike where only a picture decides it', () => {
    const pictured = pose({ ...choice, kind: 'picture', picture: { kind: 'unrolled', steps: 3 } }, 4);
    for (const text of ['yes', 'no', 'maybe'])
      expect(mark(pictured, letterOf(pictured, text), 'en')).toEqual(
        mark(posed, letterOf(posed, text), 'en'),
      );
  });

  it('offers no experiment where none is written', () => {
    const { experiment: _, ...bare } = choice;
    expect(mark(pose(bare, 4), letterOf(posed, 'no'), 'en')).not.toHaveProperty('experiment');
  });

  it.each(['', 'E', 'AB', 'A B', 'perhaps', '9', 'アイ', '🙂', 'A'.repeat(200)])('cannot read %s', (text) => {
    const { verdict, reasons, answer } = mark(posed, text, 'en');
    expect([verdict, answer]).toEqual(['unreadable', '']);
    expect(reasons).toEqual([
      {
        code: 'letter',
        words: {
          ja: 'A・B・C・D のどれか 1 つで答えてください。',
          en: 'Please answer with one of A, B, C, D.',
        },
      },
    ]);
  });

  it('takes the letter of a button for that option, whatever letters others have for text', () => {
    const letters = pose({ ...choice, right: both('C'), wrong: [wrong('A'), wrong('B')] }, 3);
    for (const { letter, verdict } of letters.options)
      expect(mark(letters, letter, 'en')).toMatchObject({ verdict, answer: letter });
  });

  it('keeps the letter for statistics, however it was typed', () => {
    const letter = letterOf(posed, 'yes');
    for (const text of [letter, letter.toLowerCase(), 'YES', 'yesです', `${letter}. yes`]) {
      expect(mark(posed, text, 'en')).toMatchObject({
        verdict: 'right',
        answer: letter,
        reasons: [],
        notes: [],
      });
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

  it('says it in Japanese, too', () => {
    const told = mark(posed, `${one} ${two}`, 'ja').reasons.map(({ words }) => words.ja);
    expect(told.sort()).toEqual(
      [`${three} も当てはまります。it is oddです`, `${two} は当てはまりません。not twoです`].sort(),
    );
  });

  it.each(['', 'A A', 'A E', 'none'])('cannot read %s, and shows how to write it', (text) => {
    expect(mark(posed, text, 'en')).toMatchObject({
      verdict: 'unreadable',
      answer: '',
      reasons: [
        {
          code: 'letters',
          words: {
            ja: '当てはまるものすべての記号を「A C」のように書いてください。',
            en: 'Please write the letters of all that apply, like "A C".',
          },
        },
      ],
    });
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

  it('is right from the first to the last, and kept as it was given', () => {
    expect(mark(posed, `${first}→${second}→${third}`, 'en')).toMatchObject({
      verdict: 'right',
      reasons: [],
      answer: `${first} ${second} ${third}`,
    });
    expect(mark(posed, `${third}${second}${first}`, 'en')).toMatchObject({
      answer: `${third} ${second} ${first}`,
      reasons: [{ words: { en: `Number 1 is ${first}. first needs this` } }],
    });
  });

  it.each(['', 'A B', 'A B C D', 'A A B'])('cannot read %s, and shows how to write it', (text) => {
    expect(mark(posed, text, 'en')).toMatchObject({
      verdict: 'unreadable',
      answer: '',
      reasons: [
        {
          code: 'order',
          words: {
            ja: '3 つの記号をすべて、正しい順に「C B A」のように書いてください。',
            en: 'Please write all 3 letters in order, like "C B A".',
          },
        },
      ],
    });
  });
});

describe('a line of code', () => {
  const posed = pose(code, 0);

  it('is right where it is the wrong one, and told of why it is none where it is not', () => {
    expect(mark(posed, '2', 'en')).toMatchObject({
      verdict: 'right',
      answer: '2',
      correct: 'Line 2; it should read `y = x + 1`',
    });
    expect(mark(posed, 'x = 1', 'en')).toMatchObject({
      verdict: 'wrong',
      answer: '1',
      reasons: [{ code: 'wrong-option', words: both('x is needed') }],
    });
    expect(mark(posed, '3', 'en').reasons[0]?.words.en).toBe('Please answer with one of 1, 2.');
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
    const words = (text: string) => mark(posed, text, 'en').reasons.map((reason) => reason.words);
    expect(words('0.5')).toEqual([both('the value')]);
    expect(words('-0.25')).toEqual([
      {
        ja: '大きさは合っています。符号が逆です。',
        en: 'The size is right, the sign is the wrong way round.',
      },
    ]);
    expect(words('0.1')).toEqual([{ ja: '小さすぎます。', en: 'That is too small.' }]);
    expect(words('7')).toEqual([{ ja: '大きすぎます。', en: 'That is too large.' }]);
  });

  it('has no sign to be wrong where it is nought', () => {
    const nought = pose({ ...number, answer: 0, slips: [] }, 0);
    const code = (text: string) => mark(nought, text, 'en').reasons.map((reason) => reason.code);
    expect([code('-0'), code('-0.001'), code('-0.5'), code('0.5')]).toEqual([
      [],
      [],
      ['too-small'],
      ['too-large'],
    ]);
  });

  it('is taken in the meaning that is right, or that is a slip, and kept as that number', () => {
    const thousands = pose(
      { ...number, answer: 1024, slips: [{ code: 'half', value: 1.512, why: both('half') }] },
      0,
    );
    expect(mark(thousands, '1,024', 'en')).toMatchObject({ verdict: 'right', answer: '1024', reasons: [] });
    // 1512 or 1.512: the second is the slip.
    expect(mark(thousands, '1,512', 'en')).toMatchObject({
      verdict: 'wrong',
      answer: '1512',
      reasons: [{ code: 'half' }],
    });
    const small = pose({ ...number, answer: 1.024, slips: [] }, 0);
    expect(mark(small, '1,024', 'en')).toMatchObject({ verdict: 'right', answer: '1.024' });
    expect(mark(posed, '1/4', 'en').answer).toBe('0.25');
  });

  it('shows how to write one where it cannot be read', () => {
    expect(mark(posed, 'a lot', 'en')).toMatchObject({
      answer: '',
      reasons: [
        {
          code: 'number',
          words: {
            ja: '数で答えてください(例: `0.25`、`1/4`、`1.5e-5`)。',
            en: 'Please answer with a number, such as `0.25`, `1/4` or `1.5e-5`.',
          },
        },
      ],
    });
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

describe('a formula', () => {
  const posed = pose(formula, 0);
  const told = (text: string) => {
    const { verdict, reasons, notes, answer } = mark(posed, text, 'en');
    return { verdict, codes: [...reasons, ...notes].map(({ code }) => code), answer };
  };

  it('is kept as it was written where it counts, and not at all where it may be given again', () => {
    const right = 'y1 = g(W_out (W s0 + W_in x1 + b) + c)';
    expect(told(` ${right} \n`)).toEqual({ verdict: 'right', codes: [], answer: right });
    expect(told(' W_out (W s0 + W_in x1 + b) + c ')).toEqual({
      verdict: 'wrong',
      codes: ['outer-missing'],
      answer: 'W_out (W s0 + W_in x1 + b) + c',
    });
    expect(told('y1 = g(W_out s1 + c)')).toMatchObject({ verdict: 'unfinished', answer: '' });
    expect(told('y1 = g(')).toMatchObject({ verdict: 'unreadable', answer: '' });
    expect(told('')).toEqual({ verdict: 'unreadable', codes: ['empty'], answer: '' });
  });

  it('is kept whole, sign for sign, whatever letters it is written in', () => {
    const bold = 'y1 = g(W_out (W s0 + W_in x1 + b) + c)'.replace(/[A-Za-z]/g, (sign) =>
      String.fromCodePoint((sign <= 'Z' ? 0x1d400 - 65 : 0x1d41a - 97) + (sign.codePointAt(0) ?? 0)),
    );
    const padded = bold.replace(/ /g, ' '.repeat(42));
    expect([...padded].length).toBeLessThanOrEqual(500);
    expect(padded.length).toBeGreaterThan(500);
    expect(told(padded)).toMatchObject({ verdict: 'right', answer: padded });
  });

  it('comes with remarks where it is right in an unusual way', () => {
    expect(told('y1 = g(W_out^T (W^T s0 + W_in^T x1 + b) + c)').codes).toEqual(['all-transposed']);
    expect(mark(posed, 'y1 = g(W_out (W s0 + W_in x1 + b) + c)', 'en').notes).toEqual([]);
  });
});

describe('what uses up an answer', () => {
  it('is all that could be read to its end', () => {
    const verdicts = ['right', 'wrong', 'self-rated', 'unreadable', 'unfinished'] as const;
    expect(verdicts.filter(isCounted)).toEqual(['right', 'wrong', 'self-rated']);
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
    expect(mark(posed, ' \n ', 'en')).toMatchObject({
      verdict: 'unreadable',
      reasons: [
        {
          code: 'empty',
          words: { ja: '一言でもよいので書いてみてください。', en: 'Please write at least a few words.' },
        },
      ],
    });
    expect(mark(posed, 'x'.repeat(9000), 'en').answer.length).toBe(3000);
  });
});

describe('whatever is typed', () => {
  it('never throws, and always says why it is not right', () => {
    for (const question of [choice, several, number, order, code]) {
      const posed = pose(question, 1);
      fc.assert(
        fc.property(fc.oneof(fc.string(), oddText(200)), (text) => {
          const { verdict, reasons } = mark(posed, text, 'ja');
          return verdict === 'right' || reasons.length > 0;
        }),
        { numRuns: 500 },
      );
    }
  });
});
