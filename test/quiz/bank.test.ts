/** The bank, the choice of the next question and tallies: pure data in, pure data out. */
import { describe, expect, it } from 'vitest';
import { createBank } from '../../src/quiz/bank.ts';
import { pickNext, type Turn, topicWeight } from '../../src/quiz/pick.ts';
import { pose } from '../../src/quiz/pose.ts';
import type { Deck, Question } from '../../src/quiz/question.ts';
import { type Counted, distribution, leaderboard, mostMissed, sharesBy } from '../../src/quiz/tally.ts';

const both = (text: string) => ({ ja: text, en: text });
const question = (id: string, topic: string): Question => ({
  id,
  topic,
  kind: 'choice',
  text: both(id),
  right: both('yes'),
  wrong: ['no', 'maybe', 'never'].map((text) => ({ text: both(text), why: both(`not ${text}`) })),
  explanation: both('because'),
});
const deck = (name: string, questions: readonly Question[]): Deck => ({
  name,
  title: both(name),
  topics: { lstm: both('LSTM') },
  questions,
});

describe('the bank', () => {
  const bank = createBank(
    [deck('one', [question('a', 'loss'), question('b', 'lstm')]), deck('two', [question('a', 'rnn')])],
    [],
  );

  it('keeps topics in the order of the course, and the first of two equal ids', () => {
    expect(bank.topics).toEqual([
      { topic: 'loss', words: { ja: '損失', en: 'The loss' }, count: 1 },
      { topic: 'lstm', words: both('LSTM'), count: 1 },
    ]);
    expect(bank.ids()).toEqual(['a', 'b']);
    expect(bank.ids('lstm')).toEqual(['b']);
    expect(bank.ids('cooking')).toEqual([]);
    expect([bank.topicOf('a'), bank.topicOf('z')]).toEqual(['loss', undefined]);
  });

  it('poses a question the same way for the same seed, and knows no other', () => {
    expect(bank.get('a', 3)).toEqual(bank.get('a', 3));
    expect(bank.get('z', 3)).toBeUndefined();
  });

  it('makes generated questions from the seed', () => {
    const generated = createBank([]);
    const text = (seed: number): string => generated.get('gen-update', seed)?.question.text.en ?? '';
    expect(text(1)).toBe(text(1));
    expect(text(1)).not.toBe(text(2));
    expect(generated.get('gen-update', -5)?.question.id).toBe('gen-update');
    expect(generated.get('gen-update', 2 ** 40 + 3)?.question.id).toBe('gen-update');
  });
});

describe('the next question', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const even = (): number => 1;

  /** Asks n times, each with another seed; the history grows as the store's would. */
  function ask(
    n: number,
    pool: readonly string[],
    history: Turn[],
    weight: (id: string) => number = even,
  ): string[] {
    return Array.from({ length: n }, (_, i) => {
      const id = pickNext({ ids: pool, history, weight }, i * 31 + 7) ?? '';
      const at = history.length === 0 ? 1 : Math.max(...history.map(({ lastAt }) => lastAt)) + 1;
      const index = history.findIndex(({ questionId }) => questionId === id);
      const count = (history[index]?.count ?? 0) + 1;
      if (index >= 0) history.splice(index, 1);
      history.push({ questionId: id, count, lastAt: at });
      return id;
    });
  }

  it('is none that was asked before the others had their turn', () => {
    const asked = ask(30, ids, []);
    for (let round = 0; round < 5; round++) {
      expect(new Set(asked.slice(round * 6, round * 6 + 6))).toEqual(new Set(ids));
    }
  });

  it('is never the same twice in a row', () => {
    const asked = ask(200, ids, []);
    for (const [i, id] of asked.entries()) expect(id).not.toBe(asked[i + 1]);
  });

  it('gives a deck that is added later one turn per round, not all of them', () => {
    const history: Turn[] = [];
    ask(24, ids, history);
    const asked = ask(18, [...ids, 'x', 'y', 'z'], history);
    expect(new Set(asked.slice(0, 3))).toEqual(new Set(['x', 'y', 'z']));
    expect(asked.slice(3, 12).filter((id) => 'xyz'.includes(id)).length).toBe(3);
    expect(new Set(asked.slice(3, 12)).size).toBe(9);
  });

  it('leans to what is wanted more', () => {
    const first = Array.from({ length: 600 }, (_, seed) =>
      pickNext({ ids, history: [], weight: (id) => (id === 'c' ? 4 : 1) }, seed),
    );
    const share = first.filter((id) => id === 'c').length / first.length;
    expect(share).toBeGreaterThan(0.37);
    expect(share).toBeLessThan(0.52);
  });

  it('is the only one there is, or none', () => {
    expect(
      pickNext({ ids: ['a'], history: [{ questionId: 'a', count: 3, lastAt: 9 }], weight: even }, 1),
    ).toBe('a');
    expect(pickNext({ ids: [], history: [], weight: even }, 1)).toBeUndefined();
    const gone = [{ questionId: 'gone', count: 99, lastAt: 99 }];
    expect(pickNext({ ids: ['a'], history: gone, weight: even }, 1)).toBe('a');
  });

  it('a topic that is missed weighs up to four times as much', () => {
    expect(topicWeight({ right: 0, wrong: 0 })).toBe(2.5);
    expect(topicWeight({ right: 1000, wrong: 0 })).toBeCloseTo(1, 1);
    expect(topicWeight({ right: 0, wrong: 1000 })).toBeCloseTo(4, 1);
  });
});

describe('a tally', () => {
  const posed = pose(question('a', 'loss'), 1);
  const right = posed.options.find(({ verdict }) => verdict === 'right')?.letter ?? '';
  const answer = (userId: string, questionId: string, verdict: Counted['verdict'], text = 'x'): Counted => ({
    userId,
    questionId,
    topic: questionId === 'a' ? 'loss' : 'rnn',
    answer: text,
    verdict,
  });

  it('shows every option, also those nobody took', () => {
    const bars = distribution(posed, [
      { answer: right, verdict: 'right' },
      { answer: right, verdict: 'right' },
      { answer: right === 'A' ? 'B' : 'A', verdict: 'wrong' },
    ]);
    expect(bars.map((bar) => bar.answer)).toEqual(['A', 'B', 'C', 'D']);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(bars.find((bar) => bar.answer === right)).toEqual({ answer: right, count: 2, verdict: 'right' });
  });

  it('groups typed numbers, right ones first, the rare ones together', () => {
    const number = pose(
      { ...question('n', 'loss'), kind: 'number', answer: 1, tolerance: { absolute: 0 }, slips: [] },
      0,
    );
    const given = ['2', '2', '1', '3', '4', '5', '6', '7'].map((text) => ({
      answer: text,
      verdict: text === '1' ? ('right' as const) : ('wrong' as const),
    }));
    expect(distribution(number, given)).toEqual([
      { answer: '1', count: 1, verdict: 'right' },
      { answer: '2', count: 2, verdict: 'wrong' },
      { answer: '3', count: 1, verdict: 'wrong' },
      { answer: '4', count: 1, verdict: 'wrong' },
      { answer: '5', count: 1, verdict: 'wrong' },
      { answer: '…', count: 2, verdict: 'wrong' },
    ]);
  });

  it('counts shares by whatever key', () => {
    const answers = [answer('u', 'a', 'right'), answer('v', 'a', 'wrong'), answer('u', 'b', 'self-right')];
    expect([...sharesBy(answers, ({ topic }) => topic)]).toEqual([
      ['loss', { right: 1, wrong: 1 }],
      ['rnn', { right: 1, wrong: 0 }],
    ]);
  });

  it('ranks fairly: equals share a rank, repeats count once, the hidden are not there', () => {
    const answers = [
      answer('zoe', 'a', 'right'),
      answer('zoe', 'a', 'right'),
      answer('amy', 'b', 'right'),
      answer('bob', 'a', 'wrong'),
      answer('kim', 'a', 'right'),
      answer('kim', 'b', 'self-right'),
      answer('shy', 'a', 'right'),
      answer('amy', 'a', 'wrong'),
    ];
    expect(leaderboard(answers, new Set(['shy']))).toEqual([
      { userId: 'kim', right: 2, wrong: 0, rank: 1 },
      { userId: 'amy', right: 1, wrong: 1, rank: 2 },
      { userId: 'zoe', right: 1, wrong: 0, rank: 2 },
      { userId: 'bob', right: 0, wrong: 1, rank: 4 },
    ]);
  });

  it('finds the question that most got wrong', () => {
    const answers = [
      answer('u', 'a', 'right'),
      answer('v', 'a', 'wrong', 'B'),
      answer('w', 'a', 'wrong', 'C'),
      answer('x', 'a', 'wrong', 'C'),
      answer('u', 'b', 'wrong', 'D'),
    ];
    expect(mostMissed(answers, 2)).toEqual({ questionId: 'a', share: { right: 1, wrong: 3 } });
    expect(mostMissed(answers, 1)?.questionId).toBe('b');
    expect(mostMissed([answer('u', 'a', 'right')], 1)).toBeUndefined();
  });
});
