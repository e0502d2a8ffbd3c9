/** Why a formula is wrong: the mistakes if they can be named for certain, else an example in numbers. */
import { evaluate } from './evaluate.ts';
import { FormulaFault } from './fault.ts';
import { SHAPES } from './meaning.ts';
import { type Node, splitName, symbolsOf } from './node.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { type Derived, sample } from './sample.ts';
import { findSlips } from './slips.ts';
import { swappedWeights, turnedWeights } from './transposes.ts';
import { ShapeFault } from './value.ts';

/** `s` where the question has s₀: which one is meant cannot be told. */
export function withoutTime(given: Node, symbols: ReadonlySet<string>): Reason[] {
  const bases = new Map([...symbols].filter((s) => s.includes('@')).map((s) => [splitName(s).base, s]));
  return [...symbolsOf(given)].flatMap((s) => {
    const timed = bases.get(s);
    return timed === undefined ? [] : [say.timeMissing(s, timed)];
  });
}

/**
 * @param expected right formulas
 * @param given what was typed, quantities on the way written out
 * @param target canonical name on the left
 * @param derived those quantities
 */
export function whatIsWrong(
  expected: readonly Node[],
  given: Node,
  target: string,
  derived: Derived = new Map(),
): readonly Reason[] {
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
      return [sample(expected, given, derived)];
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
