/** Slips put into a right formula: each changes some of its nodes, and several can be put in at once. */
import { childrenOf, type Node, withChildren } from './node.ts';
import type { Reason } from './reason.ts';

/**
 * What becomes of one node of the right formula. It is handed that node with the other slips' changes inside it.
 * Terms and factors keep their places, so that slips do not disturb each other: a term that is left out is 0,
 * a factor 1. Undefined where it no longer applies.
 */
export type Edit = (rebuilt: Node) => Node | undefined;

export type Edits = ReadonlyMap<Node, Edit>;

/** One mistake that a right formula lends itself to. */
export type Slip = {
  readonly kind: 'omission' | 'change';
  readonly edits: Edits;
  /** Nodes of the right formula that the reason speaks of: no other slip may change what is said of them. */
  readonly touched: ReadonlySet<Node>;
  /** What is wrong. */
  readonly reason: Reason;
};

/** The formula with all those edits; undefined where they do not go together. */
export function rewrite(formula: Node, all: readonly Edits[]): Node | undefined {
  let together = true;
  const inside = (node: Node): Node => {
    let rebuilt = withChildren(node, inside);
    for (const edits of all) {
      const edit = edits.get(node);
      if (edit === undefined) continue;
      const changed = edit(rebuilt);
      if (changed === undefined) together = false;
      else rebuilt = changed;
    }
    return rebuilt;
  };
  const changed = inside(formula);
  return together ? changed : undefined;
}

/** A node and all below it. */
export function subtree(node: Node, found: Set<Node> = new Set()): Set<Node> {
  found.add(node);
  for (const child of childrenOf(node)) subtree(child, found);
  return found;
}
