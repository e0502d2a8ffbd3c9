/** Counting answers: bars, shares, ranks, and what is missed most. */
import { describe, expect, it } from 'vitest';
import { pose } from '../../src/quiz/pose.ts';
import type { Question } from '../../src/quiz/question.ts';
import {
  type Counted,
  coveredDistribution,
  distribution,
  isRight,
  leaderboard,
  mostMissed,
  sharesBy,
} from '../../src/quiz/tally.ts';

const both = (text: string) => ({ ja: text, en: text });
const base = { id: 'q', topic: 'rnn', text: both('text'), explanation: both('because') };
const wrong = (text: string) => ({ text: both(text), why: both('no') });
const choice: Question = {
  ...base,
  kind: 'choice',
  right: both('yes'),
  wrong: [wrong('no'), wrong('other')],
};
const code: Question = {
  ...base,
  kind: 'code',
  lines: [
    { kind: 'right', code: 'x', why: both('fine') },
    { kind: 'wrong', code: 'y', fix: 'z', why: both('bad') },
  ],
};
const several: Question = {
  ...base,
  kind: 'several',
  right: [{ text: both('one'), why: both('y') }],
  wrong: [wrong('two')],
};
const number: Question = {
  ...base,
  kind: 'number',
  answer: 1,
  tolerance: { absolute: 0 },
  slips: [],
};
const words: Question = { ...base, kind: 'own-words', model: both('m'), points: [both('p')] };

type Given = Pick<Counted, 'answer' | 'verdict'>;
const given = (answer: string, verdict: Counted['verdict'] = 'wrong', times = 1): Given[] =>
  Array.from({ length: times }, () => ({ answer, verdict }));

describe('bars', () => {
  it('of options come in the order of their letters, none left out', () => {
    const posed = pose(choice, 1);
    const right = posed.options.find(({ verdict }) => verdict === 'right')?.letter ?? '';
    const bars = distribution(posed, [
      ...given('C', right === 'C' ? 'right' : 'wrong', 2),
      ...given(right, 'right'),
    ]);
    expect(bars.map(({ answer }) => answer)).toEqual(['A', 'B', 'C']);
    for (const { answer, count, verdict } of bars) {
      expect(verdict).toBe(answer === right ? 'right' : 'wrong');
      expect(count).toBe((answer === 'C' ? 2 : 0) + (answer === right ? 1 : 0));
    }
    const lines = distribution(pose(code, 1), given('2', 'right'));
    expect(lines).toEqual([
      { answer: '1', count: 0, verdict: 'wrong' },
      { answer: '2', count: 1, verdict: 'right' },
    ]);
  });
  it('of typed answers: right ones first, then by frequency, then by text', () => {
    const answers = [
      ...given('3', 'wrong', 2),
      ...given('2', 'wrong', 2),
      ...given('9', 'wrong', 3),
      ...given('1', 'right'),
    ];
    expect(distribution(pose(number, 1), answers)).toEqual([
      { answer: '1', count: 1, verdict: 'right' },
      { answer: '9', count: 3, verdict: 'wrong' },
      { answer: '2', count: 2, verdict: 'wrong' },
      { answer: '3', count: 2, verdict: 'wrong' },
    ]);
  });
  it('of typed answers are six at most, the rest together', () => {
    const six = Array.from({ length: 6 }, (_, n) => given(`${n}`, 'wrong', 9 - n)).flat();
    expect(distribution(pose(number, 1), six).map(({ answer }) => answer)).toEqual([...'012345']);
    const seven = [...six, ...given('x', 'wrong', 1)];
    const bars = distribution(pose(number, 1), seven);
    expect(bars).toHaveLength(6);
    expect(bars.slice(4)).toEqual([
      { answer: '4', count: 5, verdict: 'wrong' },
      { answer: '…', count: 4 + 1, verdict: 'wrong' },
    ]);
  });
  it('of several options are those that were given together', () => {
    const posed = pose(several, 1);
    expect(distribution(posed, [...given('A B', 'wrong', 2), ...given('A', 'right')])).toEqual([
      { answer: 'A', count: 1, verdict: 'right' },
      { answer: 'A B', count: 2, verdict: 'wrong' },
    ]);
  });
  it('of own words are right or wrong', () => {
    const answers = [...given('a', 'self-right', 2), ...given('b', 'self-wrong', 3), ...given('c', 'right')];
    expect(distribution(pose(words, 1), answers)).toEqual([
      { answer: '○', count: 3, verdict: 'right' },
      { answer: '×', count: 3, verdict: 'wrong' },
    ]);
  });
  it('while the answer is not told say nothing of right and wrong, in their order neither', () => {
    const answers = [...given('1', 'right'), ...given('9', 'wrong', 3)];
    expect(coveredDistribution(pose(number, 1), answers)).toEqual([
      { answer: '9', count: 3 },
      { answer: '1', count: 1 },
    ]);
    expect(coveredDistribution(pose(words, 1), given('a', 'self-right'))).toEqual([]);
    expect(coveredDistribution(pose(choice, 1), []).map((bar) => Object.keys(bar))).toEqual(
      Array.from({ length: 3 }, () => ['answer', 'count']),
    );
  });
});

const counted = (userId: string, questionId: string, verdict: Counted['verdict'], topic = 't'): Counted => ({
  userId,
  questionId,
  topic,
  verdict,
  answer: 'A',
});

it('an answer is right by its mark or by its author', () => {
  expect((['right', 'self-right', 'wrong', 'self-wrong'] as const).map(isRight)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('shares are counted by any key', () => {
  const answers = [
    counted('u', 'a', 'right', 'x'),
    counted('u', 'b', 'self-wrong', 'x'),
    counted('v', 'a', 'wrong', 'y'),
    counted('v', 'a', 'self-right', 'y'),
  ];
  expect(sharesBy(answers, ({ topic }) => topic)).toEqual(
    new Map([
      ['x', { right: 1, wrong: 1 }],
      ['y', { right: 1, wrong: 1 }],
    ]),
  );
  expect(sharesBy(answers, ({ questionId }) => questionId).get('a')).toEqual({ right: 2, wrong: 1 });
  expect(sharesBy([], () => '')).toEqual(new Map());
});

describe('the leaderboard', () => {
  it('counts each question once, and one that was right in the end as right', () => {
    const answers = [
      counted('u', 'a', 'right'),
      counted('u', 'a', 'right'),
      counted('u', 'b', 'wrong'),
      counted('u', 'b', 'self-right'),
      counted('u', 'c', 'wrong'),
      counted('u', 'c', 'self-wrong'),
    ];
    expect(leaderboard(answers, new Set())).toEqual([{ userId: 'u', right: 2, wrong: 1, rank: 1 }]);
  });
  it('gives equals the same rank, skips the next, and lists them by id', () => {
    const answers = ['w', 'v', 'u', 'x'].map((id) => counted(id, 'a', id === 'x' ? 'wrong' : 'right'));
    const ranked = leaderboard([...answers, counted('v', 'b', 'right')], new Set());
    expect(ranked.map(({ userId, rank }) => [userId, rank])).toEqual([
      ['v', 1],
      ['u', 2],
      ['w', 2],
      ['x', 4],
    ]);
  });
  it('ranks as if who hides were not there', () => {
    const answers = [counted('u', 'a', 'right'), counted('v', 'a', 'wrong')];
    expect(leaderboard(answers, new Set(['u']))).toEqual([{ userId: 'v', right: 0, wrong: 1, rank: 1 }]);
    expect(leaderboard(answers, new Set(['u', 'v']))).toEqual([]);
  });
});

describe('the most missed', () => {
  const answers = (id: string, right: number, missed: number) => [
    ...Array.from({ length: right }, () => counted('u', id, 'right')),
    ...Array.from({ length: missed }, () => counted('u', id, 'wrong')),
  ];
  it('is missed by the largest share, then by most, then first by name', () => {
    expect(mostMissed([...answers('a', 1, 2), ...answers('b', 0, 2)], 2)).toEqual({
      questionId: 'b',
      share: { right: 0, wrong: 2 },
    });
    expect(mostMissed([...answers('a', 1, 1), ...answers('b', 2, 2)], 2)?.questionId).toBe('b');
    expect(mostMissed([...answers('b', 1, 1), ...answers('a', 1, 1)], 2)?.questionId).toBe('a');
    expect(mostMissed([...answers('a', 1, 1), ...answers('b', 1, 1)], 2)?.questionId).toBe('a');
  });
  it('needs so many answers, and somebody who missed it', () => {
    expect(mostMissed(answers('a', 0, 1), 2)).toBeUndefined();
    expect(mostMissed(answers('a', 0, 2), 2)?.questionId).toBe('a');
    expect(mostMissed(answers('a', 1, 1), 2)?.questionId).toBe('a');
    expect(mostMissed(answers('a', 5, 0), 2)).toBeUndefined();
    expect(mostMissed([], 2)).toBeUndefined();
  });
});
