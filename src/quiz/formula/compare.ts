/** The door of `formula/`: is a typed formula right, and if not, what is wrong with it? */

import { elementwise } from './elementwise.ts';
import { evaluate } from './evaluate.ts';
import { FormulaFault } from './fault.ts';
import { match, SHAPES } from './meaning.ts';
import * as tell from './mistake.ts';
import { type Node, showName, splitName, symbolsOf, withChildren } from './node.ts';
import { parse } from './parse.ts';
import { LONGEST_FORMULA, read } from './read.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { sample } from './sample.ts';
import { shapeOf } from './shape.ts';
import { findSlips } from './slips.ts';
import { spell } from './spelling.ts';
import { swappedWeights, transposes, turnedWeights } from './transposes.ts';
import { ShapeFault } from './value.ts';

export type FormulaVerdict = {
  readonly verdict: 'right' | 'wrong' | 'unreadable';
  /** Why not; empty when right. */
  readonly reasons: readonly Reason[];
  /** Remarks on a right answer. */
  readonly notes: readonly Reason[];
};

/** What is asked for. */
type Right = {
  readonly expected: readonly Node[];
  readonly answers: readonly string[];
  readonly target: string;
};

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
    const typed = elided(read(sized(text, expected), name).formula, expected);
    return judge({ expected, answers, target: name }, typed);
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

function judge(right: Right, typed: Node): FormulaVerdict {
  const { expected, answers, target } = right;
  const given = elementwise(typed, SHAPES, 'at-stars');
  const matched = match(expected, given);
  if (matched !== undefined) return correct(remarks(matched, expected, answers, given));
  const beside = match(expected, elementwise(typed, SHAPES, 'anywhere'));
  if (beside !== undefined) return correct([tell.meantElementwise()]);
  const symbols = new Set(expected.flatMap((formula) => [...symbolsOf(formula)]).filter(isKnown));
  if (![...symbolsOf(given)].some(isKnown)) return unreadable(noSymbols([...symbols]));
  const timeless = withoutTime(given, symbols);
  if (timeless.length > 0) return wrong(timeless);
  const turned = transposes(expected, typed);
  if (turned === 'all') return correct([tell.allTransposed()]);
  if (turned === 'some') return wrong([tell.transposeNone()]);
  return wrong(whatIsWrong(expected, given, target));
}

const correct = (notes: readonly Reason[]): FormulaVerdict => ({ verdict: 'right', reasons: [], notes });
const wrong = (reasons: readonly Reason[]): FormulaVerdict => ({ verdict: 'wrong', reasons, notes: [] });

/** A small h for H, where the question has only H. */
function sized(text: string, expected: readonly Node[]): string {
  const symbols = expected.flatMap((formula) => [...symbolsOf(formula)]);
  if (!symbols.includes('H') || symbols.some((name) => splitName(name).base === 'h')) return text;
  return text.replace(/(?<![A-Za-zａ-ｚＡ-Ｚ])[hｈ](?![A-Za-zａ-ｚＡ-Ｚ])/g, 'H').replace(/個[。.]?\s*$/, '');
}

/** `δ_out` for `δ_outᵗ`: an omitted t is understood, an omitted number is not. η and α are learning rates, too. */
function elided(node: Node, expected: readonly Node[]): Node {
  const timed = new Set(
    expected.flatMap((formula) => [...symbolsOf(formula)]).filter((s) => s.endsWith('@t')),
  );
  const rate = expected.some((formula) => symbolsOf(formula).has('ε'));
  const inside = (part: Node): Node => {
    if (part.kind === 'symbol' && timed.has(`${part.name}@t`)) return { ...part, name: `${part.name}@t` };
    if (part.kind === 'symbol' && rate && /^[ηα]$/.test(part.name)) return { ...part, name: 'ε' };
    return withChildren(part, inside);
  };
  return inside(node);
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

/** The mistakes if they can be named for certain; else an example in numbers. */
function whatIsWrong(expected: readonly Node[], given: Node, target: string): readonly Reason[] {
  const slips = findSlips(expected, given, target);
  switch (slips.kind) {
    case 'mistakes':
      return slips.reasons;
    case 'same-numbers': {
      const turned = turnedWeights(expected, given);
      if (turned.length > 0) return turned;
      return [swappedWeights(expected, given) ?? impossible(given)];
    }
    case 'none': {
      const fault = faultOf(given);
      if (fault instanceof FormulaFault) return [{ code: fault.code, words: fault.words }];
      return [sample(expected, given)];
    }
  }
}

/** As numbers both are the same, as matrices they are not: what evaluation stumbles over. */
function impossible(given: Node): Reason {
  const fault = faultOf(given);
  if (fault instanceof ShapeFault) return say.shapes();
  if (fault instanceof FormulaFault) return { code: fault.code, words: fault.words };
  return say.different();
}

function faultOf(given: Node): ShapeFault | FormulaFault | undefined {
  try {
    evaluate(given, SHAPES);
    return undefined;
  } catch (error) {
    if (error instanceof ShapeFault || error instanceof FormulaFault) return error;
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
