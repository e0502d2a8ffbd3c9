/** How questions look in a chat. */
import { describe, expect, it } from 'vitest';
import { pose } from '../../src/quiz/pose.ts';
import { present } from '../../src/quiz/present.ts';
import type { Question } from '../../src/quiz/question.ts';

const both = (text: string) => ({ ja: text, en: text });
const base = { id: 'q', topic: 'rnn', text: both('What?'), explanation: both('because') };
const option = (text: string) => ({ text: both(text), why: both('no') });
const choice = (right: string, ...wrong: string[]): Question => ({
  ...base,
  kind: 'choice',
  right: both(right),
  wrong: wrong.map(option),
});

describe('a choice', () => {
  it('has short options on its buttons, without markup', () => {
    const shown = present(pose(choice('`W`', '`W_in`', 'tanh'), 3), 'en');
    expect(shown).toMatchObject({ text: 'What?', answerBy: 'buttons' });
    expect(shown.options.map(({ label }) => label.replace(/^[A-C]\. /, '')).sort()).toEqual([
      'W',
      'W_in',
      'tanh',
    ]);
    expect(shown.options.map(({ letter }) => letter)).toEqual(['A', 'B', 'C']);
    expect(shown.field).toBeUndefined();
  });

  it('lists long options in its text, Japanese ones sooner', () => {
    const long = 'x'.repeat(41);
    expect(present(pose(choice(long, 'b'), 0), 'en').text).toContain(`.** ${long}`);
    expect(present(pose(choice('あ'.repeat(20), 'b'), 0), 'ja').text).toBe('What?');
    expect(present(pose(choice('あ'.repeat(21), 'b'), 0), 'ja').text).toContain('あ'.repeat(21));
  });

  it('looks the same for the same seed, whatever the language', () => {
    const question = choice('a', 'b', 'c', 'd');
    expect(present(pose(question, 5), 'ja').options).toEqual(present(pose(question, 5), 'en').options);
    const orders = new Set(
      Array.from({ length: 40 }, (_, seed) =>
        present(pose(question, seed), 'en')
          .options.map(({ label }) => label)
          .join(),
      ),
    );
    expect(orders.size).toBeGreaterThan(10);
  });
});

describe('other kinds', () => {
  it('code stands in a block with numbered lines', () => {
    const shown = present(
      pose(
        {
          ...base,
          kind: 'code',
          lines: [
            { kind: 'right', code: 'a = 1', why: both('fine') },
            { kind: 'wrong', code: '  b = a', fix: '  b = a + 1', why: both('wrong') },
          ],
        },
        9,
      ),
      'en',
    );
    expect(shown.text).toBe('What?\n\n```\n1  a = 1\n2    b = a\n```');
    expect(shown.options).toEqual([
      { letter: '1', label: '1' },
      { letter: '2', label: '2' },
    ]);
  });

  it('typed answers have a field', () => {
    const number: Question = {
      ...base,
      kind: 'number',
      answer: 1,
      tolerance: { absolute: 0 },
      slips: [],
      unit: both('m'),
    };
    expect(present(pose(number, 0), 'en')).toMatchObject({
      answerBy: 'form',
      field: { label: 'The number (m)', lines: 'one' },
    });
    const words: Question = { ...base, kind: 'own-words', model: both('m'), points: [both('p')] };
    expect(present(pose(words, 0), 'ja').field).toMatchObject({ lines: 'many', maxLength: 3000 });
    const formula: Question = {
      ...base,
      kind: 'formula',
      target: 'y1',
      answers: ['y1 = x1'],
      steps: [],
      picture: { kind: 'unrolled', steps: 1 },
    };
    expect(present(pose(formula, 0), 'en')).toMatchObject({
      picture: { kind: 'unrolled', steps: 1 },
      field: { maxLength: 500 },
    });
  });

  it('a text that is too long is cut, its options never', () => {
    const options = Array.from({ length: 5 }, (_, i) => `${i}${'x'.repeat(190)}`);
    const shown = present(
      pose({ ...choice(options[0] ?? '', ...options.slice(1)), text: both('t'.repeat(1400)) }, 0),
      'en',
    );
    expect(shown.text.length).toBeLessThanOrEqual(1500);
    for (const text of options) expect(shown.text).toContain(text);
  });
});
