/** What holds a training up that did not come to add well: pure, from its settings and its course. */
import type { Words } from '../chat/locale.ts';
import { courseOf } from '../plot/loss.ts';
import { median } from '../plot/merit.ts';
import type { Activation, TrainConfig } from '../rnn/config.ts';
import { DEFAULTS } from '../rnn/config.ts';
import type { RunResult } from '../rnn/result.ts';
import { count, loss, percent } from './figures.ts';
import { isSlow, isTight, seen, usualRate } from './usual.ts';

/** From this accuracy on a finished run has no trouble. */
const ENOUGH = 0.9;
/**
 * From this share of flat activations on, they are worth telling of. They need not be the cause: among those that learn
 * every sum there are runs with wide weights at 0.74, and with ReLU, where it is the share of units that are off, at 0.8.
 */
const FLAT: Readonly<Record<Activation, number>> = { sigmoid: 0.5, tanh: 0.5, relu: 0.9 };
/** Snapshots over which that share is measured: a single one is of a single pair. */
const LAST = 10;

/**
 * What can be told of a finished run that does not add well; undefined if it does. Only `rest` and `single` say
 * anything of the future, since both are proved. That a loss does not fall proves nothing. Of 59 settings with 20 seeds
 * each, trained on to 300,000 pairs: of 221 runs called `standing` 67 came to know every sum, of 231 called `flat` 51,
 * of 62 called `falling` 44, of 120 called `slow` 84, of 28 called `short` all; of 20 called `single` and 27 called
 * `rest` none.
 */
export type Trouble =
  /** No pair changes any weight any more. */
  | 'rest'
  /** One hidden unit: no weights add. */
  | 'single'
  | 'slow'
  | 'flat'
  | 'falling'
  | 'short'
  | 'standing';

export function troubleOf(result: RunResult): Trouble | undefined {
  const { config, outcome, evaluation, losses, atRest } = result;
  if (outcome.kind !== 'finished' || evaluation.accuracy >= ENOUGH) return undefined;
  if (atRest) return 'rest';
  if (config.hidden === 1 && config.bits > 1) return 'single';
  if (isSlow(config)) return 'slow';
  if (flatShare(result) >= FLAT[config.activation]) return 'flat';
  if (isFalling(losses)) return 'falling';
  return seen(config) < DEFAULTS.iterations ? 'short' : 'standing';
}

/** Mean share of flat activations over the last snapshots, 0…1. */
function flatShare({ snapshots }: RunResult): number {
  const last = snapshots.slice(-LAST);
  return last.reduce((sum, { saturation }) => sum + saturation, 0) / Math.max(1, last.length);
}

/** Median loss of each quarter of a run; undefined where there are too few to tell. */
function quarters(losses: readonly number[]): readonly [number, number, number, number] | undefined {
  const size = Math.floor(losses.length / 4);
  if (size < 3) return undefined;
  const middle = (k: number) => median(losses.slice(k * size, (k + 1) * size));
  return [middle(0), middle(1), middle(2), middle(3)];
}

/** Whether the loss falls from quarter to quarter, as far as single pairs let it be seen. */
function isFalling(losses: readonly number[]): boolean {
  const middles = quarters(losses);
  if (middles === undefined || courseOf(losses) !== 'falls') return false;
  const [first, , third, last] = middles;
  return last < third && last < 0.8 * first;
}

/** What no look at a finished run can tell. */
const ONLY_TRAINING: Words = {
  en: ' Whether it is stuck or just slow, only training on can tell.',
  ja: '行き詰まったのか、進みが遅いだけなのかは、学習を続けてみないとわかりません。',
};
const STILL_FALLING: Words = {
  en: 'The loss is still falling: more pairs may be all it needs.',
  ja: '損失はまだ下がり続けています。学習を長くすれば、もっと正解できるかもしれません。',
};

/** What holds a run up that has finished without learning to add; empty if nothing does. */
export function troubleText(result: RunResult): Words {
  const { config, evaluation } = result;
  switch (troubleOf(result)) {
    case undefined:
      return { en: '', ja: '' };
    case 'rest': {
      const all = count(evaluation.pairs);
      return {
        en: `\nIt has come to rest: none of all ${all} pairs changes a single weight any more, so training on cannot help.`,
        ja: `\n学習は完全に止まっています。全 ${all} 通りを試しても、重みが変わる組は 1 つもありません。このまま続けても何も変わりません。`,
      };
    }
    case 'single':
      return {
        en: '\nA single hidden unit can never add, however long it trains: its output only rises, or only falls, with the weighted sum of the inputs. No weights make it high for 0 + 1 and 1 + 0 but low for 0 + 0 and 1 + 1.',
        ja: '\n中間層が 1 ユニットでは、どれだけ学習しても足し算はできません。出力は入力の重み付き和に対して増える一方か減る一方なので、0 + 1 と 1 + 0 では大きく、0 + 0 と 1 + 1 では小さくする重みは存在しません。',
      };
    case 'slow':
      return slowText(config);
    case 'flat':
      return flatText(result);
    case 'falling':
      return { en: `\n${STILL_FALLING.en}`, ja: `\n${STILL_FALLING.ja}` };
    case 'short': {
      const n = seen(config);
      return {
        en: `\nIt has seen only ${count(n)} pair${n === 1 ? '' : 's'}; about ${count(DEFAULTS.iterations)} are usual.`,
        ja: `\n学習した組はまだ ${count(n)} 組です。ふつうは ${count(DEFAULTS.iterations)} 組ほど必要です。`,
      };
    }
    case 'standing':
      return standingText(result);
  }
}

function slowText(config: TrainConfig): Words {
  const why: Words = isTight(config)
    ? { en: `gradients are clipped to ${config.clip}`, ja: `勾配を ${config.clip} にクリッピング` }
    : {
        en: `rate ${config.rate}, where ${usualRate(config)} is usual`,
        ja: `学習率 ${config.rate}、ふつうは ${usualRate(config)}`,
      };
  return {
    en: `\nIts steps are tiny (${why.en}), so it learns slowly.`,
    ja: `\n1 回の更新が小さいため(${why.ja})、学習がゆっくりしか進みません。`,
  };
}

function flatText(result: RunResult): Words {
  const share = percent(flatShare(result));
  const what: Words =
    result.config.activation === 'relu'
      ? {
          en: `${share} of the hidden activations are 0, where ReLU is flat: no error gets back through them.`,
          ja: `中間層の出力の ${share} が 0 で(ReLU が平らな部分)、そこからは誤差が戻りません。`,
        }
      : {
          en: `${share} of the hidden activations sit where f is flat: hardly any of the error gets back through those, which can hold learning up for long.`,
          ja: `中間層の出力の ${share} が f の平らな部分にあります。そこからは誤差がほとんど戻らず、学習が長く滞ることがあります。`,
        };
  const next: Words = isFalling(result.losses)
    ? { en: ` ${STILL_FALLING.en}`, ja: STILL_FALLING.ja }
    : ONLY_TRAINING;
  return { en: `\n${what.en}${next.en}`, ja: `\n${what.ja}${next.ja}` };
}

function standingText({ losses }: RunResult): Words {
  const middles = quarters(losses);
  if (middles === undefined) return { en: `\n${ONLY_TRAINING.en.trim()}`, ja: `\n${ONLY_TRAINING.ja}` };
  const [, , third, last] = middles;
  const [before, after] = [loss(third), loss(last)];
  const how: Words =
    last >= third
      ? { en: 'Of late its loss has not fallen', ja: '終わりのほうでは、損失が下がっていません' }
      : last >= 0.95 * third
        ? { en: 'Of late its loss has hardly fallen', ja: '終わりのほうでは、損失がほとんど下がっていません' }
        : { en: 'Its loss does not fall steadily', ja: '損失は安定して下がってはいません' };
  return {
    en: `\n${how.en} (median ${before} in the third quarter of the run, ${after} in the last).${ONLY_TRAINING.en}`,
    ja: `\n${how.ja}(中央値は、全体を 4 等分した 3 番目の区間で ${before}、最後の区間で ${after})。${ONLY_TRAINING.ja}`,
  };
}
