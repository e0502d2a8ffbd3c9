/** A formula in the course's spelling: `f′(uᵗ) ⊙ (Wᵀ δᵗ⁺¹)`. */
import { type Node, showName } from './node.ts';

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

export function show(node: Node): string {
  switch (node.kind) {
    case 'number':
      return String(Number(node.value.toPrecision(4)));
    case 'symbol':
      return showName(node.name);
    case 'sum':
      return node.terms
        .map(({ sign, node: part }, i) => {
          const mark = sign === 1 ? (i === 0 ? '' : ' + ') : i === 0 ? '−' : ' − ';
          return mark + (sign === -1 && part.kind === 'sum' ? bracket(part) : show(part));
        })
        .join('');
    case 'product':
      return node.factors.map(tight).join(' ');
    case 'hadamard':
      return node.factors
        .map((factor) => (factor.kind === 'product' ? bracket(factor) : tight(factor)))
        .join(' ⊙ ');
    case 'quotient':
      return `${atomic(node.over)}/${atomic(node.under)}`;
    case 'call':
      return `${node.fn.replace("'", '′')}(${show(node.arg)})`;
    case 'transpose':
      return `${atomic(node.node)}ᵀ`;
    case 'power':
      return `${atomic(node.node)}${[...String(node.exponent)].map((s) => (s === '-' ? '⁻' : (RAISED[Number(s)] ?? s))).join('')}`;
  }
}

const bracket = (node: Node): string => `(${show(node)})`;

/** A factor of a product. */
function tight(node: Node): string {
  return node.kind === 'sum' || node.kind === 'hadamard' ? bracket(node) : show(node);
}

function atomic(node: Node): string {
  return node.kind === 'symbol' || node.kind === 'number' || node.kind === 'call'
    ? show(node)
    : bracket(node);
}
