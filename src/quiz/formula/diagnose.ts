/** What is wrong with a formula: the difference of two canonical forms, told in words. */
import { BIAS, type Factor, type Form, type Term } from './canon.ts';
import { splitName } from './node.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { isWeight, shapeOf } from './shape.ts';
import { coefficient, extraTerm, missingTerm, showTerm } from './single.ts';

/** Everything by which `got` differs from `expected`, each said once. Empty if their forms are equal. */
export function diagnose(expected: Form, got: Form): Reason[] {
  const found: Reason[] = [];
  compare(expected, got, found);
  const once = [...new Map(found.map((reason) => [`${reason.code} ${reason.words.en}`, reason])).values()];
  const has = (code: string): boolean => once.some((reason) => reason.code === code);
  // A misplaced W_out moves a bias too: that is one mistake, not three.
  const moved = has('weight-misplaced') || (has('extra-bias') && has('bias-missing'));
  return once.filter((reason) => !moved || !/^(?:extra-bias|bias-missing)$/.test(reason.code));
}

function compare(expected: Form, got: Form, found: Reason[]): void {
  const wanted = soleCall(expected);
  const given = soleCall(got);
  const inner = wanted === undefined ? undefined : callAmong(got, wanted.fn);
  if (wanted !== undefined && given === undefined && inner !== undefined) {
    found.push(say.outside(wanted.fn));
    compare(wanted.arg, [...inner.call.arg, ...inner.others], found);
    return;
  }
  if (wanted !== undefined && given === undefined) {
    found.push(wanted.fn === 'f' ? say.innerMissing() : say.outerMissing(wanted.fn));
    // What was written without the function is what should stand inside it.
    compare(wanted.arg, got, found);
    return;
  }
  if (wanted !== undefined && given !== undefined) {
    compareCalls(wanted, given, found);
    return;
  }
  compareTerms(expected, got, found);
}

/** `g(…) + c`: a call of the function, and what stands beside it. */
function callAmong(form: Form, fn: string): { call: Call; others: Form } | undefined {
  for (const term of form) {
    const call = soleCall([term]);
    if (call !== undefined && sameFunction(fn, call.fn)) {
      return { call, others: form.filter((other) => other !== term) };
    }
  }
  return undefined;
}

type Call = Extract<Factor, { kind: 'call' }>;

/** The call that is the whole of a form. */
function soleCall(form: Form): Call | undefined {
  const factor = form[0]?.factors[0];
  const alone = form.length === 1 && form[0]?.factors.length === 1 && form[0].coefficient === 1;
  return alone && factor?.kind === 'call' ? factor : undefined;
}

function compareCalls(wanted: Call, given: Call, found: Reason[]): void {
  if (!sameFunction(wanted.fn, given.fn)) {
    found.push(
      given.fn.endsWith("'") === wanted.fn.endsWith("'")
        ? say.otherFunction(wanted.fn, given.fn)
        : say.slope(wanted.fn, given.fn),
    );
  }
  compare(wanted.arg, given.arg, found);
}

/** g is the sigmoid; f is whatever activation the learner names. */
function sameFunction(wanted: string, given: string): boolean {
  if (wanted === given) return true;
  if (wanted === 'f' || wanted === "f'") return wanted.endsWith("'") === given.endsWith("'");
  return wanted.replace('g', 'σ') === given.replace('g', 'σ');
}

function compareTerms(expected: Form, got: Form, found: Reason[]): void {
  const missing = expected.filter((term) => !got.some((other) => same(term, other)));
  const extra = got.filter((term) => !expected.some((other) => same(term, other)));
  const pairs: Pair[] = missing.flatMap((term) =>
    extra.map((other) => relate(term, other)).filter((p) => p !== undefined),
  );
  pairs.sort((a, b) => a.distance - b.distance);
  const settled = new Set<Term>();
  const kept: Pair[] = [];
  for (const pair of pairs) {
    if (settled.has(pair.wanted) || settled.has(pair.given)) continue;
    settled.add(pair.wanted).add(pair.given);
    kept.push(pair);
  }
  found.push(...swaps(kept));
  for (const pair of kept) pair.tell(found, got);
  for (const term of missing) if (!settled.has(term)) found.push(missingTerm(term));
  for (const term of extra) if (!settled.has(term)) found.push(extraTerm(term));
}

function same(a: Term, b: Term): boolean {
  return a.key === b.key && a.coefficient === b.coefficient;
}

/** A missing term and the one that stands in its place. */
type Pair = {
  readonly wanted: Term;
  readonly given: Term;
  /** The nearest pairs are told first. */
  readonly distance: number;
  /** A weight that was taken for another. */
  readonly exchanged?: { readonly wanted: string; readonly given: string };
  tell(found: Reason[], got: Form): void;
};

function relate(wanted: Term, given: Term): Pair | undefined {
  const pair = { wanted, given };
  if (wanted.key === given.key) {
    const tell = (found: Reason[]): void => void found.push(coefficient(wanted, given));
    return { ...pair, distance: 0, tell };
  }
  if (wanted.factors.length === given.factors.length) return relateEqualLength(pair);
  if (wanted.factors.length === given.factors.length + 1) return relateShorter(pair);
  return undefined;
}

function relateEqualLength(pair: { wanted: Term; given: Term }): Pair | undefined {
  const { wanted, given } = pair;
  const keys = (term: Term): string[] => term.factors.map((factor) => factor.key);
  if ([...keys(wanted)].sort().join() === [...keys(given)].sort().join()) {
    return reordered(pair);
  }
  const differing = wanted.factors.flatMap((factor, i) => {
    const other = given.factors[i];
    return other === undefined || other.key === factor.key ? [] : [[factor, other] as const];
  });
  const [first] = differing;
  if (differing.length !== 1 || first === undefined) return undefined;
  return relateFactors(pair, first[0], first[1]);
}

/** The same factors in another order: two weights that changed places, or a product that cannot be. */
function reordered(pair: { wanted: Term; given: Term }): Pair {
  const moved = pair.wanted.factors.flatMap((factor, i) => {
    const other = pair.given.factors[i];
    return other === undefined || other.key === factor.key ? [] : [[factor, other] as const];
  });
  const [first] = moved;
  const weights = moved.every(([a, b]) => isWeightFactor(a) && isWeightFactor(b));
  if (first !== undefined && moved.length === 2 && weights) {
    const tell = (found: Reason[]): void => void found.push(say.swapped(first[0].key, first[1].key));
    return { ...pair, distance: 0, tell };
  }
  return { ...pair, distance: 1, tell: (found) => void found.push(say.order(showTerm(pair.given))) };
}

function isWeightFactor(factor: Factor): boolean {
  return factor.kind === 'symbol' && isWeight(factor.name);
}

/** Two terms that differ in one factor. */
function relateFactors(pair: { wanted: Term; given: Term }, factor: Factor, other: Factor): Pair | undefined {
  const at = (distance: number, reason: Reason): Pair => ({
    ...pair,
    distance,
    tell: (found) => void found.push(reason),
  });
  if (factor.kind === 'call' && other.kind === 'call') {
    return { ...pair, distance: 1, tell: (found) => compareCalls(factor, other, found) };
  }
  if (factor.kind === 'whole' && other.kind === 'whole' && factor.parts.length === other.parts.length) {
    return { ...pair, distance: 2, tell: (found) => compareParts(factor.parts, other.parts, found) };
  }
  if (factor.kind !== 'symbol' || other.kind !== 'symbol') return undefined;
  if (factor.name === other.name) return at(1, say.transpose(factor.key));
  const [base, otherBase] = [splitName(factor.name).base, splitName(other.name).base];
  if (base === otherBase) return at(1, say.time(other.name, factor.name));
  if (isWeight(factor.name) && isWeight(other.name)) {
    const exchanged = { wanted: factor.name, given: other.name };
    const tell = (found: Reason[]): void => {
      if (!found.some((r) => r.code === 'weights-swapped'))
        found.push(say.otherWeight(showTerm(pair.wanted), other.name));
    };
    return { ...pair, distance: 1, exchanged, tell };
  }
  if (other.name === BIAS || factor.name === BIAS) return undefined;
  if (shapeOf(other.name) === undefined) return at(2, say.unknown(other.name));
  return at(2, say.otherSymbol(showTerm(pair.wanted), other.name));
}

function compareParts(expected: readonly Form[], got: readonly Form[], found: Reason[]): void {
  const open = [...got];
  const left = expected.filter((part) => {
    const i = open.findIndex((other) => other.map((t) => t.key).join() === part.map((t) => t.key).join());
    if (i >= 0) open.splice(i, 1);
    return i < 0;
  });
  left.forEach((part, i) => {
    const other = open[i];
    if (other !== undefined) compare(part, other, found);
  });
}

/** The same product without one weight: `s1` for `W_out s1`. */
function relateShorter(pair: { wanted: Term; given: Term }): Pair | undefined {
  const { wanted, given } = pair;
  for (const [i, factor] of wanted.factors.entries()) {
    const rest = wanted.factors.filter((_, j) => j !== i);
    if (rest.map((f) => f.key).join() !== given.factors.map((f) => f.key).join()) continue;
    if (factor.kind !== 'symbol' || !isWeight(factor.name)) return undefined;
    const { name } = factor;
    const tell = (found: Reason[], got: Form): void => {
      const elsewhere = got.some((term) => term.factors.some((f) => f.kind === 'symbol' && f.name === name));
      found.push(elsewhere ? say.misplaced(name, showTerm(given)) : say.weightMissing(name));
    };
    return { ...pair, distance: given.key === BIAS ? 3 : 2, tell };
  }
  return undefined;
}

/** W taken for W_in and W_in for W: said once, as the swap it is. */
function swaps(pairs: readonly Pair[]): Reason[] {
  const exchanged = pairs.flatMap((pair) => (pair.exchanged === undefined ? [] : [pair.exchanged]));
  const swapped = exchanged.find((one) =>
    exchanged.some((other) => other.wanted === one.given && other.given === one.wanted),
  );
  return swapped === undefined ? [] : [say.swapped(swapped.wanted, swapped.given)];
}
