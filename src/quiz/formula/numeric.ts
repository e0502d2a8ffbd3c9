/**
 * A formula's value when every symbol is one number: order, transposes and ⊙ make no difference then, so two
 * formulas that differ here differ by more than those.
 */
import { createChance } from '../chance.ts';
import { functionOf } from './evaluate.ts';
import { type Node, splitName } from './node.ts';
import { shapeOf } from './shape.ts';

/** What each symbol stands for. */
export type Numbers = {
  /** The value of a symbol of the course, or of a bias by the name of its role. */
  of(name: string): number;
  /** A function by its name. */
  fn(name: string): (x: number) => number;
  /** What the free f is. */
  readonly hiddenFunction: string;
  /** Which bias of the right formula a letter stands for; a letter that is not in it stands for itself. */
  readonly roles: ReadonlyMap<string, string>;
};

/** Drawn values in −1 … 1, the same for the same seed. */
export function drawNumbers(seed: number): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    const value = known.get(name) ?? 2 * createChance(seed, `number ${name}`).uniform() - 1;
    known.set(name, value);
    return value;
  };
}

/** Functions by their names, each made once. */
export function keepFunctions(): (name: string) => (x: number) => number {
  const known = new Map<string, (x: number) => number>();
  return (name) => {
    const fn = known.get(name) ?? functionOf(name);
    known.set(name, fn);
    return fn;
  };
}

/** NaN or infinite where it has no value. */
export function numberOf(node: Node, numbers: Numbers): number {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'symbol':
      return symbol(node.name, numbers);
    case 'sum':
      return node.terms.reduce((sum, { sign, node: part }) => sum + sign * numberOf(part, numbers), 0);
    case 'product':
    case 'hadamard':
      return node.factors.reduce((product, factor) => product * numberOf(factor, numbers), 1);
    case 'quotient':
      return numberOf(node.over, numbers) / numberOf(node.under, numbers);
    case 'call':
      return call(node.fn, numberOf(node.arg, numbers), numbers);
    case 'transpose':
      return numberOf(node.node, numbers);
    case 'power':
      return numberOf(node.node, numbers) ** node.exponent;
  }
}

/** yᵗ = σ(vᵗ) and zᵗ = f(uᵗ), as in `evaluate`. */
function symbol(name: string, numbers: Numbers): number {
  if (shapeOf(name) === undefined) return numbers.of(numbers.roles.get(name) ?? name);
  const { base, time } = splitName(name);
  if (base === 'y') return call('σ', numbers.of(`v@${time ?? ''}`), numbers);
  if (base === 'z') return call('f', numbers.of(`u@${time ?? ''}`), numbers);
  return numbers.of(name);
}

function call(fn: string, x: number, numbers: Numbers): number {
  const { hiddenFunction } = numbers;
  const meant = fn === 'f' ? hiddenFunction : fn === "f'" ? `${hiddenFunction}'` : fn;
  return numbers.fn(meant)(x);
}
