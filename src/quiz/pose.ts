/** A question as it is asked: its options in an order that the seed decides, with their letters. */
import type { Words } from '../chat/locale.ts';
import { createChance } from './chance.ts';
import type { Question } from './question.ts';

/** What may be chosen. `place` is the option's place in the right order (order questions), else 0. */
export type Option = {
  /** `A`, `B`, …; for lines of code `1`, `2`, …. */
  readonly letter: string;
  readonly text: Words;
  readonly verdict: 'right' | 'wrong';
  readonly place: number;
  /** Why it is wrong, or why it is right; empty where there is nothing to say beyond the explanation. */
  readonly why: Words;
  readonly experiment?: string;
};

/** A question with its options as they were shown. The same question and seed give the same. */
export type Posed = {
  readonly question: Question;
  readonly seed: number;
  /** Empty for number, formula and own-words. */
  readonly options: readonly Option[];
};

const NOTHING: Words = { ja: '', en: '' };

type Loose = Omit<Option, 'letter'>;

/** Asks a question: shuffles its options (lines of code stay in place). */
export function pose(question: Question, seed: number): Posed {
  return { question, seed, options: optionsOf(question, seed) };
}

function optionsOf(question: Question, seed: number): Option[] {
  switch (question.kind) {
    case 'choice':
    case 'picture': {
      const right: Loose = { text: question.right, verdict: 'right', place: 0, why: NOTHING };
      return shuffled(question.id, seed, [right, ...question.wrong.map(wrongOption)]);
    }
    case 'several': {
      const right = question.right.map((option): Loose => ({ ...option, verdict: 'right', place: 0 }));
      return shuffled(question.id, seed, [...right, ...question.wrong.map(wrongOption)]);
    }
    case 'order': {
      const steps = question.steps.map((step, place): Loose => ({ ...step, verdict: 'right', place }));
      return disordered(question.id, seed, steps);
    }
    case 'code':
      return question.lines.map((line, i) => ({
        letter: String(i + 1),
        text: { ja: line.code, en: line.code },
        verdict: line.kind === 'wrong' ? 'right' : 'wrong',
        place: 0,
        why: line.why,
      }));
    case 'number':
    case 'formula':
    case 'own-words':
      return [];
  }
}

function wrongOption(wrong: { text: Words; why: Words; experiment?: string }): Loose {
  return { ...wrong, verdict: 'wrong', place: 0 };
}

function shuffled(id: string, seed: number, options: readonly Loose[]): Option[] {
  return lettered(createChance(seed, id).shuffled(options));
}

/** Shuffled, but never in the right order already: that would be no question. */
function disordered(id: string, seed: number, steps: readonly Loose[]): Option[] {
  const order = createChance(seed, id).shuffled(steps);
  const sorted = order.every((step, i) => step.place === i);
  return lettered(sorted ? [...order.slice(1), ...order.slice(0, 1)] : order);
}

function lettered(options: readonly Loose[]): Option[] {
  return options.map((option, i) => ({ ...option, letter: String.fromCharCode(65 + i) }));
}
