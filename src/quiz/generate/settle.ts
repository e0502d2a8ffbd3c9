/** Makes generated questions fair: numbers are drawn again until every known mistake leads to another answer. */
import type { Words } from '../../chat/locale.ts';
import { type Chance, createChance } from '../chance.ts';
import { allowance } from '../number.ts';
import type { NumberQuestion, Question, Slip, Tolerance } from '../question.ts';

/** Draws before a generator is held to be broken. */
const MOST_DRAWS = 500;

/**
 * The first question that `draw` accepts. The draws depend on the id and the seed only.
 * @throws Error if 500 draws gave none: a bug in the generator
 */
export function settle<Q extends Question>(
  id: string,
  seed: number,
  draw: (chance: Chance) => Q | undefined,
): Q {
  for (let attempt = 0; attempt < MOST_DRAWS; attempt++) {
    const question = draw(createChance(seed, `${id}/${attempt}`));
    if (question !== undefined) return question;
  }
  throw new Error(`${id} finds no question for seed ${seed}`);
}

/**
 * Takes every value rounded to two significant digits, of the answer and of the slips: half a unit of the second
 * digit is at most 5 % (1.05 → 1.0 or 1.1), and 1 % is left for numbers that were shown rounded.
 */
export const TWO_DIGITS: Tolerance = { relative: 0.06 };

/** A mistake that a learner may make, and the number it leads to. */
export function slip(code: string, value: number, ja: string, en: string): Slip {
  return { code, value, why: { ja, en } };
}

type Parts = {
  readonly id: string;
  readonly topic: string;
  readonly text: Words;
  readonly answer: number;
  readonly tolerance: Tolerance;
  readonly unit?: Words;
  readonly slips: readonly Slip[];
  readonly explanation: Words;
  readonly experiment?: string;
};

/**
 * A number question, or undefined if a slip could be taken for the answer or for another slip, or the answer
 * is so small (below 0.005, unless whole) that rounding on the way would spoil it.
 */
export function numberQuestion(parts: Parts): NumberQuestion | undefined {
  const { answer, tolerance, slips } = parts;
  if (!Number.isInteger(answer) && Math.abs(answer) < 0.005) return undefined;
  const values = [answer, ...slips.map(({ value }) => value)];
  if (!values.every(Number.isFinite)) return undefined;
  for (const [i, value] of values.entries()) {
    const apart = 2 * allowance(value, tolerance) + Math.abs(value) * 0.01;
    if (values.some((other, j) => j !== i && Math.abs(other - value) <= apart)) return undefined;
  }
  return { kind: 'number', ...parts };
}

/** A number in a text: `0.5`, `−0.25`, at most `digits` decimals. */
export function shown(value: number, digits = 4): string {
  const text = String(Number(value.toFixed(digits)));
  return text === '-0' ? '0' : text.replace('-', '−');
}

/** A number after + or − in a sum: ` + 0.5`, ` − 0.25`. */
export function added(value: number): string {
  return value < 0 ? ` − ${shown(-value)}` : ` + ${shown(value)}`;
}

/** Numbers side by side under one another, each `width` wide. */
export function row(values: readonly (number | string)[], width = 5): string {
  return values.map((value) => (typeof value === 'number' ? shown(value) : value).padStart(width)).join(' ');
}

/** A negative number in brackets, for products. */
export function factor(value: number): string {
  return value < 0 ? `(${shown(value)})` : shown(value);
}
