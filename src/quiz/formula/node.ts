/** The parts of a formula after reading: a tree, and how its symbols are called. */

/**
 * Names are canonical: `W`, `W_in`, `W_out`, `b`; with a time step after `@`: `s@0`, `z@t-1`;
 * with a part before it: `δ_out@t`; a gradient is `∂E/∂W_in`.
 */
export type Node =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'sum'; readonly terms: readonly { readonly sign: 1 | -1; readonly node: Node }[] }
  /** A chain of products, in the order written; `joints[i]` stands between the factors i and i + 1. */
  | { readonly kind: 'product'; readonly factors: readonly Node[]; readonly joints: readonly Joint[] }
  /** Element by element: ⊙. */
  | { readonly kind: 'hadamard'; readonly factors: readonly Node[] }
  | { readonly kind: 'quotient'; readonly over: Node; readonly under: Node }
  | { readonly kind: 'call'; readonly fn: string; readonly arg: Node }
  | { readonly kind: 'transpose'; readonly node: Node }
  | { readonly kind: 'power'; readonly node: Node; readonly exponent: number };

/**
 * What stands between two factors: `*` (also ·, ×) is a matrix product or element by element, as shapes ask for;
 * `@` (also `dot`) is a matrix product; `beside` is no sign at all.
 */
export type Joint = '*' | '@' | 'beside';

/** An equation or a bare expression (`left` undefined); `y1 = g(v1) = g(…)` has two sides, the last says the most. */
export type Equation = { readonly left: string | undefined; readonly sides: readonly Node[] };

/** The base of a name and its time step: `s@0` → `s`, `0`. */
export function splitName(name: string): { base: string; time: string | undefined } {
  const at = name.indexOf('@');
  return at < 0 ? { base: name, time: undefined } : { base: name.slice(0, at), time: name.slice(at + 1) };
}

const RAISED: Readonly<Record<string, string>> = { t: 'ᵗ', '-': '⁻', '+': '⁺', '1': '¹', '2': '²' };

/** A name as the course writes it: `s₀`, `zᵗ⁻¹`, `W_in`. */
export function showName(name: string): string {
  const { base, time } = splitName(name);
  if (time === undefined) return base;
  if (/^\d+$/.test(time)) return base + time.replace(/\d/g, (d) => String.fromCharCode(0x2080 + Number(d)));
  return base + [...time].map((sign) => RAISED[sign] ?? sign).join('');
}

/** All symbols in a tree. */
export function symbolsOf(node: Node, found: Set<string> = new Set()): Set<string> {
  if (node.kind === 'symbol') found.add(node.name);
  for (const child of childrenOf(node)) symbolsOf(child, found);
  return found;
}

/** All numbers in a tree. */
export function numbersIn(node: Node, found: Set<number> = new Set()): Set<number> {
  if (node.kind === 'number') found.add(node.value);
  for (const child of childrenOf(node)) numbersIn(child, found);
  return found;
}

/** All functions called in a tree. */
export function functionsOf(node: Node, found: Set<string> = new Set()): Set<string> {
  if (node.kind === 'call') found.add(node.fn);
  for (const child of childrenOf(node)) functionsOf(child, found);
  return found;
}

/** The parts directly below. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'number':
    case 'symbol':
      return [];
    case 'sum':
      return node.terms.map((term) => term.node);
    case 'product':
    case 'hadamard':
      return node.factors;
    case 'quotient':
      return [node.over, node.under];
    case 'call':
      return [node.arg];
    case 'transpose':
    case 'power':
      return [node.node];
  }
}

/** The same tree with other children, in the order of `childrenOf`. */
export function withChildren(node: Node, change: (child: Node) => Node): Node {
  switch (node.kind) {
    case 'number':
    case 'symbol':
      return node;
    case 'sum':
      return { ...node, terms: node.terms.map((term) => ({ ...term, node: change(term.node) })) };
    case 'product':
    case 'hadamard':
      return { ...node, factors: node.factors.map(change) };
    case 'quotient':
      return { ...node, over: change(node.over), under: change(node.under) };
    case 'call':
      return { ...node, arg: change(node.arg) };
    case 'transpose':
    case 'power':
      return { ...node, node: change(node.node) };
  }
}
