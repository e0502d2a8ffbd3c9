/** The door of `formula/`: is a typed formula right, and if not, what is wrong with it? */
import { canonical, TooManyTerms } from './canon.ts';
import { diagnose } from './diagnose.ts';
import { evaluate } from './evaluate.ts';
import { FormulaFault } from './fault.ts';
import { functionsOf, type Node, showName, splitName, symbolsOf, withChildren } from './node.ts';
import { parse } from './parse.ts';
import { LONGEST_FORMULA, read } from './read.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { shapeOf } from './shape.ts';
import { spell } from './spelling.ts';
import { agrees, ShapeFault, transpose, type Value } from './value.ts';

export type FormulaVerdict = {
  readonly verdict: 'right' | 'wrong' | 'unreadable';
  /** Why not; empty when right. */
  readonly reasons: readonly Reason[];
  /** Remarks on a right answer. */
  readonly notes: readonly Reason[];
};

/** Seeds of the matrices that formulas are compared on. */
const DRAWS = [11, 23, 37];

/**
 * Compares by meaning. Never throws on what a user types.
 * @param target name on the left, e.g. `y1`
 * @param answers right formulas, the one to show first; a free activation in them is called f
 * @param text what was typed, at most 500 characters
 * @throws FormulaFault if a formula of `answers` cannot be read
 */
export function compareFormula(target: string, answers: readonly string[], text: string): FormulaVerdict {
  const name = nameOf(target);
  const expected = answers.map((answer) => read(answer, name).formula);
  if ([...text].length > LONGEST_FORMULA) return unreadable(tooLong());
  if (text.trim() === '') return unreadable(empty());
  try {
    return judge(expected, answers, elided(read(text, name).formula, expected));
  } catch (error) {
    if (error instanceof FormulaFault) return unreadable(error);
    throw error;
  }
}

/** The canonical name of a symbol as it is written in a question. */
export function nameOf(target: string): string {
  const node = parse(spell(target));
  if (node.kind !== 'symbol') throw new Error(`not a symbol: ${target}`);
  return node.name;
}

function judge(expected: readonly Node[], answers: readonly string[], given: Node): FormulaVerdict {
  const hit = expected.findIndex((formula) => means(formula, given));
  const matched = expected[hit];
  if (matched !== undefined) {
    return { verdict: 'right', reasons: [], notes: remarks(matched, expected, answers, given) };
  }
  const symbols = new Set(expected.flatMap((formula) => [...symbolsOf(formula)]).filter(isKnown));
  if (![...symbolsOf(given)].some(isKnown)) return unreadable(noSymbols([...symbols]));
  const timeless = withoutTime(given, symbols);
  if (timeless.length > 0) return { verdict: 'wrong', reasons: timeless, notes: [] };
  const reasons = whatIsWrong(expected, given);
  return { verdict: 'wrong', reasons: reasons.length > 0 ? reasons : [impossible(given)], notes: [] };
}

/** `δ_out` for `δ_outᵗ`: an omitted t is understood, an omitted number is not. */
function elided(node: Node, expected: readonly Node[]): Node {
  const timed = new Set(
    expected.flatMap((formula) => [...symbolsOf(formula)]).filter((s) => s.endsWith('@t')),
  );
  const inside = (part: Node): Node => {
    if (part.kind === 'symbol' && timed.has(`${part.name}@t`)) return { ...part, name: `${part.name}@t` };
    return withChildren(part, inside);
  };
  return inside(node);
}

/** Whether both give the same values; the free f takes every name that the given formula uses. */
function means(expected: Node, given: Node): boolean {
  const used = [...functionsOf(given)].map((fn) => fn.replace("'", '')).filter((fn) => fn !== 'exp');
  return ['f', ...used].some((fn) =>
    DRAWS.every((seed) => meansFor(expected, given, { seed, hiddenFunction: fn })),
  );
}

function meansFor(expected: Node, given: Node, draw: { seed: number; hiddenFunction: string }): boolean {
  const wanted = evaluate(expected, draw);
  const value = attempt(given, draw);
  return value !== undefined && (agrees(wanted, value) || agrees(wanted, transpose(value)));
}

/** The value, or undefined where shapes do not fit or a name means nothing. */
function attempt(given: Node, draw: { seed: number; hiddenFunction: string }): Value | undefined {
  try {
    return evaluate(given, draw);
  } catch (error) {
    if (error instanceof ShapeFault || error instanceof FormulaFault) return undefined;
    throw error;
  }
}

function isKnown(symbol: string): boolean {
  return shapeOf(symbol) !== undefined;
}

/** `s` where the question has s₀: which one is meant cannot be told. */
function withoutTime(given: Node, symbols: ReadonlySet<string>): Reason[] {
  const bases = new Map([...symbols].filter((s) => s.includes('@')).map((s) => [splitName(s).base, s]));
  return [...symbolsOf(given)].flatMap((s) => {
    const timed = bases.get(s);
    return timed === undefined ? [] : [say.timeMissing(s, timed)];
  });
}

/** The shortest list of differences from any of the right formulas. */
function whatIsWrong(expected: readonly Node[], given: Node): readonly Reason[] {
  try {
    const form = canonical(given);
    const lists = expected.map((formula) => diagnose(canonical(formula), form));
    return lists.reduce((best, list) => (cost(list) < cost(best) ? list : best));
  } catch (error) {
    if (error instanceof TooManyTerms) return [];
    throw error;
  }
}

/** Vague reasons weigh more, an empty list (no difference found) most. */
function cost(reasons: readonly Reason[]): number {
  if (reasons.length === 0) return Number.POSITIVE_INFINITY;
  const vague = /^(?:extra-term|term-missing|extra-bias|inner-missing|unknown-symbol)$/;
  return reasons.reduce((sum, reason) => sum + (vague.test(reason.code) ? 1.5 : 1), 0);
}

/** Forms are equal and values are not, or the form is too large: what evaluation stumbles over. */
function impossible(given: Node): Reason {
  try {
    evaluate(given, { seed: DRAWS[0] ?? 0, hiddenFunction: 'f' });
    return say.different();
  } catch (error) {
    if (error instanceof ShapeFault) return say.shapes();
    if (error instanceof FormulaFault) return { code: error.code, words: error.words };
    throw error;
  }
}

function remarks(
  matched: Node,
  expected: readonly Node[],
  answers: readonly string[],
  given: Node,
): Reason[] {
  const notes: Reason[] = [];
  const [first] = expected;
  const [shown] = answers;
  if (first !== undefined && shown !== undefined && matched !== first) {
    const known = symbolsOf(first);
    const left = [...symbolsOf(matched)].some((s) => shapeOf(s) !== undefined && !known.has(s));
    if (left) notes.push(say.writtenOut(shown));
  }
  const letters = biasLetters(given);
  const [letter] = letters;
  const biases = biasLetters(matched);
  if (biases.length === 2 && letters.length === 1 && letter !== undefined)
    notes.push(say.sameBiasLetter(letter));
  return notes;
}

/** Letters that are no symbols of the course. */
function biasLetters(node: Node): string[] {
  return [...symbolsOf(node)].filter((s) => shapeOf(s) === undefined && splitName(s).base !== '');
}

function unreadable(fault: FormulaFault): FormulaVerdict {
  return { verdict: 'unreadable', reasons: [{ code: fault.code, words: fault.words }], notes: [] };
}

function tooLong(): FormulaFault {
  return new FormulaFault('too-long', {
    ja: `式は ${LONGEST_FORMULA} 文字以内で書いてください。`,
    en: `Please write the formula in at most ${LONGEST_FORMULA} characters.`,
  });
}

function noSymbols(symbols: readonly string[]): FormulaFault {
  const list = symbols.map((s) => `\`${showName(s)}\``);
  return new FormulaFault('no-symbols', {
    ja: `問題の記号(${list.join('、')})を使った式を書いてください。`,
    en: `Write a formula with the symbols of the question: ${list.join(', ')}.`,
  });
}

function empty(): FormulaFault {
  return new FormulaFault('empty', { ja: '式を入力してください。', en: 'Please type a formula.' });
}
