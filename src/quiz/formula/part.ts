/** A piece of a right formula: the only thing that a sentence may quote as being right. */
import { childrenOf, type Node } from './node.ts';
import { show } from './show.ts';

type Chain = Extract<Node, { kind: 'product' | 'hadamard' }>;

/** Made from a whole formula only, so that nothing can be quoted that does not stand in the formula. */
export class Part {
  readonly shown: string;
  private constructor(shown: string) {
    this.shown = shown;
  }

  /** All pieces of a formula by how they are shown: its subtrees, and its products without one of their factors. */
  static of(formula: Node): ReadonlyMap<string, Part> {
    return new Map([...shownIn(formula)].map((shown) => [shown, new Part(shown)]));
  }
}

/** A right formula and its pieces. */
export class Right {
  readonly formula: Node;
  readonly #parts: ReadonlyMap<string, Part>;
  constructor(formula: Node) {
    this.formula = formula;
    this.#parts = Part.of(formula);
  }

  /** The piece to be quoted. @throws Error if it is none of this formula: a mistake in the diagnosis, not the learner's */
  part(piece: Node): Part {
    const part = this.find(piece);
    if (part === undefined) throw new Error(`no part of the right formula: ${show(piece)}`);
    return part;
  }

  /** The piece to be quoted, if it stands in the formula. */
  find(piece: Node): Part | undefined {
    return this.#parts.get(show(piece));
  }
}

function shownIn(node: Node, found: Set<string> = new Set()): ReadonlySet<string> {
  found.add(show(node));
  if (isChain(node)) for (const i of node.factors.keys()) found.add(show(without(node, i)));
  for (const child of childrenOf(node)) shownIn(child, found);
  return found;
}

const isChain = (node: Node): node is Chain => node.kind === 'product' || node.kind === 'hadamard';

/** A product without its factor i. */
export function without(node: Chain, i: number): Node {
  const factors = node.factors.filter((_, j) => j !== i);
  const [only] = factors;
  if (factors.length === 1 && only !== undefined) return only;
  return node.kind === 'hadamard'
    ? { ...node, factors }
    : { ...node, factors, joints: node.joints.filter((_, j) => j !== Math.max(0, i - 1)) };
}

/** Whether a piece is in a formula, in any order of factors and however they are transposed: then it is not missing. */
export function standsIn(formula: Node, piece: Node): boolean {
  const wanted = factorsOf(piece);
  const here = factorsOf(formula);
  const all = wanted.every((factor, i) => {
    const same = (other: string): boolean => other === factor;
    return here.filter(same).length >= wanted.slice(0, i + 1).filter(same).length;
  });
  return all || childrenOf(formula).some((child) => standsIn(child, piece));
}

/** The factors of nested products, each as it is shown, without transposes. */
function factorsOf(node: Node): string[] {
  if (node.kind === 'transpose') return factorsOf(node.node);
  return isChain(node) ? node.factors.flatMap(factorsOf) : [show(node)];
}
