/** The head of the NumPy program of a run: its settings as variables. */
import type { TrainConfig } from '../config.ts';
import type { RunResult } from '../result.ts';
import { inOrder, type Setting } from '../settings.ts';

/** How the program has each setting: as a `variable`, or `written` into the lines below that it decides. */
const HELD: Readonly<Record<Setting, 'variable' | 'written'>> = {
  cell: 'written',
  activation: 'written',
  init: 'written',
  std: 'written',
  hidden: 'variable',
  biases: 'written',
  loss: 'written',
  gradient: 'written',
  optimiser: 'written',
  rate: 'variable',
  clip: 'written',
  batch: 'variable',
  iterations: 'variable',
  bits: 'variable',
  seed: 'written',
  plotInterval: 'variable',
};
const VARIABLES = inOrder(['hidden', 'bits', 'rate', 'iterations', 'batch', 'plotInterval']).filter(
  (name) => HELD[name] !== 'written',
);

/** The first lines: `hidden = 16` and so on. */
export function settings({ config, outcome, iterations }: RunResult): string {
  const done: TrainConfig = outcome.kind === 'cancelled' ? { ...config, iterations } : config;
  const variables = VARIABLES.map((name) => `${snakeCase(name)} = ${JSON.stringify(done[name])}`);
  return `
import numpy as np

${variables.join('\n')}

np.random.seed(${config.seed})
`;
}

/** As Python names things: plot_interval. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
