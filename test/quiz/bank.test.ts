/** The bank: all questions that can be asked, by name and topic. */
import { describe, expect, it } from 'vitest';
import { createBank } from '../../src/quiz/bank.ts';
import type { Deck, Question } from '../../src/quiz/question.ts';

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
