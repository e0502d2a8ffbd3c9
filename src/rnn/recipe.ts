/**
 * The settings of a run as a short code that people copy and read: `rnn1-h32,tanh,xavier,s7`. Only what was not so
 * before there was the setting is in it (`BEFORE`), so that a code means the same network for ever; `rnn1` alone is the
 * run that the article's settings make.
 */
import { BEFORE, type TrainConfig } from './config.ts';
import type { WordRow } from './setting.ts';
import { inOrder, NAMES, rowOf, type Setting } from './settings.ts';
import { checkConfig } from './validate.ts';

const PREFIX = 'rnn1';

/** Longest code that is read, in characters; none that is written is longer. */
const MAX_LENGTH = 200;

/** The order in which numbers have always been written, after the words: the league knows a training by this text. */
const NUMBERS = inOrder([
  'hidden',
  'bits',
  'rate',
  'iterations',
  'batch',
  'clip',
  'std',
  'plotInterval',
  'seed',
]);
const isWord = (name: Setting) => rowOf(name).kind === 'word';
const WRITTEN = [...NAMES.filter(isWord), ...NUMBERS.filter((name) => !isWord(name))];

/** The code of a valid configuration. */
export function encodeRecipe(config: TrainConfig): string {
  checkConfig(config);
  const parts = WRITTEN.filter((name) => config[name] !== BEFORE[name]).map((name) => partOf(name, config));
  return parts.length === 0 ? PREFIX : `${PREFIX}-${parts.join(',')}`;
}

/**
 * The configuration that a code stands for; capitals and blanks around it do not matter.
 * Throws a RangeError that names the part that cannot be read, or the setting out of range.
 */
export function decodeRecipe(code: string): TrainConfig {
  const text = code.trim().toLowerCase();
  if (text.length > MAX_LENGTH) throw new RangeError(`a recipe has at most ${MAX_LENGTH} characters`);
  if (text === PREFIX) return BEFORE;
  if (!text.startsWith(`${PREFIX}-`))
    throw new RangeError(`a recipe begins with ${PREFIX}-, not ${text.slice(0, 12)}`);
  const settings = text
    .slice(PREFIX.length + 1)
    .split(',')
    .map(readPart);
  const twice = settings.find(([name], i) => settings.findIndex(([other]) => other === name) !== i);
  if (twice !== undefined) throw new RangeError(`the recipe gives ${twice[0]} twice`);
  const config = { ...BEFORE, ...Object.fromEntries(settings) };
  checkConfig(config);
  return config;
}

function partOf(name: Setting, config: TrainConfig): string {
  const row = rowOf(name);
  const value = String(config[name]);
  return row.kind === 'word' ? markOf(row, value) : `${row.mark}${value}`;
}

/** How a recipe writes a word: most say by themselves what they belong to. */
function markOf({ marks }: WordRow, value: string): string {
  return marks[value] ?? value;
}

function readPart(part: string): readonly [name: Setting, value: string | number] {
  const [, mark, number] = /^([a-z]+)(\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(part) ?? [];
  for (const name of NAMES) {
    const row = rowOf(name);
    if (row.kind !== 'word') {
      if (row.mark === mark) return [name, Number(number)];
      continue;
    }
    const value = row.choices.find((choice) => markOf(row, choice) === part);
    if (value !== undefined) return [name, value];
  }
  throw new RangeError(`the recipe has a part that is not known: ${part}`);
}
