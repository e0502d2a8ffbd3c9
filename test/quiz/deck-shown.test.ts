/** What an imported deck shows can be read: no unseen options, and none so long that they push out their question. */
import { describe, expect, it } from 'vitest';
import { readDeck } from '../../src/quiz/deck.ts';
import { readDeckFile } from '../../src/quiz/deck-file.ts';
import { pose } from '../../src/quiz/pose.ts';
import { present } from '../../src/quiz/present.ts';
import { refusalOf } from '../support/refusal.ts';

const refusal = (run: () => unknown) => refusalOf(run).en;

const question = (more: object) => ({
  id: 'q',
  kind: 'choice',
  topic: 'rnn',
  text: 'Which?',
  right: 'this',
  wrong: [{ text: 'that', why: 'No.' }],
  explanation: 'Because.',
  ...more,
});
/** JSON is YAML, on lines of their own. */
const yaml = (questions: readonly object[], more: object = {}) =>
  JSON.stringify({ deck: 'd', title: 't', ...more, questions }, null, 1);
const read = (text: string, name = 'deck.yaml') =>
  readDeckFile({ name, bytes: new TextEncoder().encode(text), called: undefined });

describe('an option', () => {
  it.each([
    ['\u200b', 'only signs without width'],
    ['right\u200b', 'a sign without width'],
    ['\u202ethgir', 'a line that is turned around'],
    ['\u2066right', 'an isolate'],
    ['ri\u0000ght', 'a control sign'],
    ['ri\u00adght', 'a hyphen that is not seen'],
    ['\u{e0041}right', 'a tag'],
  ])('with %j is refused at its line: %s', (right) => {
    const told = refusal(() => read(yaml([question({ right })])));
    expect(told).toMatch(
      /^deck\.yaml, line \d+, `questions\[1\]\.right`: .*cannot be seen \(U\+[0-9A-F]{4,}\)/,
    );
  });
  it.each(['\u3164', '\u2800', '\u2800 \u3164'])('of which nothing is seen is refused: %j', (text) => {
    const wrong = [{ text, why: 'No.' }];
    expect(refusal(() => read(yaml([question({ wrong })])))).toContain('Nothing of this text can be seen');
  });
  it.each(['👩‍🏫', '❤️', 'می‌خواهم', '1 − t', '`z*z` ≠ z', '重み'])(
    'is taken as it is if it can be read: %s',
    (right) => {
      expect(read(yaml([question({ right })])).deck.questions).toMatchObject([{ right: { en: right } }]);
    },
  );
  it('of CSV is told with its row and column', () => {
    const text = 'id,topic,text,right,wrong1,why1,explanation\nq,rnn,Which?,this,th\u200bat,No.,e\n';
    expect(refusal(() => read(text, 'deck.csv'))).toMatch(/^deck\.csv, line 2, `.*wrong.*U\+200B/);
  });
  it('like any label: of titles, topics, steps, lines and units', () => {
    const step = (text: string) => ({ text, why: 'w' });
    const bad = [
      yaml([question({})], { title: 'a\u200b' }),
      yaml([question({ topic: 'own' })], { topics: { own: 'a\u202e' } }),
      yaml([{ ...base, kind: 'order', steps: ['a', 'b', 'c\u200b'].map(step) }]),
      yaml([{ ...base, kind: 'number', answer: 1, tolerance: { absolute: 0 }, unit: 's\u200b' }]),
    ];
    for (const text of bad) expect(refusal(() => read(text))).toContain('cannot be seen');
  });
});

const { right: _, wrong: __, ...base } = question({});

describe('a question with its options', () => {
  const long = Array.from({ length: 7 }, (_, i) => ({ text: `${i}${'*'.repeat(180)}`, why: 'No.' }));

  it('is refused at its line if they leave no room for it', () => {
    const told = refusal(() => read(yaml([question({}), question({ id: 'p', wrong: long })])));
    expect(told).toMatch(/^deck\.yaml, line \d\d, `questions\[2\]`: .*2,[0-9]{3} characters together.*1,500/);
    expect(
      refusal(() => read(yaml([question({ text: 'x'.repeat(1_000), wrong: long.slice(0, 3) })]))),
    ).toContain('together');
  });
  it('is shown whole if it was taken', () => {
    const wrong = long.slice(0, 3);
    const { deck } = read(yaml([question({ text: 'x'.repeat(300), wrong })]));
    const [taken] = deck.questions;
    if (taken === undefined) throw new Error('no question');
    for (const locale of ['en', 'ja'] as const) {
      const { text } = present(pose(taken, 0), locale);
      expect(text).toContain('x'.repeat(300));
      expect(text.length).toBeLessThanOrEqual(1_500);
    }
  });
  it('stays readable if it was kept before', () => {
    expect(readDeck(yaml([question({ wrong: long })]), 'd').questions).toHaveLength(1);
    expect(readDeck(yaml([question({ right: 'a\u200b' })]), 'd').questions).toHaveLength(1);
  });
});
