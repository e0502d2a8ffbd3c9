/** Whether a configuration is one that can be trained. */
import { MOST_NOTED, type TrainConfig } from './config.ts';
import type { NumberRow, WordRow } from './setting.ts';
import { NAMES, rowOf } from './settings.ts';
import { weightLengths } from './shape.ts';
import { MATRICES, type Weights } from './weights.ts';

/**
 * Throws a RangeError that names the setting and what it may be, for the first one that is out of range; the words
 * come before the numbers.
 */
export function checkConfig(config: Readonly<Record<string, unknown>>): asserts config is TrainConfig {
  const rows = NAMES.map((name) => [name, rowOf(name)] as const);
  for (const [name, row] of rows) if (row.kind === 'word') checkWord(name, row, config[name]);
  for (const [name, row] of rows) if (row.kind !== 'word') checkNumber(name, row, config[name]);
  const [iterations, plotInterval] = [Number(config['iterations']), Number(config['plotInterval'])];
  if (iterations / plotInterval > MOST_NOTED) {
    const least = Math.ceil(iterations / MOST_NOTED);
    throw new RangeError(`plotInterval must be at least ${least} for ${iterations} iterations`);
  }
}

function checkWord(name: string, { choices }: WordRow, value: unknown): void {
  if (choices.some((choice) => choice === value)) return;
  throw new RangeError(`${name} must be one of ${choices.join(', ')}, not ${String(value)}`);
}

function checkNumber(name: string, { kind, min, max }: NumberRow, value: unknown): void {
  const is = kind === 'whole' ? Number.isInteger(value) : typeof value === 'number';
  if (is && Number(value) >= min && Number(value) <= max) return;
  const what = kind === 'whole' ? 'a whole number' : 'a number';
  throw new RangeError(`${name} must be ${what} from ${min} to ${max}, not ${String(value)}`);
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
