/** What is said of one term of a sum: it is missing, it is too much, its sign or factor is wrong. */
import { BIAS, type Term } from './canon.ts';
import { splitName } from './node.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { shapeOf } from './shape.ts';

/** Of two terms with the same factors. */
export function coefficient(wanted: Term, given: Term): Reason {
  const bias = wanted.factors.at(-1)?.key === BIAS;
  if (bias && Math.abs(given.coefficient) > 1) return say.extraBias();
  return wanted.coefficient === -given.coefficient
    ? say.sign(showTerm(wanted))
    : say.factor(showTerm(wanted));
}

/** Of a term that is nowhere. */
export function missingTerm(term: Term): Reason {
  const shown = say.showFactors(term.factors[0]?.key === 'W_out' ? term.factors.slice(1) : term.factors);
  if (term.key === BIAS) return say.biasMissing();
  const bases = term.factors.flatMap((f) => (f.kind === 'symbol' ? [splitName(f.name).base] : []));
  if (bases.includes('x')) return say.inputMissing(shown);
  if (bases.some((base) => base === 's' || base === 'z') && bases.includes('W'))
    return say.recurrentMissing(shown);
  if (bases.includes('W_out') && bases.includes(BIAS)) return say.biasMissing();
  return say.termMissing(showTerm(term));
}

/** Of a term that has no place. */
export function extraTerm(term: Term): Reason {
  if (term.key === BIAS) return say.extraBias();
  const unknown = term.factors.find(
    (f) => f.kind === 'symbol' && shapeOf(f.name) === undefined && f.name !== BIAS,
  );
  if (unknown?.kind === 'symbol') return say.unknown(unknown.name);
  return say.extra(showTerm(term));
}

/** A term as a reader writes it. */
export function showTerm(term: Term): string {
  return say.showFactors(term.factors);
}
