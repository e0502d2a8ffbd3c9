/** Every question of the bank: valid, bilingual, answerable, unambiguous, fit for a chat. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Locale, Words } from '../../src/chat/locale.ts';
import { createExperimentCheck } from '../../src/command/experiment.ts';
import { loadCommands } from '../../src/command/load.ts';
import { COURSE } from '../../src/lessons/course.ts';
import { createBank } from '../../src/quiz/bank.ts';
import { readDeck } from '../../src/quiz/deck.ts';
import { deckJsonSchema } from '../../src/quiz/deck-schema.ts';
import { GENERATORS } from '../../src/quiz/generate/generators.ts';
import { mark } from '../../src/quiz/mark.ts';
import { type Posed, pose } from '../../src/quiz/pose.ts';
import { present } from '../../src/quiz/present.ts';
import { KINDS, type Question } from '../../src/quiz/question.ts';
import { TOPICS } from '../../src/quiz/topic.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { SETTINGS } from '../../src/rnn/settings.ts';
import { posed, rightSpellings } from './spellings.ts';

const folder = new URL('../../questions/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const decks = files.map((name) => readDeck(readFileSync(new URL(name, folder), 'utf8'), name));
const written = decks.flatMap((deck) => deck.questions);
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
const generated = GENERATORS.flatMap((generator) => SEEDS.map((seed) => generator.make(seed)));
const all = [...written, ...generated];
const locales: readonly Locale[] = ['ja', 'en'];
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** All sentences of a question; options and formulas may be the same in both languages. */
function sentences(question: Question): readonly Words[] {
  const options = posed(question).options;
  const whys = options.map((option) => option.why).filter((why) => why.en !== '' || why.ja !== '');
  const slips = question.kind === 'number' ? question.slips.map((slip) => slip.why) : [];
  const words = question.kind === 'own-words' ? [question.model, ...question.points] : [];
  return [question.text, ...whys, ...slips, ...words];
}

describe('the bank', () => {
  it('has at least 80 written questions and 15 generators, every topic and every kind', () => {
    expect(written.length).toBeGreaterThanOrEqual(80);
    expect(GENERATORS.length).toBeGreaterThanOrEqual(15);
    const bank = createBank(decks);
    expect(bank.topics.map(({ topic }) => topic)).toEqual(Object.keys(TOPICS));
    for (const { topic, count } of bank.topics) expect(count, topic).toBeGreaterThanOrEqual(6);
    expect(new Set(written.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });

  it('has no id twice', () => {
    const ids = [...written.map(({ id }) => id), ...GENERATORS.map(({ id }) => id)];
    expect(ids.length).toBe(new Set(ids).size);
  });

  it('asks both confirmation tests of the article in every sensible kind', () => {
    const kindOf = (id: string): string | undefined => written.find((question) => question.id === id)?.kind;
    expect(kindOf('confirmation-1')).toBe('choice');
    expect(kindOf('confirmation-1-words')).toBe('own-words');
    expect(kindOf('confirmation-2')).toBe('formula');
    expect(kindOf('confirmation-2-choice')).toBe('choice');
  });

  it('points editors to the schema, which is the one that decks are read with', async () => {
    for (const name of files) {
      const [first] = readFileSync(new URL(name, folder), 'utf8').split('\n');
      expect(first).toBe('# yaml-language-server: $schema=./deck.schema.json');
    }
    await expect(`${JSON.stringify(deckJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      fileURLToPath(new URL('deck.schema.json', folder)),
    );
  });
});

describe.each(written.map((question) => [question.id, question] as const))('%s', (_id, question) => {
  it('is written in Japanese and in English', () => {
    for (const words of sentences(question)) {
      expect(words.en.replace(/`[^`]*`/g, ''), words.en).not.toMatch(JAPANESE);
      const prose = words.ja.replace(/`[^`]*`/g, '').replace(/[\s。、.,\d=+×/()ₜᵗ⁻¹²≈]/g, '');
      if (prose.length > 6) expect(words.ja).toMatch(JAPANESE);
    }
    expect(question.text.ja).toMatch(JAPANESE);
  });

  it('takes its right answer in ten spellings', () => {
    const spellings = [...new Set(rightSpellings(posed(question)))];
    if (question.kind !== 'own-words') expect(spellings.length).toBeGreaterThanOrEqual(10);
    for (const spelling of spellings) {
      const { verdict, reasons } = mark(posed(question), spelling, 'en');
      expect({ spelling, verdict, reasons }).toEqual({ spelling, verdict: 'right', reasons: [] });
    }
  });

  it('rejects each wrong answer and says why', () => expectWrongRejected(posed(question)));
});

describe.each(GENERATORS.map((generator) => [generator.id, generator] as const))('%s', (id, generator) => {
  it('makes the same question from the same seed, and others from others', () => {
    expect(generator.make(5)).toEqual(generator.make(5));
    const texts = Array.from({ length: 40 }, (_, seed) => JSON.stringify(generator.make(seed)));
    expect(new Set(texts).size).toBeGreaterThan(8);
  });

  it('takes its right answers in ten spellings and rejects each wrong one, with its reason', () => {
    for (const seed of SEEDS) {
      const question = generator.make(seed);
      expect(question.id).toBe(id);
      expect(question.topic).toBe(generator.topic);
      const spellings = [...new Set(rightSpellings(posed(question)))];
      expect(spellings.length).toBeGreaterThanOrEqual(10);
      for (const spelling of spellings) {
        expect([spelling, mark(posed(question), spelling, 'ja').verdict]).toEqual([spelling, 'right']);
      }
      expectWrongRejected(posed(question));
    }
  });

  it('can be asked with hundreds of seeds', () => {
    for (let seed = 0; seed < 300; seed++) expect(generator.make(seed * 7919 + 13).id).toBe(id);
  });
});

function expectWrongRejected(question: Posed): void {
  for (const { answer, code } of wrongAnswers(question)) {
    const { verdict, reasons } = mark(question, answer, 'en');
    expect({ answer, verdict }).toEqual({ answer, verdict: 'wrong' });
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) {
      expect(reason.words.ja).not.toBe('');
      expect(reason.words.en).not.toBe('');
    }
    if (code !== undefined) expect(reasons.map((reason) => reason.code)).toContain(code);
  }
}

/** Every way to be wrong that a question knows of. */
function wrongAnswers({ question, options }: Posed): { answer: string; code?: string }[] {
  const right = options.filter((option) => option.verdict === 'right').map(({ letter }) => letter);
  switch (question.kind) {
    case 'choice':
    case 'picture':
    case 'code':
      return options
        .filter((option) => option.verdict === 'wrong')
        .flatMap(({ letter, text }) => [
          { answer: letter, code: 'wrong-option' },
          { answer: text.en, code: 'wrong-option' },
        ]);
    case 'several':
      return [
        ...options
          .filter((option) => option.verdict === 'wrong')
          .map(({ letter }) => ({ answer: [...right, letter].join(' '), code: 'wrongly-chosen' })),
        ...right
          .filter(() => right.length > 1)
          .map((left) => ({ answer: right.filter((letter) => letter !== left).join(' '), code: 'left-out' })),
      ];
    case 'order': {
      const order = [...options].sort((a, b) => a.place - b.place).map(({ letter }) => letter);
      return order.slice(1).map((_, i) => {
        const swapped = [...order];
        [swapped[i], swapped[i + 1]] = [order[i + 1] ?? '', order[i] ?? ''];
        return { answer: swapped.join(' '), code: 'order' };
      });
    }
    case 'number':
      return [
        ...question.slips.map(({ value, code }) => ({ answer: String(value), code })),
        { answer: String(question.answer * 3 + 100) },
      ];
    case 'formula':
      return [{ answer: `${question.target} = W_in` }, { answer: `${question.target} = ε H` }];
    case 'own-words':
      return [];
  }
}

describe('what a chat can show', () => {
  it.each(locales)('fits: text, labels and fields (%s)', (locale) => {
    for (const question of all) {
      const shown = present(posed(question), locale);
      expect(shown.text.length, question.id).toBeLessThanOrEqual(1500);
      expect(shown.text, question.id).not.toContain('…\n');
      for (const { label } of shown.options) expect(label.length, question.id).toBeLessThanOrEqual(75);
      expect(shown.options.length).toBeLessThanOrEqual(8);
      if (shown.answerBy === 'form') expect(shown.field?.label.length).toBeLessThanOrEqual(45);
      else expect(shown.options.length, question.id).toBeGreaterThan(1);
      if (question.kind === 'picture') expect(shown.picture).toEqual(question.picture);
    }
  });

  it('says all that follows an answer within 1,900 characters', () => {
    for (const question of all) {
      for (const locale of locales) {
        const { explanation, correct } = mark(posed(question), 'A', locale);
        const longest = Math.max(0, ...posed(question).options.map(({ why }) => why[locale].length));
        expect(explanation.length + correct.length + longest, question.id).toBeLessThan(1700);
      }
    }
  });

  it('pairs every backquote, so that no markup runs on', () => {
    for (const question of all) {
      for (const words of [...sentences(question), question.explanation]) {
        for (const locale of locales) expect(words[locale].split('`').length % 2, words[locale]).toBe(1);
      }
    }
  });
});

describe('nothing gives the answer away', () => {
  const choices = written.filter((question) => question.kind === 'choice' || question.kind === 'picture');

  it.each(locales)('the right option is not systematically the longest, nor the shortest (%s)', (locale) => {
    const count = (stands: (right: number, wrong: readonly number[]) => boolean): number =>
      choices.filter(({ right, wrong }) =>
        stands(
          right[locale].length,
          wrong.map(({ text }) => text[locale].length),
        ),
      ).length / choices.length;
    // By chance one in three or four.
    expect(count((right, wrong) => right > Math.max(...wrong))).toBeLessThan(0.36);
    expect(count((right, wrong) => right < Math.min(...wrong))).toBeLessThan(0.36);
  });

  it('every letter is right about equally often', () => {
    const four = choices.filter(({ wrong }) => wrong.length === 3);
    const counts = new Map<string, number>();
    for (const question of four) {
      for (let seed = 0; seed < 40; seed++) {
        const letter = pose(question, seed).options.find(({ verdict }) => verdict === 'right')?.letter ?? '?';
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
      }
    }
    const expected = (four.length * 40) / 4;
    expect([...counts.keys()].sort()).toEqual(['A', 'B', 'C', 'D']);
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.15);
  });

  it('no order question is shown in its right order', () => {
    for (const question of written.filter(({ kind }) => kind === 'order')) {
      for (let seed = 0; seed < 200; seed++) {
        const places = pose(question, seed).options.map(({ place }) => place);
        expect(places).not.toEqual([...places].sort((a, b) => a - b));
      }
    }
  });
});

describe('"Run it"', () => {
  const commands = all.flatMap((question) => [
    ...(question.experiment === undefined ? [] : [question.experiment]),
    ...posed(question).options.flatMap(({ experiment }) => (experiment === undefined ? [] : [experiment])),
  ]);

  it('names what a deck may offer, and trainings with settings in range', async () => {
    const definitions = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
    const check = createExperimentCheck(definitions);
    expect(commands.length).toBeGreaterThan(40);
    for (const page of COURSE) check(page.experiment.command);
    for (const command of commands) {
      check(command);
      const [name, ...words] = command.split(' ');
      if (name !== '/train') continue;
      for (const word of words) {
        const [key = '', value = ''] = word.split('=');
        expect(Object.keys(DEFAULTS), command).toContain(key);
        const row = Object.entries(SETTINGS).find(([named]) => named === key)?.[1];
        if (row !== undefined && row.kind !== 'word') {
          expect(Number(value)).toBeGreaterThanOrEqual(row.min);
          expect(Number(value)).toBeLessThanOrEqual(row.max);
        }
      }
    }
  });

  it('and the guide for authors names every command that a deck may offer', async () => {
    const definitions = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
    const offered = definitions.filter(({ experiment }) => experiment === 'offered');
    const guide = readFileSync(new URL('README.md', folder), 'utf8');
    const [, sentence = ''] = /An experiment is (.*?), with options/s.exec(guide) ?? [];
    const named = [...sentence.matchAll(/`\/([a-z]+)`/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(offered.map(({ shape }) => shape.name).sort());
  });
});
