/** Files that are decks, or nearly. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { oddText } from '../support/odd-text.ts';
import { mutated } from './mutate.ts';

/** A file as a teacher chooses it. */
export type DeckFile = { readonly name: string; readonly text: string };

const CSV = `id,topic,text,right,wrong1,why1,wrong2,why2,explanation,experiment
gates,rnn,"How many gates, ""LSTM""?",3,2,No.,1,No.,Three.,
sign,loss,Which sign?,minus,plus,No.,none,No.,It goes down.,/train iterations=2
`;
const YAML = `deck: mine
title: { ja: 私の, en: Mine }
topics: { own: { ja: 自分の, en: Own } }
questions:
  - { id: a1, kind: choice, topic: own, text: Which?, right: this, wrong: [{ text: that, why: No. }], explanation: So. }
  - { id: a2, kind: several, topic: rnn, text: t, right: [{ text: a, why: w }], wrong: [{ text: b, why: w }], explanation: e }
  - { id: a3, kind: number, topic: rnn, text: t, answer: 4, tolerance: { absolute: 0.5 }, unit: s, explanation: e }
  - { id: a4, kind: formula, topic: rnn, text: t, target: y1, answers: ['g(W_out * z1 + c)'], explanation: e }
  - { id: a5, kind: order, topic: rnn, text: t, steps: [{ text: a, why: w }, { text: b, why: w }, { text: c, why: w }], explanation: e }
  - { id: a6, kind: code, topic: rnn, text: t, lines: [{ kind: right, code: x = 1, why: w }, { kind: wrong, code: y, fix: z, why: w }], explanation: e }
  - { id: a7, kind: own-words, topic: rnn, text: t, model: m, points: [p], explanation: e }
`;

/** What takes a parser long, or much memory. */
const bombs = fc.oneof(
  fc.integer({ min: 1, max: 60_000 }).map((count) => `deck: ${'['.repeat(count)}`),
  fc.integer({ min: 1, max: 4_000 }).map((count) => '- '.repeat(count)),
  fc
    .integer({ min: 1, max: 8_000 })
    .map((count) => Array.from({ length: count }, (_, i) => `k${i}: v`).join('\n')),
  fc.integer({ min: 1, max: 30 }).map((depth) => {
    const rows = Array.from({ length: depth }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
    return ['a0: &a0 x', ...rows].join('\n');
  }),
  fc.integer({ min: 1, max: 2_000 }).map((count) => `a: &a { <<: *a, b: ${'{ c: '.repeat(count)}`),
  fc.integer({ min: 1, max: 5_000 }).map((count) => `id,topic\n${'"'.repeat(count)}\n`),
);

export async function deckFiles(): Promise<fc.Arbitrary<DeckFile>> {
  const builtIn = await readFile(new URL('../../questions/bptt.yaml', import.meta.url), 'utf8');
  const text = fc.oneof(
    { weight: 16, arbitrary: mutated(fc.constant(YAML)) },
    { weight: 12, arbitrary: mutated(fc.constant(CSV)) },
    { weight: 1, arbitrary: mutated(fc.constant(builtIn)) },
    { weight: 1, arbitrary: bombs },
    { weight: 1, arbitrary: oddText(200) },
  );
  const name = fc.oneof(
    fc.constantFrom('deck.yaml', 'deck.csv', '第3回 小テスト.csv', 'd.yml'),
    mutated(fc.constantFrom('deck.yaml', 'deck.csv'), 40),
  );
  return fc
    .record({ name, text })
    .map((file) =>
      file.text.includes('\nquestions') && file.name === 'deck.csv' ? { ...file, name: 'deck.yaml' } : file,
    )
    .map((file) =>
      file.text.startsWith('id,topic') && /ya?ml$/.test(file.name) ? { ...file, name: 'deck.csv' } : file,
    );
}
