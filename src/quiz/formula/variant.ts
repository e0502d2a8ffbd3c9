/** A right formula with one mistake in it: what learners leave out, swap, misplace or take for another. */

import { misplacedBiases, misplacedFactors } from './misplaced.ts';
import * as tell from './mistake.ts';
import { type Node, splitName, symbolsOf, withChildren } from './node.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { isTimed, isWeight, shapeOf } from './shape.ts';
import { show } from './show.ts';

export type Variant = {
  readonly kind: 'omission' | 'change';
  readonly node: Node;
  /** What is wrong with it. */
  readonly reason: Reason;
};

/** What was typed: mistakes can only bring in what stands there. */
export type Typed = {
  readonly symbols: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
};

/** The name of a bias that no right formula has. */
export const EXTRA_BIAS = 'extra bias';

/** All variants, outer mistakes first. */
export function variants(root: Node, typed: Typed): Variant[] {
  return [...swaps(root), ...within(root, typed)];
}

function within(node: Node, typed: Typed): Variant[] {
  return [...here(node, typed), ...below(node, typed)];
}

/** Variants of the children, put back in their place. */
function below(node: Node, typed: Typed): Variant[] {
  const into = (child: Node, put: (changed: Node) => Node): Variant[] =>
    within(child, typed).map((variant) => ({ ...variant, node: put(variant.node) }));
  switch (node.kind) {
    case 'number':
    case 'symbol':
      return [];
    case 'sum':
      return node.terms.flatMap((term, i) =>
        into(term.node, (changed) => ({ ...node, terms: node.terms.with(i, { ...term, node: changed }) })),
      );
    case 'product':
    case 'hadamard':
      return node.factors.flatMap((factor, i) =>
        into(factor, (changed) => ({ ...node, factors: node.factors.with(i, changed) })),
      );
    case 'call':
      return into(node.arg, (arg) => ({ ...node, arg }));
    case 'transpose':
    case 'power':
      return into(node.node, (changed) => ({ ...node, node: changed }));
    case 'quotient':
      return [
        ...into(node.over, (over) => ({ ...node, over })),
        ...into(node.under, (under) => ({ ...node, under })),
      ];
  }
}

function here(node: Node, typed: Typed): Variant[] {
  switch (node.kind) {
    case 'call':
      return ofCall(node, typed);
    case 'sum':
      return [...ofSum(node), ...misplacedBiases(node)];
    case 'product':
    case 'hadamard':
      return [...ofProduct(node, typed), ...misplacedFactors(node)];
    case 'symbol':
      return ofSymbol(node.name, typed);
    case 'number':
    case 'quotient':
    case 'transpose':
    case 'power':
      return [];
  }
}

const change = (node: Node, reason: Reason): Variant => ({ kind: 'change', node, reason });
const omission = (node: Node, reason: Reason): Variant => ({ kind: 'omission', node, reason });

function ofCall(node: Extract<Node, { kind: 'call' }>, typed: Typed): Variant[] {
  const { fn, arg } = node;
  const found: Variant[] = [];
  const derivative = fn.endsWith("'");
  if (derivative) {
    const plain = fn.slice(0, -1);
    found.push(change({ ...node, fn: plain }, say.slope(fn, plain)));
    const after = arg.kind === 'symbol' ? activated(arg.name) : undefined;
    if (after !== undefined) {
      const given: Node = { ...node, arg: { kind: 'symbol', name: after } };
      const layer = after.startsWith('y@') ? 'output' : 'hidden';
      found.push(change(given, tell.slopeOfOutput(layer, show(node), show(given))));
    }
  } else {
    found.push(omission(arg, fn === 'f' ? say.innerMissing() : say.outerMissing(fn)));
  }
  for (const other of typed.functions) {
    if (other === fn || other === 'exp' || other.endsWith("'") !== derivative || fn.startsWith('f')) continue;
    found.push(change({ ...node, fn: other }, say.otherFunction(fn, other)));
  }
  if (arg.kind === 'sum' && !derivative) {
    for (const [i, term] of arg.terms.entries()) {
      const inside: Node = { ...arg, terms: arg.terms.filter((_, j) => j !== i) };
      const terms = [{ sign: 1 as const, node: { ...node, arg: inside } }, term];
      found.push(change({ kind: 'sum', terms }, say.outside(fn)));
    }
  }
  return found;
}

/** vᵗ → yᵗ, uᵗ → zᵗ. */
function activated(name: string): string | undefined {
  const { base, time } = splitName(name);
  if (time === undefined) return undefined;
  return base === 'v' ? `y@${time}` : base === 'u' ? `z@${time}` : undefined;
}

function ofSum(node: Extract<Node, { kind: 'sum' }>): Variant[] {
  const found: Variant[] = [];
  for (const [i, term] of node.terms.entries()) {
    const others = node.terms.filter((_, j) => j !== i);
    if (others.length > 0) found.push(omission({ ...node, terms: others }, missing(term.node)));
  }
  for (const [i, term] of node.terms.entries()) {
    const flipped = { ...term, sign: term.sign === 1 ? (-1 as const) : (1 as const) };
    found.push(change({ ...node, terms: node.terms.with(i, flipped) }, say.sign(show(term.node))));
  }
  if (node.terms.some(({ node: part }) => isBias(part))) {
    const extra = { sign: 1 as const, node: { kind: 'symbol' as const, name: EXTRA_BIAS } };
    found.push(change({ ...node, terms: [...node.terms, extra] }, say.extraBias()));
  }
  return found;
}

export function isBias(node: Node): boolean {
  return node.kind === 'symbol' && shapeOf(node.name) === undefined;
}

function missing(term: Node): Reason {
  if (isBias(term)) return say.biasMissing();
  const bases = new Set([...symbolsOf(term)].map((name) => splitName(name).base));
  const single = bases.size === 2;
  if (single && bases.has('W_in') && bases.has('x')) return say.inputMissing(show(term));
  if (single && bases.has('W') && (bases.has('s') || bases.has('z'))) return say.recurrentMissing(show(term));
  return say.termMissing(show(term));
}

type Factors = Extract<Node, { kind: 'product' | 'hadamard' }>;

function ofProduct(node: Factors, typed: Typed): Variant[] {
  const found: Variant[] = [];
  for (const [i, factor] of node.factors.entries()) {
    const rest = without(node, i);
    found.push(omission(rest, lacking(factor, rest)));
    if (factor.kind === 'number') {
      for (const value of typed.numbers) {
        if (value === factor.value) continue;
        const changed: Node = { ...node, factors: node.factors.with(i, { kind: 'number', value }) };
        found.push(change(changed, say.factor(show(rest))));
      }
    }
    const weight = weightOf(factor);
    if (weight === undefined) continue;
    for (const other of typed.symbols) {
      if (other === weight || !isWeight(other)) continue;
      const changed: Node = { ...node, factors: node.factors.with(i, { kind: 'symbol', name: other }) };
      found.push(change(changed, say.otherWeight(node.factors.some(isLarge) ? weight : show(node), other)));
    }
  }
  return found;
}

const isLarge = (node: Node): boolean => node.kind !== 'symbol' && node.kind !== 'transpose';

export function without(node: Factors, i: number): Node {
  const factors = node.factors.filter((_, j) => j !== i);
  const [only] = factors;
  if (factors.length === 1 && only !== undefined) return only;
  return node.kind === 'hadamard'
    ? { ...node, factors }
    : { ...node, factors, joints: node.joints.filter((_, j) => j !== Math.max(0, i - 1)) };
}

/** The name of a weight, transposed or not. */
export function weightOf(node: Node): string | undefined {
  const inner = node.kind === 'transpose' ? node.node : node;
  return inner.kind === 'symbol' && isWeight(inner.name) ? inner.name : undefined;
}

function lacking(factor: Node, rest: Node): Reason {
  const weight = weightOf(factor);
  if (weight !== undefined) return say.weightMissing(weight);
  if (factor.kind === 'number') return say.factor(show(rest));
  if (factor.kind === 'call' && factor.fn.endsWith("'")) return tell.slopeMissing(show(factor));
  return tell.factorMissing(show(factor));
}

/** A symbol at another time, or another symbol altogether; only those that were typed. */
function ofSymbol(name: string, typed: Typed): Variant[] {
  if (!isTimed(name)) return [];
  return [...typed.symbols].flatMap((other) => {
    if (other === name || !isTimed(other)) return [];
    const reason =
      splitName(other).base === splitName(name).base
        ? say.time(other, name)
        : say.otherSymbol(show({ kind: 'symbol', name }), other);
    return [change({ kind: 'symbol', name: other }, reason)];
  });
}

/** Two weights that changed places everywhere. */
function swaps(root: Node): Variant[] {
  const weights = [...symbolsOf(root)].filter(isWeight);
  return weights.flatMap((a, i) =>
    weights.slice(i + 1).map((b) => change(exchanged(root, a, b), say.swapped(a, b))),
  );
}

function exchanged(node: Node, a: string, b: string): Node {
  if (node.kind !== 'symbol') return withChildren(node, (child) => exchanged(child, a, b));
  return node.name === a ? { ...node, name: b } : node.name === b ? { ...node, name: a } : node;
}
