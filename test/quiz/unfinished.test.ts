/** Answers that stop early, and equations beside an answer: what counts, and what is never taken for right. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDeck } from '../../src/quiz/deck.ts';
import { mark } from '../../src/quiz/mark.ts';
import { posed } from './spellings.ts';

const folder = new URL('../../questions/', import.meta.url);
const questions = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => readDeck(readFileSync(new URL(name, folder), 'utf8'), name).questions);

function marked(id: string, answer: string) {
  const question = questions.find((one) => one.id === id);
  if (question === undefined) throw new Error(`no question ${id}`);
  const { verdict, reasons } = mark(posed(question), answer, 'en');
  return [verdict, reasons.map(({ code }) => code)];
}

const FULL = 'y1 = g(W_out (W s0 + W_in x1 + b) + c)';
const HALF = 'y1 = g(W_out s1 + c)';
const S1 = 's1 = W s0 + W_in x1 + b';

describe('a half answer is unfinished', () => {
  it.each([
    ['confirmation-2', HALF, ['still-open']],
    ['confirmation-2', 'y1 = g(v1)', ['still-open']],
    ['confirmation-2', 'y1 = g(v1), v1 = W_out s1 + c', ['still-open']],
    ['confirmation-2', `${HALF}, s1 = f(u1)`, ['still-open']],
    ['confirmation-2', 'y1 = g(W_out f(u1) + c)', ['still-open']],
    ['confirmation-2', 'y1 = g(W_out^T s1 + c)', ['still-open']],
    ['confirmation-2', `${HALF}, s1 = s1`, ['still-open', 'circular']],
    ['confirmation-2', `${HALF}, s1 = s2, s2 = s1`, ['still-open', 'circular']],
    ['confirmation-2', `${HALF}, x1 = s0`, ['still-open', 'given-already']],
    ['confirmation-2', `${HALF}, s0 = W x1 + b`, ['still-open', 'given-already']],
    ['confirmation-2', `${HALF}, W = W_in`, ['still-open', 'given-already']],
    ['confirmation-2-state', 's1 = f(u1)', ['still-open']],
    ['confirmation-2-next', 'y2 = g(W_out s2 + c)', ['still-open']],
    ['confirmation-2-next', 'y2 = g(W_out f(u2) + c)', ['still-open']],
    ['forward-output-formula', 'y_t = g(v_t)', ['still-open']],
    ['forward-output-formula', 'y = g(v)', ['still-open']],
  ])('%s ← %s', (id, answer, codes) => {
    expect(marked(id, answer)).toEqual(['unfinished', ['unfinished', ...codes]]);
  });
});

describe('a whole answer is right', () => {
  it.each([
    ['confirmation-2', FULL],
    ['confirmation-2', `${HALF}, ${S1}`],
    ['confirmation-2', `${HALF}, s1 = f(W s0 + W_in x1 + b)`],
    ['confirmation-2', `${HALF}, s1 = f(u1), u1 = W s0 + W_in x1 + b`],
    ['confirmation-2', `${HALF}, s1 = f(u1) = f(W s0 + W_in x1 + b)`],
    ['confirmation-2', `${HALF}\n${FULL}`],
    ['confirmation-2', `${FULL}\n${HALF}`],
    ['confirmation-2', 'y1 = g(v1) = g(W_out s1 + c) = g(W_out (W s0 + W_in x1 + b) + c)'],
    ['confirmation-2', `${FULL}, ${S1}`],
    ['confirmation-2', `${FULL}, s1 = f(u1)`],
    ['confirmation-2', 'y1 = g(W_out h1 + c), h1 = W s0 + W_in x1 + b'],
    ['confirmation-2-next', 'y2 = g(W_out s2 + c), s2 = W s1 + W_in x2 + b'],
    ['forward-output-formula', 'y = g(v), v = W_out z + c'],
    ['forward-output-formula', 'y_t = g(W_out z_t + c), z_t = f(u_t)'],
    ['forward-hidden-formula', 'u_t = W_in x_t + W z_{t-1} + b, z_0 = 0'],
    ['bptt-delta-out-formula', "δ_out_t = ∂E/∂v_t\nδ_out_t = (y_t - d_t) g'(v_t)"],
    ['bptt-delta-out-formula', "δ_out = (y - d) g'(v), y = g(v)"],
    ['bptt-delta-out-formula', "δ_out_t = ∂E/∂v_t = ∂E/∂y_t ∂y_t/∂v_t = (y_t - d_t) g'(v_t)"],
  ])('%s ← %s', (id, answer) => {
    expect(marked(id, answer)).toEqual(['right', []]);
  });
});

describe('what contradicts it, or says nothing, keeps a whole answer from being right', () => {
  it.each([
    [`${FULL}, s1 = s1`, 'unreadable', ['circular']],
    [`${FULL}, y1 = y1`, 'unreadable', ['circular']],
    [`${FULL}, y1 = W x2`, 'unreadable', ['beyond']],
    [`${HALF}, s1 = W x2, ${S1}`, 'unreadable', ['contradiction']],
    [`${FULL}, x1 = x1`, 'unreadable', ['given-already']],
    [`${FULL}, x1 = s0`, 'unreadable', ['given-already']],
    [`${FULL}, s0 = W x1`, 'unreadable', ['given-already']],
    [`${HALF}, ${S1}, s0 = W x1`, 'unreadable', ['given-already']],
    [`${HALF}, s1 = W x1 + b, ${S1}`, 'unreadable', ['contradiction']],
    [`${HALF}, ${S1}, h1 = W x1`, 'unreadable', ['not-needed']],
    [`${FULL}, g = sigmoid, g = tanh`, 'unreadable', ['contradiction']],
    [`${FULL}, s1 = W s0 + b`, 'wrong', ['beside', 'input-missing']],
    [`${FULL}, s1 = W x1 + W_in s0 + b`, 'wrong', ['beside', 'weights-swapped']],
    [`${FULL}\ny1 = g(W_out (W s0 + b) + c)`, 'wrong', ['input-missing']],
    ['y1 = W_out s1 + c = g(W_out (W s0 + W_in x1 + b) + c)', 'wrong', ['outer-missing']],
  ])('%s', (answer, verdict, codes) => {
    expect(marked('confirmation-2', answer)).toEqual([verdict, codes]);
  });
});

describe('a half answer that is wrong', () => {
  it.each([
    ['y1 = g(W_in s1 + c)', ['other-weight']],
    ['y1 = W_out s1 + c', ['outer-missing']],
    ['y1 = g(W_out s1)', ['bias-missing']],
    ['y1 = g(W_out s1 + c), s1 = W_in x1 + b', ['recurrent-missing']],
  ])('is wrong: %s', (answer, codes) => {
    expect(marked('confirmation-2', answer)).toEqual(['wrong', codes]);
  });
});

describe('the steps of a deck', () => {
  const deck = (rest: string): string =>
    `deck: mine\ntitle: mine\nquestions:\n  - { id: q, kind: formula, topic: rnn, text: t, explanation: e, target: y1, ${rest} }\n`;

  it('may be left out, as in decks that were written before', () => {
    const [question] = readDeck(deck(`answers: ["${FULL}", "${HALF}"]`), 'mine.yaml').questions;
    if (question === undefined) throw new Error('no question');
    expect(mark(posed(question), HALF, 'en').verdict).toBe('right');
    expect(mark(posed(question), `${HALF}, x1 = s0`, 'en').verdict).toBe('unreadable');
    expect(mark(posed(question), `${HALF}, s1 = s1`, 'en').verdict).toBe('unreadable');
  });

  it.each([
    [
      `answers: ["${FULL}", "${HALF}"], steps: ["${S1}"]`,
      'This formula stops at a quantity that is one of steps',
    ],
    [
      `answers: ["${FULL}"], steps: ["s1 = W z0 + b"]`,
      'z₀ in the formula for s₁ is neither in the first of answers',
    ],
    [`answers: ["${FULL}"], steps: ["v1 = W_out s1 + c", "${S1}"]`, 's₁ in the formula for v₁ is neither'],
    [`answers: ["${FULL}"], steps: ["W s0 + b"]`, 'Write `W s0 + b` as "name = formula".'],
    [`answers: ["${FULL}"], steps: ["s1 = W ("]`, 'A formula cannot be read'],
  ])('are checked: %s', (rest, sentence) => {
    expect(() => readDeck(deck(rest), 'mine.yaml')).toThrow(sentence);
  });
});
