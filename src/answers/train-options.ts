/** The settings as options of `/train`, made from their table. */
import type { Words } from '../chat/locale.ts';
import type { OptionShape } from '../chat/shape.ts';
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import { inOrder, isOpen, rowOf, type SETTINGS, type Setting } from '../rnn/settings.ts';

type Given<S extends Setting> = (typeof SETTINGS)[S]['given'];

/** The settings that people may give. */
export type TrainSetting = { [S in Setting]: Given<S> extends 'derived' ? never : S }[Setting];

type Option<S extends TrainSetting> = {
  readonly words: Words;
  readonly required: false;
  readonly default: Given<S> extends 'drawn' ? undefined : TrainConfig[S];
} & (TrainConfig[S] extends number
  ? { readonly kind: 'integer' | 'number'; readonly min: number; readonly max: number }
  : {
      readonly kind: 'choice';
      readonly choices: readonly TrainConfig[S][];
      readonly labels: Readonly<Record<string, Words>>;
    });

/** In the order in which values are typed without names; a new setting comes after these. */
export const TRAIN_SETTINGS: readonly TrainSetting[] = inOrder([
  'activation',
  'init',
  'hidden',
  'rate',
  'iterations',
  'bits',
  'seed',
  'gradient',
  'biases',
  'loss',
  'optimiser',
  'clip',
  'batch',
  'std',
]).filter(isGiven);

/** An option for every setting that leaves a choice, with its range and its default. */
// `Object.fromEntries` forgets which option belongs to which name.
export const TRAIN_OPTIONS = Object.fromEntries(
  TRAIN_SETTINGS.filter(isOpen).map((name) => [name, optionOf(name)]),
) as { readonly [S in TrainSetting]: Option<S> };

function isGiven(setting: Setting): setting is TrainSetting {
  return rowOf(setting).given !== 'derived';
}

function optionOf(setting: Setting): OptionShape {
  const row = rowOf(setting);
  const { words } = row;
  if (row.kind === 'word') {
    const fallback = row.given === 'drawn' ? undefined : row.default;
    return { kind: 'choice', words, required: false, choices: row.choices, labels: {}, default: fallback };
  }
  const kind = row.kind === 'whole' ? 'integer' : 'number';
  const { min, max } = row;
  return { kind, words, required: false, min, max, default: row.given === 'drawn' ? undefined : row.default };
}

/** The settings as people give them, of which the seed may be left out. */
export type GivenSettings = { readonly [S in Exclude<TrainSetting, 'seed'>]: TrainConfig[S] };

/** The whole configuration of what was given. */
export function configOf(given: GivenSettings, seed: number): TrainConfig {
  return { ...DEFAULTS, ...given, seed, plotInterval: plotInterval(given.iterations) };
}

/** Every 100th loss is noted, as in the article; about 50 of a very short run, 1,000 of a very long one. */
function plotInterval(iterations: number): number {
  if (iterations < 5 * DEFAULTS.plotInterval) return Math.max(1, Math.floor(iterations / 50));
  return Math.max(DEFAULTS.plotInterval, Math.ceil(iterations / 1_000));
}
