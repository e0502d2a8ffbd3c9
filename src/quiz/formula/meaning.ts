/** Whether two formulas mean the same: their values agree for several draws of all symbols. */
import { type Draw, evaluate } from './evaluate.ts';
import { FormulaFault } from './fault.ts';
import { functionsOf, type Node } from './node.ts';
import { agrees, ShapeFault, transpose, type Value } from './value.ts';

/** Seeds of the matrices that formulas are compared on. */
const DRAWS = [11, 23, 37];
/** For questions of shape any draw will do. */
export const SHAPES: Draw = { seed: 11, hiddenFunction: 'f' };

/** The right formula that means the same as the given one. */
export function match(expected: readonly Node[], given: Node): Node | undefined {
  return expected.find((formula) => means(formula, given));
}

/** Whether both give the same values; the free f takes every name that the given formula uses. */
export function means(expected: Node, given: Node): boolean {
  const used = [...functionsOf(given)].map((fn) => fn.replace("'", '')).filter((fn) => fn !== 'exp');
  return ['f', ...used].some((fn) =>
    DRAWS.every((seed) => meansFor(expected, given, { seed, hiddenFunction: fn })),
  );
}

function meansFor(expected: Node, given: Node, draw: { seed: number; hiddenFunction: string }): boolean {
  const wanted = attempt(expected, draw);
  const value = attempt(given, draw);
  return (
    wanted !== undefined && value !== undefined && (agrees(wanted, value) || agrees(wanted, transpose(value)))
  );
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
