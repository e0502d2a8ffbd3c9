/** The settings of a run in one line, for captions and alt texts. Pure. */
import type { Locale } from '../chat/locale.ts';
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import { NAMES, type Setting } from '../rnn/settings.ts';
import { measure } from './number.ts';

/** How a caption puts a setting where its name and value would not do; undefined: it goes without. */
const PHRASES: {
  readonly [S in Setting]?: (config: TrainConfig, locale: Locale) => string | undefined;
} = {
  cell: ({ cell }) => unusual('cell', cell),
  activation: ({ activation }) => activation,
  init: ({ init, std }) => (std === 1 ? init : `${init} × ${measure(std)}`),
  std: () => undefined,
  hidden: ({ hidden }) => `H = ${hidden}`,
  rate: ({ rate }) => `ε = ${measure(rate)}`,
  bits: ({ bits }, locale) => `${bits} ${{ en: bits === 1 ? 'bit' : 'bits', ja: 'ビット' }[locale]}`,
  biases: ({ biases }) => (biases === 'on' ? 'b, c' : undefined),
  loss: ({ loss }) => unusual('loss', loss),
  optimiser: ({ optimiser }) => unusual('optimiser', optimiser),
  clip: ({ clip }) => (clip > 0 ? `clip ${measure(clip)}` : undefined),
  batch: ({ batch }) => (batch > 1 ? `batch ${batch}` : undefined),
  iterations: () => undefined,
  plotInterval: () => undefined,
};

/** A word that says by itself what it belongs to. */
function unusual<S extends Setting>(setting: S, value: TrainConfig[S]): string | undefined {
  return value === DEFAULTS[setting] ? undefined : String(value);
}

/** The settings in one line: `sigmoid · normal · H = 16 · ε = 0.1 · seed 0`, with only what is not usual added. */
export function settingsLine(config: TrainConfig, locale: Locale): string {
  const phrased = Object.values(PHRASES).map((phrase) => phrase(config, locale));
  const named = NAMES.filter((name) => PHRASES[name] === undefined && name !== 'seed')
    .filter((name) => config[name] !== DEFAULTS[name])
    .map((name) => `${name}=${config[name]}`);
  const seed = `${{ en: 'seed', ja: 'シード' }[locale]} ${config.seed}`;
  return [...phrased, ...named, seed].filter((part) => part !== undefined).join(' · ');
}
