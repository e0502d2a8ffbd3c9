/**
 * The mistakes that a right formula lends itself to: what learners leave out, swap, misplace or take for another.
 * Each is made from the right formula itself, so whatever it quotes as right stands there, however many are put in.
 */

import { misplacedBiases, misplacedFactors } from './misplaced.ts';
import * as tell from './mistake.ts';
import { childrenOf, type Node, splitName, symbolsOf } from './node.ts';
import { type Right, standsIn, without } from './part.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { type Edit, type Slip, subtree } from './rewrite.ts';
import { isTimed, isWeight, shapeOf } from './shape.ts';

/** What was typed: mistakes can only bring in what stands there, and leave out what does not. */
export type Typed = {
  readonly formula: Node;
  readonly symbols: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
};

/** The name of a bias that no right formula has. */
export const EXTRA_BIAS = 'extra bias';

/** All slips, outer ones first. */
export function slipsOf(right: Right, typed: Typed): Slip[] {
  return [...swaps(right.formula, typed.symbols), ...within(right.formula, right, typed)];
}

/** Whether two slips can be told of together. */
export function apart(a: Slip, b: Slip): boolean {
  return ![...a.touched].some((node) => b.touched.has(node));
}

function within(node: Node, right: Right, typed: Typed): Slip[] {
  return [...here(node, right, typed), ...childrenOf(node).flatMap((child) => within(child, right, typed))];
}

function here(node: Node, right: Right, typed: Typed): Slip[] {
  switch (node.kind) {
    case 'call':
      return ofCall(node, right, typed);
    case 'sum':
      return [...ofSum(node, right, typed), ...misplacedBiases(node)];
    case 'product':
    case 'hadamard':
      return [...ofProduct(node, right, typed), ...misplacedFactors(node, right)];
    case 'symbol':
      return ofSymbol(node, right, typed);
    case 'number':
    case 'quotient':
    case 'transpose':
    case 'power':
      return [];
  }
}

/** A node that reads otherwise; nothing in it can be spoken of besides. */
function replaced(kind: Slip['kind'], node: Node, by: Node, reason: Reason): Slip {
  return { kind, edits: new Map([[node, () => by]]), touched: subtree(node), reason };
}

/** A node that is changed around what stands in it. */
function around(kind: Slip['kind'], node: Node, edit: Edit, reason: Reason): Slip {
  return { kind, edits: new Map([[node, edit]]), touched: new Set([node]), reason };
}

const NOTHING_ADDED: Node = { kind: 'number', value: 0 };
const NOTHING_MULTIPLIED: Node = { kind: 'number', value: 1 };

type Call = Extract<Node, { kind: 'call' }>;

function ofCall(node: Call, right: Right, typed: Typed): Slip[] {
  const { fn, arg } = node;
  const derivative = fn.endsWith("'");
  const found: Slip[] = derivative ? ofSlope(node, right) : [omittedCall(node, right)];
  const called = (other: string, reason: Reason): Slip =>
    around(
      'change',
      node,
      (rebuilt) => (rebuilt.kind === 'call' ? { ...rebuilt, fn: other } : undefined),
      reason,
    );
  if (derivative) found.unshift(called(fn.slice(0, -1), say.slope(fn)));
  for (const other of typed.functions) {
    if (other === fn || other === 'exp' || other.endsWith("'") !== derivative || fn.startsWith('f')) continue;
    found.push(called(other, say.otherFunction(fn, other)));
  }
  if (arg.kind === 'sum' && !derivative) {
    for (const i of arg.terms.keys()) {
      found.push(around('change', node, (rebuilt) => termOutside(rebuilt, i), say.outside(fn)));
    }
  }
  return found;
}

function omittedCall(node: Call, right: Right): Slip {
  const { fn } = node;
  const reason =
    fn === 'f' ? say.innerMissing() : node === right.formula ? say.outerMissing(fn) : say.callMissing(fn);
  return around('omission', node, (rebuilt) => (rebuilt.kind === 'call' ? rebuilt.arg : undefined), reason);
}

/** `g(…) + c`: term i of the argument stands behind the bracket. */
function termOutside(rebuilt: Node, i: number): Node | undefined {
  if (rebuilt.kind !== 'call' || rebuilt.arg.kind !== 'sum') return undefined;
  const { arg } = rebuilt;
  const term = arg.terms[i];
  if (term === undefined) return undefined;
  const inside: Node = { ...arg, terms: arg.terms.filter((_, j) => j !== i) };
  return { kind: 'sum', terms: [{ sign: 1, node: { ...rebuilt, arg: inside } }, term] };
}

/** The derivative of what has already gone through the activation: vᵗ → yᵗ, uᵗ → zᵗ. */
function ofSlope(node: Call, right: Right): Slip[] {
  if (node.arg.kind !== 'symbol') return [];
  const { base, time } = splitName(node.arg.name);
  const after = base === 'v' ? 'y' : base === 'u' ? 'z' : undefined;
  if (time === undefined || after === undefined) return [];
  const given: Node = { ...node, arg: { kind: 'symbol', name: `${after}@${time}` } };
  const reason = tell.slopeOfOutput(after === 'y' ? 'output' : 'hidden', right.part(node), given);
  return [replaced('change', node, given, reason)];
}

type Sum = Extract<Node, { kind: 'sum' }>;

function ofSum(node: Sum, right: Right, typed: Typed): Slip[] {
  const found: Slip[] = [];
  for (const { node: term } of node.terms) {
    if (node.terms.length < 2 || (!isBias(term) && standsIn(typed.formula, term))) continue;
    found.push(replaced('omission', term, NOTHING_ADDED, missing(term, right)));
  }
  for (const { node: term } of node.terms) {
    const flip: Edit = (rebuilt) => ({ kind: 'sum', terms: [{ sign: -1, node: rebuilt }] });
    found.push(around('change', term, flip, say.sign(right.part(term))));
  }
  if (node.terms.some(({ node: part }) => isBias(part))) {
    const extra = { sign: 1 as const, node: { kind: 'symbol' as const, name: EXTRA_BIAS } };
    const edit: Edit = (rebuilt) =>
      rebuilt.kind === 'sum' ? { ...rebuilt, terms: [...rebuilt.terms, extra] } : undefined;
    found.push(around('change', node, edit, say.extraBias()));
  }
  return found;
}

function isBias(node: Node): boolean {
  return node.kind === 'symbol' && shapeOf(node.name) === undefined;
}

function missing(term: Node, right: Right): Reason {
  if (isBias(term)) return say.biasMissing();
  const bases = new Set([...symbolsOf(term)].map((name) => splitName(name).base));
  const single = bases.size === 2;
  const part = right.part(term);
  if (single && bases.has('W_in') && bases.has('x')) return say.inputMissing(part);
  if (single && bases.has('W') && (bases.has('s') || bases.has('z'))) return say.recurrentMissing(part);
  return say.termMissing(part);
}

type Factors = Extract<Node, { kind: 'product' | 'hadamard' }>;

function ofProduct(node: Factors, right: Right, typed: Typed): Slip[] {
  const found: Slip[] = [];
  for (const [i, factor] of node.factors.entries()) {
    const rest = right.part(without(node, i));
    if (factor.kind === 'number') {
      found.push(replaced('omission', factor, NOTHING_MULTIPLIED, say.factor(rest)));
      for (const value of typed.numbers) {
        if (value !== factor.value)
          found.push(replaced('change', factor, { kind: 'number', value }, say.factor(rest)));
      }
      continue;
    }
    // A weight is named with the term that it belongs to, where that is short.
    const term = node.factors.some(isLarge) ? factor : node;
    const weight = weightOf(factor);
    const lacks = weight === undefined ? factor : term;
    if (!standsIn(typed.formula, lacks))
      found.push(replaced('omission', factor, NOTHING_MULTIPLIED, lacking(factor, term, right)));
    if (weight === undefined) continue;
    for (const other of typed.symbols) {
      if (other === weight || !isWeight(other)) continue;
      const reason = say.otherWeight(right.part(term === factor ? symbolIn(factor) : term), other);
      found.push(replaced('change', factor, { kind: 'symbol', name: other }, reason));
    }
  }
  return found;
}

const isLarge = (node: Node): boolean => node.kind !== 'symbol' && node.kind !== 'transpose';

const symbolIn = (node: Node): Node => (node.kind === 'transpose' ? node.node : node);

/** The name of a weight, transposed or not. */
export function weightOf(node: Node): string | undefined {
  const inner = symbolIn(node);
  return inner.kind === 'symbol' && isWeight(inner.name) ? inner.name : undefined;
}

function lacking(factor: Node, term: Node, right: Right): Reason {
  const weight = weightOf(factor);
  if (weight !== undefined)
    return term === factor ? say.weightMissing(weight) : say.weightMissingIn(weight, right.part(term));
  if (factor.kind === 'call' && factor.fn.endsWith("'")) return tell.slopeMissing(right.part(factor));
  return tell.factorMissing(right.part(factor));
}

/** A symbol at another time, or another symbol altogether; only those that were typed. */
function ofSymbol(node: Extract<Node, { kind: 'symbol' }>, right: Right, typed: Typed): Slip[] {
  const { name } = node;
  if (!isTimed(name)) return [];
  const part = right.part(node);
  return [...typed.symbols].flatMap((other) => {
    if (other === name || !isTimed(other)) return [];
    const sameBase = splitName(other).base === splitName(name).base;
    const reason = sameBase ? say.time(other, part) : say.otherSymbol(part, other);
    return [replaced('change', node, { kind: 'symbol', name: other }, reason)];
  });
}

/** Two weights that changed places everywhere, both among the typed symbols. */
export function swaps(formula: Node, symbols: ReadonlySet<string>): Slip[] {
  const weights = [...symbolsOf(formula)].filter((name) => isWeight(name) && symbols.has(name));
  return weights.flatMap((a, i) => weights.slice(i + 1).map((b) => exchanged(formula, a, b)));
}

function exchanged(formula: Node, a: string, b: string): Slip {
  const edits = new Map<Node, Edit>();
  for (const node of subtree(formula)) {
    if (node.kind !== 'symbol' || (node.name !== a && node.name !== b)) continue;
    edits.set(node, () => ({ ...node, name: node.name === a ? b : a }));
  }
  return { kind: 'change', edits, touched: new Set(edits.keys()), reason: say.swapped(a, b) };
}
