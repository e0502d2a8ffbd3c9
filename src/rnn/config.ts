/** A configuration: a value for each setting of the table in `settings.ts`. */
import { NAMES, rowOf, SETTINGS, type Setting } from './settings.ts';

/** Plain data: it is stored, sent to workers and exported as it is. */
export type TrainConfig = { readonly [S in Setting]: (typeof SETTINGS)[S]['default'] };

/** The article's settings, with the slip in its output slope mended (`gradient: 'true'`). */
export const DEFAULTS: TrainConfig = column('default');

/** What is meant where a setting is not named, since there may have been none: in saved runs, recipes, and decks. */
export const BEFORE: TrainConfig = column('before');

function column(key: 'default' | 'before'): TrainConfig {
  const grown = Object.fromEntries(NAMES.map((name) => [name, rowOf(name)[key]]));
  // The reference engine runs some 15 % faster on objects that V8 lays out at once than on those grown name by name.
  // Neither keeps what belongs to which name in its type.
  return JSON.parse(JSON.stringify(grown)) as TrainConfig;
}

/** Most losses that a run may note: iterations ÷ plotInterval. */
export const MOST_NOTED = 10_000;

export const CELLS = SETTINGS.cell.choices;
export type Cell = TrainConfig['cell'];
export const ACTIVATIONS = SETTINGS.activation.choices;
export type Activation = TrainConfig['activation'];
export const INITS = SETTINGS.init.choices;
export type Init = TrainConfig['init'];
export const BIASES = SETTINGS.biases.choices;
export const LOSSES = SETTINGS.loss.choices;
export type Loss = TrainConfig['loss'];
export const GRADIENTS = SETTINGS.gradient.choices;
export type Gradient = TrainConfig['gradient'];
export const OPTIMISERS = SETTINGS.optimiser.choices;
export type Optimiser = TrainConfig['optimiser'];
