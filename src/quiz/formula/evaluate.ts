/**
 * A formula's value for drawn matrices: two formulas mean the same if their values agree for several draws.
 * Letters that are no symbol of the course are biases; which one is told by the shape they are added to.
 */
import { createChance } from '../chance.ts';
import { FormulaFault, quoted } from './fault.ts';
import { type Node, showName, splitName } from './node.ts';
import { HIDDEN_VECTOR, isBiasLetter, OUTPUT_VECTOR, type Shape, sameShape, shapeOf } from './shape.ts';
import { isScalar, map, multiply, ShapeFault, scalar, transpose, type Value, zip } from './value.ts';

/** One draw of all symbols. */
export type Draw = {
  readonly seed: number;
  /** What the free hidden activation f is called in the formula that is evaluated, or f itself. */
  readonly hiddenFunction: string;
};

type Bias = { readonly kind: 'bias'; readonly name: string };
type Result = Value | Bias;

/** @throws ShapeFault for an impossible product or sum; FormulaFault for a name that means nothing */
export function evaluate(node: Node, draw: Draw): Value {
  const result = resultOf(node, draw);
  if ('kind' in result) throw unknownSymbol(result.name);
  return result;
}

function resultOf(node: Node, draw: Draw): Result {
  switch (node.kind) {
    case 'number':
      return scalar(node.value);
    case 'symbol':
      return symbol(node.name, draw);
    case 'sum':
      return sum(node, draw);
    case 'product':
      return product(node.factors, draw);
    case 'hadamard':
      return node.factors
        .map((factor) => evaluate(factor, draw))
        .reduce((a, b) => zip(a, b, (x, y) => x * y));
    case 'quotient': {
      const under = evaluate(node.under, draw);
      return zip(evaluate(node.over, draw), under, (x, y) => x / y);
    }
    case 'call':
      return call(node.fn, evaluate(node.arg, draw), draw);
    case 'transpose':
      return transpose(evaluate(node.node, draw));
    case 'power':
      return map(evaluate(node.node, draw), (x) => x ** node.exponent);
  }
}

/** yᵗ = σ(vᵗ) and zᵗ = f(uᵗ), so that y(1 − y) and g′(v) mean the same; everything else is drawn. */
function symbol(name: string, draw: Draw): Result {
  const shape = shapeOf(name);
  if (shape === undefined) return { kind: 'bias', name };
  const { base, time } = splitName(name);
  if (base === 'y') return call('σ', drawn(`v@${time ?? ''}`, shape, draw), draw);
  if (base === 'z') return call(draw.hiddenFunction, drawn(`u@${time ?? ''}`, shape, draw), draw);
  return drawn(name, shape, draw);
}

function drawn(name: string, shape: Shape, draw: Draw): Value {
  const chance = createChance(draw.seed, name);
  const data = Array.from({ length: shape.rows * shape.cols }, () => 2 * chance.uniform() - 1);
  return { ...shape, data };
}

/** The terms with a shape come first: they decide which bias a letter is. */
function sum(node: Extract<Node, { kind: 'sum' }>, draw: Draw): Result {
  const results = node.terms.map((term) => ({ sign: term.sign, result: resultOf(term.node, draw) }));
  let total: Value | undefined;
  for (const { sign, result } of results) {
    if ('kind' in result) continue;
    const signed = map(result, (x) => sign * x);
    total = total === undefined ? signed : zip(total, signed, (x, y) => x + y);
  }
  const [first] = results;
  if (total === undefined) {
    if (first !== undefined && 'kind' in first.result) throw unknownSymbol(first.result.name);
    throw new ShapeFault();
  }
  for (const { sign, result } of results) {
    if ('kind' in result)
      total = zip(
        total,
        map(bias(result.name, total, draw), (x) => sign * x),
        (x, y) => x + y,
      );
  }
  return total;
}

/** The bias of the hidden layer or of the output, by the shape that is asked for. */
function bias(name: string, shape: Shape, draw: Draw): Value {
  if (sameShape(shape, HIDDEN_VECTOR)) return drawn('bias of the hidden layer', shape, draw);
  if (sameShape(shape, OUTPUT_VECTOR)) return drawn('bias of the output', shape, draw);
  throw unknownSymbol(name);
}

/**
 * A chain of factors, as written (column vectors: W s) or from the right (row vectors: s W). Vectors of one
 * shape that only stand side by side are multiplied element by element, as NumPy's `*` does.
 */
function product(factors: readonly Node[], draw: Draw): Result {
  const values: Value[] = [];
  factors.forEach((factor, i) => {
    const result = resultOf(factor, draw);
    if (!('kind' in result)) values.push(result);
    else values.push(biasFactor(result.name, i > 0 ? values[i - 1] : undefined, draw));
  });
  return inOrder(values) ?? inOrder([...values].reverse()) ?? elementwise(values);
}

/** `W_out b` when the bracket was multiplied out: only a letter that is usual for a bias. */
function biasFactor(name: string, before: Value | undefined, draw: Draw): Value {
  if (before === undefined || isScalar(before) || !isBiasLetter(name)) throw unknownSymbol(name);
  return bias(name, { rows: before.cols, cols: 1 }, draw);
}

function inOrder(values: readonly Value[]): Value | undefined {
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  let total = first;
  for (const value of others) {
    if (!isScalar(total) && !isScalar(value) && total.cols !== value.rows) return undefined;
    total = multiply(total, value);
  }
  return total;
}

function elementwise(values: readonly Value[]): Value {
  if (values.some((value) => value.cols !== 1)) throw new ShapeFault();
  return values.reduce((a, b) => zip(a, b, (x, y) => x * y));
}

/** A function by its name; an unknown name is some smooth function of its own. */
function call(fn: string, arg: Value, draw: Draw): Value {
  return map(
    arg,
    functionOf(fn === 'f' ? draw.hiddenFunction : fn === "f'" ? `${draw.hiddenFunction}'` : fn),
  );
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** A named function of one number; σ and g are the sigmoid, an unknown name is some smooth function of its own. */
export function functionOf(fn: string): (x: number) => number {
  switch (fn) {
    case 'g':
    case 'σ':
      return sigmoid;
    case "g'":
    case "σ'":
      return (x) => sigmoid(x) * (1 - sigmoid(x));
    case 'tanh':
      return Math.tanh;
    case "tanh'":
      return (x) => 1 - Math.tanh(x) ** 2;
    case 'relu':
      return (x) => Math.max(0, x);
    case "relu'":
      return (x) => (x > 0 ? 1 : 0);
    case 'exp':
      return Math.exp;
    default:
      return smooth(fn);
  }
}

/** sin(p·x + q) + x/3 with p, q drawn from the name. */
function smooth(fn: string): (x: number) => number {
  const chance = createChance(0, fn);
  const p = 1 + chance.uniform();
  const q = chance.uniform();
  return (x) => Math.sin(p * x + q) + x / 3;
}

function unknownSymbol(name: string): FormulaFault {
  const shown = quoted(showName(name));
  return new FormulaFault('unknown-symbol', {
    ja: `${shown} が何を表すのかわかりません。問題の記号を使うか、「${showName(name)} = …」と書き足してください。`,
    en: `I don't know what ${shown} stands for. Use the symbols of the question, or add a line that says what it is.`,
  });
}
