/** Variants of a right formula in which a factor or a bias stands on the wrong side of a bracket. */
import * as tell from './mistake.ts';
import { type Node, symbolsOf } from './node.ts';
import * as say from './reason.ts';
import { shapeOf } from './shape.ts';
import { show } from './show.ts';
import type { Variant } from './variant.ts';

type Sum = Extract<Node, { kind: 'sum' }>;
type Factors = Extract<Node, { kind: 'product' | 'hadamard' }>;

/** Most terms of a bracket whose subsets are tried. */
const MOST_TERMS = 4;

/** `W_out W s + W_in x + b` for `W_out (W s + W_in x + b)`: every way to multiply only some of the terms. */
export function misplacedFactors(node: Factors): Variant[] {
  const at = node.factors.findIndex(({ kind }) => kind === 'sum');
  const sum = node.factors[at];
  if (sum?.kind !== 'sum' || sum.terms.length > MOST_TERMS) return [];
  const others = node.factors.filter((_, i) => i !== at);
  const [first] = others;
  if (first === undefined) return [];
  const all = 1 << sum.terms.length;
  return Array.from({ length: all - 2 }, (_, i) => i + 1).map((mask) => {
    const taken = (i: number): boolean => (mask & (1 << i)) !== 0;
    const terms = sum.terms.map((term, i) =>
      taken(i) ? { ...term, node: { ...node, factors: node.factors.with(at, term.node) } } : term,
    );
    const bare = sum.terms.find((_, i) => !taken(i));
    const shown = bare === undefined ? '' : show(bare.node);
    const weight = first.kind === 'symbol' && others.length === 1;
    const reason = weight ? say.misplaced(first.name, shown) : tell.factorMisplaced(show(first), shown);
    return { kind: 'change', node: { kind: 'sum', terms }, reason };
  });
}

/** The output's bias inside the hidden layer's bracket, or the hidden layer's bias outside of it. */
export function misplacedBiases(node: Sum): Variant[] {
  const found: Variant[] = [];
  for (const [i, term] of node.terms.entries()) {
    const inner = innerSum(term.node);
    if (inner === undefined) continue;
    const put = (changed: Sum, others: Sum['terms']): Node => ({
      kind: 'sum',
      terms: [{ ...term, node: replaced(term.node, inner, changed) }, ...others],
    });
    const others = node.terms.filter((_, j) => j !== i);
    for (const bias of others.filter(isBiasTerm)) {
      const terms = [...inner.terms, bias];
      const changed = put(
        { ...inner, terms },
        others.filter((other) => other !== bias),
      );
      found.push({ kind: 'change', node: changed, reason: tell.biasInside() });
    }
    for (const bias of inner.terms.filter(isBiasTerm)) {
      const terms = inner.terms.filter((other) => other !== bias);
      if (terms.length === 0) continue;
      const changed = put({ ...inner, terms }, [...others, bias]);
      found.push({ kind: 'change', node: changed, reason: tell.biasOutside() });
    }
  }
  return found;
}

function isBiasTerm({ node }: Sum['terms'][number]): boolean {
  return node.kind === 'symbol' && shapeOf(node.name) === undefined;
}

/** The bracket of the hidden layer in `W_out (…)` or `W_out f(…)`. */
function innerSum(node: Node): Sum | undefined {
  if (node.kind !== 'product' || !symbolsOf(node).has('W_out')) return undefined;
  for (const factor of node.factors) {
    const inside = factor.kind === 'call' ? factor.arg : factor;
    if (inside.kind === 'sum') return inside;
  }
  return undefined;
}

function replaced(node: Node, old: Sum, changed: Sum): Node {
  if (node === old) return changed;
  if (node.kind === 'call') return { ...node, arg: replaced(node.arg, old, changed) };
  if (node.kind !== 'product') return node;
  return { ...node, factors: node.factors.map((factor) => replaced(factor, old, changed)) };
}
