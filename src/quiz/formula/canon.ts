/**
 * The canonical form of a formula: a sum of products, brackets multiplied out, order of terms forgotten,
 * products written for column vectors. It is what the diagnosis compares part by part.
 */
import type { Node } from './node.ts';
import { isBiasLetter, isTimed, isWeight, shapeOf } from './shape.ts';
import { show } from './show.ts';

/** A factor of a product; `key` is equal for equal factors. */
export type Factor = { readonly key: string; readonly transposed: 'yes' | 'no' } & (
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'call'; readonly fn: string; readonly arg: Form }
  /** ⊙, quotients, powers: compared as a whole. */
  | { readonly kind: 'whole'; readonly parts: readonly Form[]; readonly shown: string }
);

export type Term = {
  readonly coefficient: number;
  readonly factors: readonly Factor[];
  readonly key: string;
};

/** Terms with different keys, sorted by key. */
export type Form = readonly Term[];

/** What every letter for a bias becomes. */
export const BIAS = 'bias';

/** Most terms that brackets are multiplied out to. */
const MOST_TERMS = 64;

/** The formula is too large to be told apart part by part. */
export class TooManyTerms extends Error {
  constructor() {
    super('too many terms');
    this.name = 'TooManyTerms';
  }
}

/** @throws TooManyTerms beyond 64 terms of one sum */
export function canonical(node: Node): Form {
  switch (node.kind) {
    case 'number':
      return gather([term(node.value, [])]);
    case 'symbol':
      return [term(1, [symbol(node.name)])];
    case 'sum':
      return gather(
        node.terms.flatMap(({ sign, node: part }) =>
          canonical(part).map((t) => term(sign * t.coefficient, t.factors)),
        ),
      );
    case 'product':
      return node.factors.map(factorForm).reduce(times);
    case 'hadamard':
      return [term(1, [whole('⊙', node.factors.map(canonical).sort(byKey), show(node))])];
    case 'quotient':
      return [term(1, [whole('/', [canonical(node.over), canonical(node.under)], show(node))])];
    case 'call': {
      const arg = canonical(node.arg);
      const key = `${node.fn}(${keyOf(arg)})`;
      return [term(1, [{ kind: 'call', fn: node.fn, arg, transposed: 'no', key }])];
    }
    case 'transpose':
      return canonical(node.node).map((t) => term(t.coefficient, [...t.factors].reverse().map(flipped)));
    case 'power':
      return [term(1, [whole(`^${node.exponent}`, [canonical(node.node)], show(node))])];
  }
}

/** In a product an unknown letter is no bias, unless it is one of the usual letters. */
function factorForm(node: Node): Form {
  if (node.kind !== 'symbol' || isBiasLetter(node.name)) return canonical(node);
  return [{ coefficient: 1, factors: [symbol(node.name)], key: node.name }];
}

export function keyOf(form: Form): string {
  return form.map((t) => `${t.coefficient}·${t.key}`).join(' + ');
}

function byKey(a: Form, b: Form): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function symbol(name: string): Factor {
  return { kind: 'symbol', name, transposed: 'no', key: name };
}

function whole(how: string, parts: readonly Form[], shown: string): Factor {
  return { kind: 'whole', parts, shown, transposed: 'no', key: `${how}[${parts.map(keyOf).join(' | ')}]` };
}

function flipped(factor: Factor): Factor {
  const plain = factor.key.replace(/ᵀ$/, '');
  return factor.transposed === 'yes'
    ? { ...factor, transposed: 'no', key: plain }
    : { ...factor, transposed: 'yes', key: `${plain}ᵀ` };
}

function term(coefficient: number, factors: readonly Factor[]): Term {
  const [only] = factors;
  const bias = factors.length === 1 && only?.kind === 'symbol' && shapeOf(only.name) === undefined;
  const ordered = bias ? [{ ...symbol(BIAS) }] : columns(factors);
  return { coefficient, factors: ordered, key: ordered.map((f) => f.key).join(' ') };
}

/** `s0 W` is `W s0` for row vectors: a product that begins with a vector and ends with a matrix is turned. */
function columns(factors: readonly Factor[]): readonly Factor[] {
  const first = factors[0];
  const last = factors.at(-1);
  if (factors.length < 2 || first === undefined || last === undefined) return factors;
  const turned = isVector(first) && last.kind === 'symbol' && isWeight(last.name);
  return turned ? [...factors].reverse() : factors;
}

function isVector(factor: Factor): boolean {
  return factor.kind === 'symbol' ? isTimed(factor.name) : true;
}

function times(a: Form, b: Form): Form {
  if (a.length * b.length > MOST_TERMS) throw new TooManyTerms();
  const products: Term[] = [];
  for (const left of a) {
    for (const right of b) {
      products.push(term(left.coefficient * right.coefficient, [...left.factors, ...right.factors]));
    }
  }
  return gather(products);
}

/** Adds up equal products and drops those that cancel. */
function gather(terms: readonly Term[]): Form {
  if (terms.length > MOST_TERMS) throw new TooManyTerms();
  const sums = new Map<string, Term>();
  for (const t of terms) {
    const known = sums.get(t.key);
    sums.set(t.key, known === undefined ? t : { ...t, coefficient: known.coefficient + t.coefficient });
  }
  return [...sums.values()].filter((t) => t.coefficient !== 0).sort((a, b) => (a.key < b.key ? -1 : 1));
}
