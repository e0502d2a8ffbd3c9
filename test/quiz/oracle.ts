/**
 * Whether a piece of a formula stands in another, by numbers: every symbol is one number (a transposed one another),
 * every function some curve. It shares the reading of formulas with the marking, and nothing of the diagnosis.
 */
import { createHash } from 'node:crypto';
import { childrenOf, type Node } from '../../src/quiz/formula/node.ts';
import { parse } from '../../src/quiz/formula/parse.ts';
import { spell } from '../../src/quiz/formula/spelling.ts';

/** Reads a formula as the bot shows it, or as it is typed. */
export const formulaOf = (text: string): Node => parse(spell(text));

/** Whether Wᵀ is another thing than W. */
export type Transposes = 'apart' | 'alike';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  g: sigmoid,
  f: sigmoid,
  "g'": (x) => sigmoid(x) * (1 - sigmoid(x)),
  "f'": (x) => sigmoid(x) * (1 - sigmoid(x)),
};

/** The value of a formula whose symbols are those plain numbers and whose f and g are the sigmoid. */
export function valueAt(node: Node, values: ReadonlyMap<string, number>): number {
  const value = (part: Node): number => valueAt(part, values);
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'symbol':
      return values.get(node.name) ?? Number.NaN;
    case 'sum':
      return node.terms.map((term) => term.sign * value(term.node)).reduce((a, b) => a + b);
    case 'product':
    case 'hadamard':
      return node.factors.map(value).reduce((a, b) => a * b);
    case 'quotient':
      return value(node.over) / value(node.under);
    case 'call':
      return FUNCTIONS[node.fn]?.(value(node.arg)) ?? Number.NaN;
    case 'transpose':
      return value(node.node);
    case 'power':
      return value(node.node) ** node.exponent;
  }
}

/** A number in 0.5 … 1.5 for a name. */
function drawn(name: string): number {
  return 0.5 + createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32;
}

function numberOf(node: Node, transposes: Transposes): number {
  const value = (part: Node): number => numberOf(part, transposes);
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'symbol':
      return drawn(node.name);
    case 'sum':
      return node.terms.reduce((sum, term) => sum + term.sign * value(term.node), 0);
    case 'product':
    case 'hadamard':
      return node.factors.reduce((product, factor) => product * value(factor), 1);
    case 'quotient':
      return value(node.over) / value(node.under);
    case 'call': {
      const fn = node.fn.replace('σ', 'g');
      return Math.sin(drawn(`${fn} slope`) * value(node.arg) + drawn(`${fn} shift`));
    }
    case 'transpose':
      return transposes === 'apart' ? value(node.node) * drawn('transposed') : value(node.node);
    case 'power':
      return value(node.node) ** node.exponent;
  }
}

/** The values of all parts of a formula: its subtrees, and all products of some factors of a product. */
function parts(node: Node, transposes: Transposes): number[] {
  const below = childrenOf(node).flatMap((child) => parts(child, transposes));
  let products = [1];
  for (const factor of factors(node)) {
    products = [...products, ...products.map((product) => product * numberOf(factor, transposes))];
  }
  return [numberOf(node, transposes), ...products.slice(1), ...below];
}

/** The factors of nested products. */
function factors(node: Node): readonly Node[] {
  return node.kind === 'product' || node.kind === 'hadamard' ? node.factors.flatMap(factors) : [node];
}

export function standsIn(piece: string, formula: Node, transposes: Transposes): boolean {
  const wanted = numberOf(formulaOf(piece), transposes);
  return parts(formula, transposes).some((value) => Math.abs(value - wanted) <= 1e-9 * Math.abs(wanted));
}
