/** Slips by which a factor or a bias stands on the wrong side of a bracket. */
import * as tell from './mistake.ts';
import { type Node, symbolsOf } from './node.ts';
import type { Right } from './part.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { type Edit, type Slip, subtree } from './rewrite.ts';
import { shapeOf } from './shape.ts';

type Sum = Extract<Node, { kind: 'sum' }>;
type Factors = Extract<Node, { kind: 'product' | 'hadamard' }>;

/** Most terms of a bracket whose subsets are tried. */
const MOST_TERMS = 4;

/** `W_out W s + W_in x + b` for `W_out (W s + W_in x + b)`: every way to multiply only some of the terms. */
export function misplacedFactors(node: Factors, right: Right): Slip[] {
  const at = node.factors.findIndex(({ kind }) => kind === 'sum');
  const sum = node.factors[at];
  if (sum?.kind !== 'sum' || sum.terms.length > MOST_TERMS) return [];
  const others = node.factors.filter((_, i) => i !== at);
  const [first] = others;
  if (first === undefined) return [];
  const all = 1 << sum.terms.length;
  return Array.from({ length: all - 2 }, (_, i) => i + 1).flatMap((mask) => {
    const bare = sum.terms.filter((_, i) => (mask & (1 << i)) === 0).map((term) => term.node);
    const [shown] = bare;
    if (shown === undefined) return [];
    const weight = first.kind === 'symbol' && first.name === 'W_out' && others.length === 1;
    const [factor, term] = [right.part(first), right.part(shown)];
    const reason = weight ? say.misplaced(factor, term) : tell.factorMisplaced(factor, term);
    const edit: Edit = (rebuilt) => spread(rebuilt, at, (i) => (mask & (1 << i)) !== 0);
    return [{ kind: 'change', edits: new Map([[node, edit]]), touched: touching(node, first, bare), reason }];
  });
}

/** What a misplaced factor is said of: itself, and the terms that it leaves bare. */
function touching(node: Node, factor: Node, bare: readonly Node[]): ReadonlySet<Node> {
  return new Set([node, ...subtree(factor), ...bare]);
}

/** The sum at place `at` multiplied out over some of its terms only. */
function spread(rebuilt: Node, at: number, taken: (i: number) => boolean): Node | undefined {
  if (rebuilt.kind !== 'product' && rebuilt.kind !== 'hadamard') return undefined;
  const sum = rebuilt.factors[at];
  if (sum?.kind !== 'sum') return undefined;
  const terms = sum.terms.map((term, i) =>
    taken(i) ? { ...term, node: { ...rebuilt, factors: rebuilt.factors.with(at, term.node) } } : term,
  );
  return { kind: 'sum', terms };
}

/** The output's bias inside the hidden layer's bracket, or the hidden layer's bias outside of it. */
export function misplacedBiases(node: Sum): Slip[] {
  const found: Slip[] = [];
  for (const term of node.terms) {
    const inner = innerSum(term.node);
    if (inner === undefined) continue;
    for (const bias of node.terms.filter(isBiasTerm)) found.push(moved(bias, inner, tell.biasInside()));
    for (const bias of inner.terms.filter(isBiasTerm)) found.push(moved(bias, node, tell.biasOutside()));
  }
  return found;
}

/** A bias that is added in another sum. */
function moved(bias: Sum['terms'][number], into: Sum, reason: Reason): Slip {
  const edits = new Map<Node, Edit>([
    [bias.node, () => ({ kind: 'number', value: 0 })],
    [into, (sum) => (sum.kind === 'sum' ? { ...sum, terms: [...sum.terms, bias] } : undefined)],
  ]);
  return { kind: 'change', edits, touched: new Set([bias.node]), reason };
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
