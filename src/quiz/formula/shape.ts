/** The course's symbols and their shapes: every length is another number, so that no wrong product fits by luck. */
import { splitName } from './node.ts';

export type Shape = { readonly rows: number; readonly cols: number };

/** Inputs, hidden units, outputs: small and all different. */
const INPUTS = 2;
const HIDDEN = 3;
const OUTPUTS = 4;

export const SCALAR: Shape = { rows: 1, cols: 1 };
export const HIDDEN_VECTOR: Shape = { rows: HIDDEN, cols: 1 };
export const OUTPUT_VECTOR: Shape = { rows: OUTPUTS, cols: 1 };

/** Column vectors that carry a time step. */
const TIMED: ReadonlyMap<string, number> = new Map([
  ['x', INPUTS],
  ['s', HIDDEN],
  ['z', HIDDEN],
  ['h', HIDDEN],
  ['u', HIDDEN],
  ['δ', HIDDEN],
  ['y', OUTPUTS],
  ['v', OUTPUTS],
  ['d', OUTPUTS],
  ['δ_out', OUTPUTS],
]);

/** Matrices as the formulas use them, from the left: H × 2, H × H, 1 × H (here with 4 outputs). */
const MATRICES: ReadonlyMap<string, Shape> = new Map([
  ['W_in', { rows: HIDDEN, cols: INPUTS }],
  ['W', { rows: HIDDEN, cols: HIDDEN }],
  ['W_out', { rows: OUTPUTS, cols: HIDDEN }],
]);

const NUMBERS: ReadonlySet<string> = new Set(['ε', 'η', 'H', 'T', 'n']);

/** The shape of a symbol of the course; undefined for any other name (a bias, or an unknown one). */
export function shapeOf(name: string): Shape | undefined {
  const { base, time } = splitName(name);
  if (time !== undefined) {
    const rows = TIMED.get(base);
    return rows === undefined ? undefined : { rows, cols: 1 };
  }
  if (NUMBERS.has(base)) return SCALAR;
  return MATRICES.get(base.replace('∂E/∂', ''));
}

/** Whether the name is one of the three weight matrices. */
export function isWeight(name: string): boolean {
  return MATRICES.has(name);
}

/** Whether the name is a vector with a time step, such as `s@0`. */
export function isTimed(name: string): boolean {
  const { base, time } = splitName(name);
  return time !== undefined && TIMED.has(base);
}

/** Whether a letter in a product may be a bias, as in `W_out b`: only the letters that are usual for one. */
export function isBiasLetter(name: string): boolean {
  return shapeOf(name) === undefined && /^(?:b|c|β|θ)/.test(name);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.rows === b.rows && a.cols === b.cols;
}
