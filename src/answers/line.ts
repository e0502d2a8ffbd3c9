/** The `/train` line that repeats a run: the seed, and every setting that is not the default. */
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';

/** Settings in the order in which `/train` lists them. The interval of notes is not among its options. */
const SHOWN = [
  'activation',
  'init',
  'hidden',
  'rate',
  'iterations',
  'bits',
  'gradient',
  'biases',
  'loss',
  'optimiser',
  'clip',
  'batch',
  'std',
] as const satisfies readonly (keyof TrainConfig)[];

/** E.g. `/train activation=tanh init=xavier seed=1`. */
export function trainLine(config: TrainConfig): string {
  return ['/train', ...settings(config), `seed=${config.seed}`].join(' ');
}

/** The same without the seed: another run of the same settings. */
export function trainLineAnySeed(config: TrainConfig): string {
  return ['/train', ...settings(config)].join(' ');
}

function settings(config: TrainConfig): readonly string[] {
  return SHOWN.filter((key) => config[key] !== DEFAULTS[key]).map((key) => `${key}=${config[key]}`);
}
