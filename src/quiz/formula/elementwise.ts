/**
 * Where a product can only be meant element by element: `f'(u) * Wᵀ δ` is no chain of matrix products, but
 * f′(u) ⊙ (Wᵀ δ). Chains that fit as they stand are left alone.
 */
import { type Draw, evaluate } from './evaluate.ts';
import { FormulaFault } from './fault.ts';
import { type Joint, type Node, withChildren } from './node.ts';
import { sameShape } from './shape.ts';
import { isScalar, ShapeFault, type Value } from './value.ts';

/** At which joints a product may be read as ⊙: at `*` only, or at `*` and where no sign stands. */
export type Splits = 'at-stars' | 'anywhere';

/** Most factors of a product whose joints are tried. */
const MOST_FACTORS = 8;

/** The same tree; products that fit in no order are written with ⊙, if some way to split them fits. */
export function elementwise(node: Node, draw: Draw, splits: Splits): Node {
  const inner = withChildren(node, (child) => elementwise(child, draw, splits));
  if (inner.kind !== 'product' || attempt(inner, draw) !== undefined) return inner;
  if (inner.factors.length > MOST_FACTORS) return inner;
  for (const cut of cuts(inner.joints, splits)) {
    const factors = segments(inner.factors, inner.joints, cut);
    const values = factors.map((factor) => attempt(factor, draw));
    if (alike(values)) return { kind: 'hadamard', factors };
  }
  return inner;
}

/** All ways to cut at joints, the fewest cuts first; a cut is a set of joints as a bit mask. */
function cuts(joints: readonly Joint[], splits: Splits): number[] {
  const open = joints.reduce(
    (mask, joint, i) =>
      joint === '*' || (joint === 'beside' && splits === 'anywhere') ? mask | (1 << i) : mask,
    0,
  );
  const count = (mask: number): number => joints.filter((_, i) => (mask & (1 << i)) !== 0).length;
  return Array.from({ length: 1 << joints.length }, (_, mask) => mask)
    .filter((mask) => mask !== 0 && (mask & ~open) === 0)
    .sort((a, b) => count(a) - count(b));
}

function segments(factors: readonly Node[], joints: readonly Joint[], cut: number): Node[] {
  const parts: Node[] = [];
  let from = 0;
  for (let i = 0; i < factors.length; i++) {
    if (i < joints.length && (cut & (1 << i)) === 0) continue;
    const [first] = factors.slice(from, i + 1);
    if (i === from && first !== undefined) parts.push(first);
    else parts.push({ kind: 'product', factors: factors.slice(from, i + 1), joints: joints.slice(from, i) });
    from = i + 1;
  }
  return parts;
}

/** Whether all have values of one shape; numbers go with any. */
function alike(values: readonly (Value | undefined)[]): boolean {
  const shaped: Value[] = [];
  for (const value of values) {
    if (value === undefined) return false;
    if (!isScalar(value)) shaped.push(value);
  }
  const [first] = shaped;
  return first !== undefined && shaped.every((value) => sameShape(value, first));
}

function attempt(node: Node, draw: Draw): Value | undefined {
  try {
    return evaluate(node, draw);
  } catch (error) {
    if (error instanceof ShapeFault || error instanceof FormulaFault) return undefined;
    throw error;
  }
}
