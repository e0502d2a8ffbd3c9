/** What programs are told of an answer. */
import { expect, it } from 'vitest';
import { verdictData } from '../../src/answers/quiz.ts';
import { mark } from '../../src/quiz/mark.ts';
import { pose } from '../../src/quiz/pose.ts';
import type { Question } from '../../src/quiz/question.ts';

const both = (text: string) => ({ ja: `${text}です`, en: text });
const base = { id: 'q', topic: 'rnn', text: both('text'), explanation: both('because') };

/** The data of the first answer to a question. */
function told(question: Question, answer: string) {
  const posed = pose(question, 0);
  const asked = {
    id: 'q1',
    place: { platform: 'terminal', workspace: 'local', channel: 'room' },
    questionId: 'q',
    topic: 'rnn',
    seed: 0,
    origin: 'command',
    askedAt: 0,
    locale: 'en',
    print: null,
    userId: '',
    closedAt: null,
    message: null,
  } as const;
  return verdictData(
    { kind: 'counted', mark: mark(posed, answer, 'en'), standing: { asked, posed }, may: 'not-change' },
    'en',
  );
}

it('own words are neither right nor wrong until they have been rated', () => {
  const question: Question = { ...base, kind: 'own-words', model: both('model'), points: [both('point')] };
  expect(told(question, 'It remembers.')).toMatchObject({ verdict: 'self-rated', right: null, reasons: [] });
});

it('a number is right or wrong', () => {
  const question: Question = { ...base, kind: 'number', answer: 2, tolerance: { absolute: 0 }, slips: [] };
  expect(told(question, '2')).toMatchObject({ verdict: 'right', right: true });
  expect(told(question, '3')).toMatchObject({ verdict: 'wrong', right: false });
});
