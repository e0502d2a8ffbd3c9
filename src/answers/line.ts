/** The `/train` line that repeats a run: the seed, and every setting that is not the default. */
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import { TRAIN_SETTINGS } from './train-options.ts';

/** E.g. `/train activation=tanh init=xavier seed=1`. */
export function trainLine(config: TrainConfig): string {
  return ['/train', ...settings(config), `seed=${config.seed}`].join(' ');
}

/** The same without the seed: another run of the same settings. */
export function trainLineAnySeed(config: TrainConfig): string {
  return ['/train', ...settings(config)].join(' ');
}

function settings(config: TrainConfig): readonly string[] {
  return TRAIN_SETTINGS.filter((key) => key !== 'seed' && config[key] !== DEFAULTS[key]).map(
    (key) => `${key}=${config[key]}`,
  );
}
