/** How weights lie in the kernel's memory (`assembly/memory.ts`), and what it is told of the settings. */
import { RECURRENT_CELLS } from '../cells/index.ts';
import { BEFORE, type TrainConfig } from '../config.ts';
import { NAMES, type Setting } from '../settings.ts';
import type { Weights } from '../weights.ts';

/**
 * What the kernel makes of each setting. `told`: it does its arithmetic. `outside`: that is done before or around it,
 * with the weights and pairs that it is given. `ignored`: it does what was done before there was the setting.
 */
const SHARE: Readonly<Record<Setting, 'told' | 'outside' | 'ignored'>> = {
  // Whether there is a kernel for it, a cell says itself.
  cell: 'outside',
  activation: 'told',
  init: 'outside',
  std: 'outside',
  hidden: 'told',
  biases: 'told',
  loss: 'told',
  gradient: 'told',
  optimiser: 'told',
  rate: 'told',
  clip: 'told',
  batch: 'told',
  iterations: 'outside',
  bits: 'told',
  seed: 'outside',
  plotInterval: 'outside',
};

/** Whether the kernel does all that a configuration asks for. */
export function isWithinKernel(config: TrainConfig): boolean {
  if (RECURRENT_CELLS[config.cell].kernel === 'none') return false;
  return NAMES.every((name) => ['told', 'outside'].includes(SHARE[name]) || config[name] === BEFORE[name]);
}

export const ACTIVATION = { sigmoid: 0, tanh: 1, relu: 2 } as const satisfies Numbered<'activation'>;
export const OPTIMISER = { sgd: 0, momentum: 1, adam: 2 } as const satisfies Numbered<'optimiser'>;
export const BIASES = { off: 0, on: 1 } as const satisfies Numbered<'biases'>;

type Numbered<Setting extends 'activation' | 'optimiser' | 'biases'> = Record<TrainConfig[Setting], number>;

/** Loss and output slope are one number: the slip in the slope matters to the squared error only. */
export function lossNumber({ loss, gradient }: Pick<TrainConfig, 'loss' | 'gradient'>): 0 | 1 | 2 {
  if (loss === 'cross-entropy') return 2;
  return gradient === 'article' ? 1 : 0;
}

/** Hp: H rounded up to a multiple of 4, the length of a row. */
function rowLength(hidden: number): number {
  return Math.ceil(hidden / 4) * 4;
}

/** Numbers in PARAMETERS: rows of W, W_in, b, one that is unused, W_out, and c with one that is unused. */
export function parameterCount(hidden: number): number {
  const row = rowLength(hidden);
  return (row + 5) * row + 2;
}

/** Views of the rows in PARAMETERS, each H long (c: 1), without what is padded. */
function rowsOf(hidden: number, parameters: Float64Array) {
  const row = rowLength(hidden);
  const at = (index: number) => parameters.subarray(index * row, index * row + hidden);
  const last = (row + 5) * row;
  return {
    W: Array.from({ length: hidden }, (_, i) => at(i)),
    W_in: [at(row), at(row + 1)],
    b: at(row + 2),
    W_out: at(row + 4),
    c: parameters.subarray(last, last + 1),
  };
}

/** Writes weights to PARAMETERS; what is padded stays as it is. */
export function writeParameters(hidden: number, parameters: Float64Array, weights: Weights): void {
  const rows = rowsOf(hidden, parameters);
  const part = (matrix: Float64Array, i: number) => matrix.subarray(i * hidden, (i + 1) * hidden);
  for (const [i, row] of rows.W.entries()) row.set(part(weights.W, i));
  for (const [i, row] of rows.W_in.entries()) row.set(part(weights.W_in, i));
  rows.W_out.set(weights.W_out);
  rows.b.set(weights.b);
  rows.c.set(weights.c);
}

/** Reads PARAMETERS as fresh weights. */
export function readParameters(
  hidden: number,
  biases: TrainConfig['biases'],
  parameters: Float64Array,
): Weights {
  const rows = rowsOf(hidden, parameters);
  const W = new Float64Array(hidden * hidden);
  const W_in = new Float64Array(2 * hidden);
  for (const [i, row] of rows.W.entries()) W.set(row, i * hidden);
  for (const [i, row] of rows.W_in.entries()) W_in.set(row, i * hidden);
  const biased = biases === 'on';
  return {
    W_in,
    W,
    W_out: rows.W_out.slice(),
    b: biased ? rows.b.slice() : new Float64Array(0),
    c: biased ? rows.c.slice() : new Float64Array(0),
  };
}
