/** What a question asks to be rounded may be rounded: every generator, a thousand seeds. */
import { describe, expect, it } from 'vitest';
import { GENERATORS } from '../../src/quiz/generate/generators.ts';
import { mark } from '../../src/quiz/mark.ts';
import { pose } from '../../src/quiz/pose.ts';
import type { NumberQuestion } from '../../src/quiz/question.ts';

const SEEDS = Array.from({ length: 1000 }, (_, seed) => seed);

/** Rounds as the question's own text demands; undefined where it demands nothing. */
function demanded(question: NumberQuestion): ((value: number) => string) | undefined {
  const digits = /有効数字 (\d) 桁/.exec(question.text.ja)?.[1];
  const decimals = /小数第 (\d) 位/.exec(question.text.ja)?.[1];
  if (digits !== undefined) return (value) => value.toPrecision(Number(digits));
  if (decimals !== undefined) return (value) => value.toFixed(Number(decimals));
  return undefined;
}

const rounded = GENERATORS.filter(({ make }) => {
  const question = make(0);
  return question.kind === 'number' && demanded(question) !== undefined;
});

describe.each(rounded.map((generator) => [generator.id, generator] as const))('%s', (_, { make }) => {
  it('takes the answer rounded as asked, and knows each slip rounded alike', () => {
    const faults = SEEDS.flatMap((seed) => {
      const question = make(seed);
      const round = question.kind === 'number' ? demanded(question) : undefined;
      if (question.kind !== 'number' || round === undefined) return [`seed ${seed} demands nothing`];
      const posed = pose(question, 0);
      const right = mark(posed, round(question.answer), 'en').verdict === 'right';
      const unknown = question.slips.filter(({ code, value }) => {
        const { verdict, reasons } = mark(posed, round(value), 'en');
        return verdict !== 'wrong' || reasons[0]?.code !== code;
      });
      return [
        ...(right ? [] : [`seed ${seed}: ${round(question.answer)}`]),
        ...unknown.map(({ code }) => `seed ${seed}: ${code}`),
      ];
    });
    expect(faults).toEqual([]);
  });
});

it('asks six generators for rounded answers', () => {
  expect(rounded.length).toBe(6);
});
