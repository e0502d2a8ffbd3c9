/** Whether a configuration is one that can be trained. */
import {
  ACTIVATIONS,
  BIASES,
  CELLS,
  GRADIENTS,
  INITS,
  LOSSES,
  MOST_NOTED,
  OPTIMISERS,
  RANGES,
  type TrainConfig,
} from './config.ts';
import { weightLengths } from './shape.ts';
import { MATRICES, type Weights } from './weights.ts';

/** Allowed values of every setting that is a word. */
export const CHOICES = {
  cell: CELLS,
  activation: ACTIVATIONS,
  init: INITS,
  biases: BIASES,
  loss: LOSSES,
  gradient: GRADIENTS,
  optimiser: OPTIMISERS,
} as const satisfies Partial<Record<keyof TrainConfig, readonly string[]>>;

/** The numeric settings that need not be whole. */
const FRACTIONAL: ReadonlySet<string> = new Set(['std', 'rate', 'clip']);

/** Throws a RangeError that names the setting and what it may be, for the first one that is out of range. */
export function checkConfig(config: TrainConfig): void {
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value: unknown = Reflect.get(config, name);
    if (!choices.some((choice) => choice === value)) {
      throw new RangeError(`${name} must be one of ${choices.join(', ')}, not ${String(value)}`);
    }
  }
  for (const [name, { min, max }] of Object.entries(RANGES)) {
    const value: unknown = Reflect.get(config, name);
    const whole = !FRACTIONAL.has(name);
    if (typeof value !== 'number' || !(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
      const kind = whole ? 'a whole number' : 'a number';
      throw new RangeError(`${name} must be ${kind} from ${min} to ${max}, not ${String(value)}`);
    }
  }
  const { iterations, plotInterval } = config;
  if (iterations / plotInterval > MOST_NOTED) {
    const least = Math.ceil(iterations / MOST_NOTED);
    throw new RangeError(`plotInterval must be at least ${least} for ${iterations} iterations`);
  }
}

/** Throws a RangeError that names the first part whose length is not the one that `config` asks for. */
export function checkWeights(config: TrainConfig, weights: Weights): void {
  const lengths = weightLengths(config);
  for (const name of MATRICES) {
    if (weights[name].length !== lengths[name]) {
      throw new RangeError(`${name} must hold ${lengths[name]} numbers, not ${weights[name].length}`);
    }
  }
}
