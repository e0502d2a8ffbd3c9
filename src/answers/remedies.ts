/** What to change about a training that blew up or did not come to add well: pure, from its result. */
import type { Words } from '../chat/locale.ts';
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import type { RunResult } from '../rnn/result.ts';
import { SETTINGS } from '../rnn/settings.ts';
import { count } from './figures.ts';
import { trainLine } from './line.ts';
import { troubleOf } from './trouble.ts';
import { FAR, isTight, seen, USUAL_RATE, usualRate } from './usual.ts';

/** With fewer hidden units a run seldom learns every sum. */
const FEW = 6;

/** A line that repeats a run with something changed, and the words that say what. */
export type Remedy = { readonly words: Words; readonly line: string };

type Change = { readonly words: Words; readonly part: Partial<TrainConfig> };

/**
 * What helps a run that blew up or did not come to add, best first; empty if it is fine. What is unusual about its
 * settings is put right at once, since a run with two faults is helped by neither remedy alone. Last comes training on,
 * where nothing else can tell whether it was stuck.
 */
export function remedies(result: RunResult): readonly Remedy[] {
  const { config, outcome } = result;
  const diverged = outcome.kind === 'diverged';
  const trouble = troubleOf(result);
  if (!diverged && trouble === undefined) return [];
  const mended = fixesOf(config);
  const adam = config.optimiser === 'adam' ? [] : [ADAM];
  const clip = [
    config.clip === 0 || config.clip > 1 ? CLIP : rateOf(Number((config.rate / 10).toPrecision(2))),
  ];
  const offers = diverged
    ? [[...mended, ...clip], clip]
    : mended.length > 0
      ? [mended, [...mended.filter(({ part }) => part.rate === undefined), ...adam]]
      : trouble === 'falling'
        ? [[longer(config, 3 * config.iterations)], adam]
        : [adam, config.hidden < DEFAULTS.hidden ? [UNITS] : []];
  const own = trainLine(config);
  const open = trouble === 'flat' || trouble === 'standing';
  const cures = offers.map((changes) => ({
    words: joined(changes),
    line: trainLine(Object.assign({ ...config }, ...changes.map(({ part }) => part))),
  }));
  return [...cures, ...(open ? [trainedOn(config)] : [])].filter(
    ({ line }, place, all) => line !== own && all.findIndex((other) => other.line === line) === place,
  );
}

/** How many times as long a run is trained on to see whether it was stuck. */
const LONG = 10;

/** Not a remedy but a test: of a run whose loss stands still nobody knows what it comes to. */
function trainedOn(config: TrainConfig): Remedy {
  const { words, part } = longer(config, LONG * config.iterations);
  return {
    words: { en: `Train on: ${words.en}`, ja: `学習を続ける: ${words.ja}` },
    line: trainLine({ ...config, ...part }),
  };
}

const CLIP: Change = { words: { en: 'clip the gradient', ja: '勾配クリッピング' }, part: { clip: 1 } };
const CLIP_LESS: Change = { words: { en: 'clip at 1', ja: 'クリッピングは 1' }, part: { clip: 1 } };
const ADAM: Change = {
  words: { en: 'Adam, rate 0.01', ja: 'Adam、学習率 0.01' },
  part: { optimiser: 'adam', rate: USUAL_RATE.adam },
};
const UNITS: Change = {
  words: { en: `H = ${DEFAULTS.hidden}`, ja: `H = ${DEFAULTS.hidden}` },
  part: { hidden: DEFAULTS.hidden },
};

function rateOf(wanted: number): Change {
  const rate = Math.max(SETTINGS.rate.min, wanted);
  return { words: { en: `rate ${rate}`, ja: `学習率 ${rate}` }, part: { rate } };
}

function longer({ batch }: TrainConfig, updates: number): Change {
  const iterations = Math.min(updates, SETTINGS.iterations.max);
  const n = count(iterations);
  return {
    words: batch === 1 ? { en: `${n} pairs`, ja: `${n} 組` } : { en: `${n} updates`, ja: `更新 ${n} 回` },
    part: { iterations },
  };
}

/** What is unusual about the settings, put right. */
function fixesOf(config: TrainConfig): readonly Change[] {
  const { activation, init, std, hidden, rate, batch } = config;
  const usual = usualRate(config);
  // With SGD and ReLU even He weights fail about every other time; σ learns with normal ones.
  const wide = activation === 'relu' ? init !== 'xavier' : activation === 'tanh' && init === 'normal';
  const fixes: Change[] = [];
  if (hidden < FEW) fixes.push(UNITS);
  if (wide) {
    fixes.push({ words: { en: 'Xavier weights', ja: 'Xavier の初期値' }, part: { init: 'xavier', std: 1 } });
  } else if (std >= FAR / 2 || std * FAR <= 1) {
    fixes.push({ words: { en: 'usual weights (std=1)', ja: '初期値を標準に(std=1)' }, part: { std: 1 } });
  }
  if (rate >= FAR * usual || rate * FAR <= usual) {
    fixes.push(rateOf(usual));
  }
  if (isTight(config)) fixes.push(CLIP_LESS);
  if (seen(config) < DEFAULTS.iterations) {
    fixes.push(longer(config, Math.ceil(DEFAULTS.iterations / batch)));
  }
  return fixes;
}

/** Several changes as the label of a button. */
function joined(changes: readonly Change[]): Words {
  const en = changes.map(({ words }) => words.en).join(', ');
  return {
    en: en.charAt(0).toUpperCase() + en.slice(1),
    ja: changes.map(({ words }) => words.ja).join('、'),
  };
}
