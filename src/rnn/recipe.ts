/**
 * The settings of a run as a short code that people copy and read: `rnn1-h32,tanh,xavier,s7`. Only what is
 * not a default is in it; `rnn1` alone is the default run. Version 1 means the defaults of this version.
 */
import { DEFAULTS, type TrainConfig } from './config.ts';
import { CHOICES, checkConfig } from './validate.ts';

const PREFIX = 'rnn1';

/** What stands before the number of each numeric setting. */
const NUMBER_MARKS = {
  hidden: 'h',
  bits: 'bits',
  rate: 'rate',
  iterations: 'n',
  batch: 'batch',
  clip: 'clip',
  std: 'std',
  plotInterval: 'plot',
  seed: 's',
} as const satisfies Partial<Record<keyof TrainConfig, string>>;

/** Words that would not say by themselves what they belong to. */
const WORD_MARKS: Readonly<Record<string, string>> = {
  'biases=on': 'bias',
  'biases=off': 'nobias',
  'loss=cross-entropy': 'xent',
  'gradient=article': 'article',
  'gradient=true': 'truegradient',
};

/** Longest code that is read, in characters; none that is written is longer. */
const MAX_LENGTH = 200;

type Setting = readonly [name: string, value: string | number];

/** The code of a valid configuration. */
export function encodeRecipe(config: TrainConfig): string {
  checkConfig(config);
  const differs = (name: string) => Reflect.get(config, name) !== Reflect.get(DEFAULTS, name);
  const numbers = Object.entries(NUMBER_MARKS).map(([name, mark]) => ({
    name,
    text: `${mark}${String(Reflect.get(config, name))}`,
  }));
  const words = Object.keys(CHOICES).map((name) => ({
    name,
    text: wordMark(name, String(Reflect.get(config, name))),
  }));
  const parts = [...words, ...numbers].filter(({ name }) => differs(name)).map(({ text }) => text);
  return parts.length === 0 ? PREFIX : `${PREFIX}-${parts.join(',')}`;
}

/**
 * The configuration that a code stands for; capitals and blanks around it do not matter.
 * Throws a RangeError that names the part that cannot be read, or the setting out of range.
 */
export function decodeRecipe(code: string): TrainConfig {
  const text = code.trim().toLowerCase();
  if (text.length > MAX_LENGTH) throw new RangeError(`a recipe has at most ${MAX_LENGTH} characters`);
  if (text === PREFIX) return DEFAULTS;
  if (!text.startsWith(`${PREFIX}-`))
    throw new RangeError(`a recipe begins with ${PREFIX}-, not ${text.slice(0, 12)}`);
  const settings = text
    .slice(PREFIX.length + 1)
    .split(',')
    .map(readPart);
  const twice = settings.find(([name], i) => settings.findIndex(([other]) => other === name) !== i);
  if (twice !== undefined) throw new RangeError(`the recipe gives ${twice[0]} twice`);
  const config: TrainConfig = { ...DEFAULTS, ...Object.fromEntries(settings) };
  checkConfig(config);
  return config;
}

function wordMark(name: string, value: string): string {
  return WORD_MARKS[`${name}=${value}`] ?? value;
}

function readPart(part: string): Setting {
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = choices.find((choice) => wordMark(name, choice) === part);
    if (value !== undefined) return [name, value];
  }
  const [, mark, number] = /^([a-z]+)(\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(part) ?? [];
  const numeric = Object.entries(NUMBER_MARKS).find(([, known]) => known === mark);
  if (numeric === undefined || number === undefined)
    throw new RangeError(`the recipe has a part that is not known: ${part}`);
  return [numeric[0], Number(number)];
}
