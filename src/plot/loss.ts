/** The loss curve: what it says in words, and where its lines and marks go. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Outcome, RunResult } from '../rnn/result.ts';
import { count, measure, percent } from './number.ts';
import { roundUp } from './scale.ts';
import { sentence } from './sentence.ts';
import { settingsLine } from './settings.ts';
import { groupExtremes, groupFor, groupMeans, reachFor, smooth } from './smooth.ts';

/** A run's curve. `title` replaces the finding as heading (for a question: "which setting made this?"). */
export type LossSpec = {
  readonly kind: 'loss';
  readonly locale: Locale;
  readonly title?: string;
} & Pick<RunResult, 'config' | 'losses' | 'accuracies' | 'solvedAt' | 'outcome'> &
  // Without it the share of right sums is that of the last checkpoint.
  Partial<Pick<RunResult, 'evaluation'>>;

type Point = { readonly x: number; readonly y: number };

/** What is drawn of a run. */
export type LossFigure = {
  readonly scale: 'linear' | 'logarithmic';
  readonly xMax: number;
  /** Bounds of the loss axis. */
  readonly yMin: number;
  readonly yMax: number;
  readonly raw: readonly Point[];
  readonly smoothed: readonly Point[];
  /** Share of right sums, y in 0…1. */
  readonly accuracy: readonly Point[];
  readonly solvedAt: number | null;
  readonly divergedAt: number | null;
};

/** Values that are numbers, with the iteration of each. */
function finite(values: readonly number[], interval: number): Point[] {
  return values.flatMap((y, i) => (Number.isFinite(y) ? [{ x: i * interval, y }] : []));
}

/** Lines, marks and axis bounds. The axis is logarithmic when the smoothed curve spans more than a factor 30. */
export function lossFigure(spec: LossSpec): LossFigure {
  const { config, losses, outcome } = spec;
  const size = groupFor(losses.length);
  const step = config.plotInterval;
  const raw = groupExtremes(losses, size).map(({ at, value }) => ({ x: at * step, y: value }));
  const positive = raw.map((p) => p.y).filter((y) => y > 0);
  const { scale, strong } = trendOf(losses);
  const top = Math.max(...raw.map((p) => p.y), 0) || 1;
  return {
    scale,
    xMax: outcome.kind === 'finished' ? config.iterations : lastOf(spec),
    yMin: scale === 'linear' ? 0 : Math.min(...positive) * 0.8,
    yMax: scale === 'linear' ? roundUp(top) : top * 1.5,
    raw: scale === 'linear' ? raw : raw.filter((p) => p.y > 0),
    smoothed: finite(strong, step * size),
    accuracy: spec.accuracies.map(({ iteration, accuracy }) => ({ x: iteration, y: accuracy })),
    solvedAt: spec.solvedAt,
    divergedAt: outcome.kind === 'diverged' ? outcome.divergence.iteration : null,
  };
}

/** The last iteration that anything is known of; after a divergence, a little more than its moment. */
function lastOf({ losses, config, outcome, accuracies }: LossSpec): number {
  const noted = losses.findLastIndex(Number.isFinite) * config.plotInterval;
  if (outcome.kind === 'diverged') return Math.max(noted, Math.ceil(outcome.divergence.iteration * 1.25), 1);
  return Math.max(noted, accuracies.at(-1)?.iteration ?? 0, config.plotInterval);
}

/** An iteration as people count: by pairs, or by updates where an update takes several pairs. */
export function moment(config: TrainConfig, iteration: number): Words {
  const n = count(iteration);
  return config.batch === 1
    ? { en: `pair ${n}`, ja: `${n} 組目` }
    : { en: `update ${n}`, ja: `${n} 回目の更新` };
}

function diverged(config: TrainConfig, outcome: Outcome & { kind: 'diverged' }): Words {
  const { iteration, largest } = outcome.divergence;
  const norm = measure(largest.norm);
  const when = moment(config, iteration);
  return {
    en: `Blew up at ${when.en}: the gradient of ${largest.matrix} reached ${norm}`,
    ja: `${when.ja}で発散。${largest.matrix} の勾配が ${norm} に達しました`,
  };
}

/** The smoothed curve, a value for each group of neighbours, and the scale on which it is smoothed and drawn. */
function trendOf(
  losses: readonly number[],
): Pick<LossFigure, 'scale'> & { readonly strong: readonly number[] } {
  const means = groupMeans(losses, groupFor(losses.length));
  const reach = reachFor(means.length);
  const trial = smooth(means, reach, 'geometric');
  const sizes = trial.filter(Number.isFinite);
  return Math.max(...sizes) / Math.min(...sizes) > 30
    ? { scale: 'logarithmic', strong: trial }
    : { scale: 'linear', strong: smooth(means, reach, 'arithmetic') };
}

/**
 * The loss at the end as the smoothed curve has it: that of the last pair alone may be ten times as much or as little.
 * Undefined where no loss is a number.
 */
export function lossAtEnd(losses: readonly number[]): number | undefined {
  return trendOf(losses).strong.findLast(Number.isFinite) ?? losses.findLast(Number.isFinite);
}

/** How a loss goes from its first value to the smoothed end; `start` while there is one value only. */
export type Course = 'start' | 'falls' | 'rises' | 'stays';

/** The course of a curve, the same for the text and the picture: a fifth less falls, a quarter more rises. */
export function courseOf(losses: readonly number[]): Course {
  const values = losses.filter(Number.isFinite);
  const [first] = values;
  const last = lossAtEnd(losses);
  if (values.length < 2 || first === undefined || last === undefined) return 'start';
  return last < first * 0.8 ? 'falls' : last > first * 1.25 ? 'rises' : 'stays';
}

/** The finding, one sentence without a full stop: "Loss falls from 1.71 to 0.003; solved at pair 5,300". */
export function lossFinding(spec: LossSpec): string {
  const { outcome, locale, solvedAt } = spec;
  if (outcome.kind === 'diverged') return diverged(spec.config, outcome)[locale];
  const values = spec.losses.filter(Number.isFinite);
  const first = values[0];
  const last = lossAtEnd(spec.losses);
  if (first === undefined || last === undefined) {
    return { en: 'No loss noted yet', ja: 'まだ損失の記録がありません' }[locale];
  }
  const from = measure(first);
  const to = measure(last);
  const curve: Words = {
    start: { en: `Loss starts at ${from}`, ja: `損失は ${from} から始まります` },
    falls: { en: `Loss falls from ${from} to ${to}`, ja: `損失は ${from} から ${to} まで下がりました` },
    rises: { en: `Loss rises from ${from} to ${to}`, ja: `損失は ${from} から ${to} へ増えました` },
    stays: { en: `Loss stays near ${to}`, ja: `損失は ${to} 付近のままです` },
  }[courseOf(spec.losses)];
  return `${curve[locale]}${ending(spec, solvedAt)}`;
}

/** What became of the sums. */
function ending(spec: LossSpec, solvedAt: number | null): string {
  if (solvedAt !== null) {
    const when = moment(spec.config, solvedAt);
    return { en: `; solved at ${when.en}`, ja: `。${when.ja}で全問正解に到達` }[spec.locale];
  }
  // The examination at the end is of all sums, that of a checkpoint of some hundred.
  const accuracy = spec.evaluation?.accuracy ?? spec.accuracies.at(-1)?.accuracy;
  if (accuracy === undefined) return '';
  const share = percent(accuracy);
  return { en: `; ${share} of sums right`, ja: `。正解率 ${share}` }[spec.locale];
}

/** Alt text: the finding, then the settings. */
export function lossAlt(spec: LossSpec): string {
  const settings = settingsLine(spec.config, spec.locale);
  const finding = lossFinding(spec);
  if (spec.title !== undefined) return plainCurve(spec, spec.title);
  return {
    en: `Loss curve. ${finding}. Settings: ${settings}.`,
    ja: `損失の曲線。${finding}。設定: ${settings}。`,
  }[spec.locale];
}

/** For a question the settings are the answer, so only the curve is told. */
function plainCurve(spec: LossSpec, title: string): string {
  const finding = lossFinding(spec);
  const curve = { en: `Loss curve: ${finding}.`, ja: `損失の曲線: ${finding}。` }[spec.locale];
  return sentence(title, spec.locale) + curve;
}
