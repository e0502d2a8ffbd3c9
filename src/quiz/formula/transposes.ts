/** Weights that stand transposed where they should not, or upright where they should be transposed. */
import { elementwise } from './elementwise.ts';
import { match, SHAPES } from './meaning.ts';
import { childrenOf, type Node, symbolsOf, withChildren } from './node.ts';
import { type Part, Right } from './part.ts';
import type { Reason } from './reason.ts';
import * as say from './reason.ts';
import { rewrite } from './rewrite.ts';
import { swaps, weightOf } from './slip.ts';

/**
 * `W_outᵀ (Wᵀ s + W_inᵀ x + b)`: with matrices that stand for row vectors, W_in 2 × H, every weight is transposed.
 * Undefined if transposes are not all that is the matter, or the right formula has some itself.
 */
export function transposes(expected: readonly Node[], given: Node): 'all' | 'some' | undefined {
  if (expected.some((formula) => weightsOf(formula).includes('transposed'))) return undefined;
  const weights = weightsOf(given);
  if (!weights.includes('transposed')) return undefined;
  const plain = elementwise(upright(given), SHAPES, 'at-stars');
  if (match(expected, plain) === undefined) return undefined;
  return weights.includes('upright') ? 'some' : 'all';
}

/** Which of one or two weights stand the wrong way, if turning them makes the formula right; else empty. */
export function turnedWeights(expected: readonly Node[], given: Node): Reason[] {
  const once = turns(given);
  const twice = once.flatMap((first, i) =>
    turns(first.node)
      .slice(i + 1)
      .map((second) => ({ node: second.node, turned: [...first.turned, ...second.turned] })),
  );
  for (const { node, turned } of [...once, ...twice]) {
    const formula = match(expected, elementwise(node, SHAPES, 'anywhere'));
    if (formula === undefined) continue;
    // Written as row vectors it may match with weights that stand the other way: those are not the formula's.
    const right = new Right(formula);
    const parts = turned
      .map((weight) => right.find(weight))
      .filter((part): part is Part => part !== undefined);
    if (parts.length === turned.length) return parts.map(say.transpose);
  }
  return [];
}

/** Two weights that stand in each other's place where numbers could not tell: `W_in W x` for `W W_in x`. */
export function swappedWeights(expected: readonly Node[], given: Node): Reason | undefined {
  const back = swaps(given, symbolsOf(given)).find(({ edits }) => {
    const swapped = rewrite(given, [edits]);
    return swapped !== undefined && match(expected, swapped) !== undefined;
  });
  return back?.reason;
}

/** The formula with one weight turned, for each of its weights; `turned` is how that weight then stands. */
function turns(node: Node): { node: Node; turned: Node[] }[] {
  if (weightOf(node) !== undefined) {
    const turned: Node = node.kind === 'transpose' ? node.node : { kind: 'transpose', node };
    return [{ node: turned, turned: [turned] }];
  }
  return childrenOf(node).flatMap((child, at) =>
    turns(child).map(({ node: changed, turned }) => {
      let i = -1;
      const replaced = withChildren(node, (old) => {
        i += 1;
        return i === at ? changed : old;
      });
      return { node: replaced, turned };
    }),
  );
}

/** How each weight of a formula stands. */
function weightsOf(node: Node): ('upright' | 'transposed')[] {
  if (weightOf(node) !== undefined) return [node.kind === 'transpose' ? 'transposed' : 'upright'];
  return childrenOf(node).flatMap(weightsOf);
}

/** The same with upright weights, if all of them are transposed. */
export function turnedUpright(node: Node): Node | undefined {
  const weights = weightsOf(node);
  return weights.length > 0 && !weights.includes('upright') ? upright(node) : undefined;
}

/** The same with every weight upright. */
function upright(node: Node): Node {
  if (node.kind === 'transpose' && weightOf(node) !== undefined) return node.node;
  return withChildren(node, upright);
}
