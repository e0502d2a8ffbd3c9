/** Why a training did not come to add well, and what helps: pure, from its settings and its course. */
import type { Words } from '../chat/locale.ts';
import { courseOf } from '../plot/loss.ts';
import { median } from '../plot/merit.ts';
import { DEFAULTS, type Optimiser, RANGES, type TrainConfig } from '../rnn/config.ts';
import type { RunResult } from '../rnn/result.ts';
import { count, percent } from './figures.ts';
import { trainLine } from './line.ts';

/** From this accuracy on a finished run is not called stuck. */
const ENOUGH = 0.9;
/** From this share of flat activations on, that is why. */
const FLAT = 0.5;
/** A rate or a factor so many times larger or smaller than usual is at fault. */
const FAR = 5;
/** With fewer hidden units a run seldom learns every sum. */
const FEW = 6;
/** Largest gradient norm below which clipping is what slows a run down. */
const TIGHT = 0.2;
/** The learning rate with which each optimiser learns to add. */
const USUAL_RATE: Readonly<Record<Optimiser, number>> = { sgd: DEFAULTS.rate, momentum: 0.01, adam: 0.01 };

/** Why a finished run does not add well; undefined if it does. */
type Trouble = 'slow' | 'falling' | 'flat' | 'short' | 'plateau' | undefined;

function troubleOf({ config, outcome, evaluation, losses, snapshots }: RunResult): Trouble {
  if (outcome.kind !== 'finished' || evaluation.accuracy >= ENOUGH) return undefined;
  if (config.rate * FAR <= usualRate(config) || isTight(config)) return 'slow';
  if ((snapshots.at(-1)?.saturation ?? 0) >= FLAT) return 'flat';
  if (isFalling(losses)) return 'falling';
  return seen(config) < DEFAULTS.iterations ? 'short' : 'plateau';
}

/** Whether the loss falls from quarter to quarter, as far as single pairs let it be seen. */
function isFalling(losses: readonly number[]): boolean {
  const quarter = Math.floor(losses.length / 4);
  if (quarter < 3 || courseOf(losses) !== 'falls') return false;
  const middle = (k: number) => median(losses.slice(k * quarter, (k + 1) * quarter));
  return middle(3) < middle(2) && middle(3) < 0.8 * middle(0);
}

/** What holds a run up that has finished without learning to add; empty if nothing does. */
export function troubleText(result: RunResult): Words {
  const share = percent(result.snapshots.at(-1)?.saturation ?? 0);
  switch (troubleOf(result)) {
    case undefined:
      return { en: '', ja: '' };
    case 'slow':
      return {
        en: '\nIts steps are tiny, so it learns very slowly.',
        ja: '\n1 回の更新が小さすぎて、学習がなかなか進みません。',
      };
    case 'falling':
      return {
        en: '\nThe loss is still falling: more pairs may be all it needs.',
        ja: '\n損失はまだ下がり続けています。学習を長くすれば、もっと正解できるかもしれません。',
      };
    case 'flat':
      return {
        en: `\nIt is stuck: ${share} of the hidden activations sit where f is flat, so hardly any gradient gets through.`,
        ja: `\n学習が止まっています。中間層の出力の ${share} が f の平らな部分にあり、勾配がほとんど伝わりません。`,
      };
    case 'short': {
      const n = seen(result.config);
      return {
        en: `\nIt has seen only ${count(n)} pair${n === 1 ? '' : 's'}; about ${count(DEFAULTS.iterations)} are usual.`,
        ja: `\n学習した組はまだ ${count(n)} 組です。ふつうは ${count(DEFAULTS.iterations)} 組ほど必要です。`,
      };
    }
    case 'plateau':
      return {
        en: '\nIt is stuck on a plateau: the loss no longer falls.',
        ja: '\n学習が停滞しています。損失が下がらなくなりました。',
      };
  }
}

/** A line that repeats a run with something changed, and the words that say what. */
export type Remedy = { readonly words: Words; readonly line: string };

type Change = { readonly words: Words; readonly part: Partial<TrainConfig> };

/**
 * What helps a run that blew up or got stuck, best first; empty if it is fine. What is unusual about its settings is
 * put right at once, since a run with two faults is helped by neither remedy alone.
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
  return offers
    .map((changes) => ({
      words: joined(changes),
      line: trainLine(Object.assign({ ...config }, ...changes.map(({ part }) => part))),
    }))
    .filter(
      ({ line }, place, all) => line !== own && all.findIndex((other) => other.line === line) === place,
    );
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
  const rate = Math.max(RANGES.rate.min, wanted);
  return { words: { en: `rate ${rate}`, ja: `学習率 ${rate}` }, part: { rate } };
}

function longer({ batch }: TrainConfig, updates: number): Change {
  const iterations = Math.min(updates, RANGES.iterations.max);
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
  // With SGD and ReLU even He weights get stuck about every other time; σ learns with normal ones.
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

/** The gradients of a batch are summed, so that large ones need smaller rates; Adam takes no notice of the size. */
function usualRate({ optimiser, batch }: TrainConfig): number {
  const usual = USUAL_RATE[optimiser];
  return optimiser === 'adam' ? usual : Number((usual * Math.min(1, 16 / batch)).toPrecision(1));
}

/** Pairs that a run sees in all. */
function seen({ iterations, batch }: TrainConfig): number {
  return iterations * batch;
}

function isTight({ clip }: TrainConfig): boolean {
  return clip > 0 && clip < TIGHT;
}

/** Several changes as the label of a button. */
function joined(changes: readonly Change[]): Words {
  const en = changes.map(({ words }) => words.en).join(', ');
  return {
    en: en.charAt(0).toUpperCase() + en.slice(1),
    ja: changes.map(({ words }) => words.ja).join('、'),
  };
}
