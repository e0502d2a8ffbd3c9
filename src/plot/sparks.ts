/** The history of runs as a table with small curves. Pure. */
import type { Locale } from '../chat/locale.ts';
import { DEFAULTS, type TrainConfig } from '../rnn/config.ts';
import type { Outcome } from '../rnn/result.ts';
import { moment } from './loss.ts';
import { measure, percent } from './number.ts';
import { settingsLine } from './settings.ts';
import { groupMeans, reachFor, smooth } from './smooth.ts';

/** One run as a row. */
export type SparkRow = {
  /** Short name, e.g. `#12`. */
  readonly name: string;
  readonly config: TrainConfig;
  readonly losses: readonly number[];
  /** Share of right sums at the end, 0…1. */
  readonly accuracy: number;
  readonly solvedAt: number | null;
  readonly outcome: Outcome['kind'];
  /** The run whose network answers now is marked. */
  readonly use: 'current' | 'kept';
};

export type SparksSpec = {
  readonly kind: 'sparks';
  readonly locale: Locale;
  /** One to twelve, newest first. */
  readonly runs: readonly SparkRow[];
};

/** Points of a small curve. */
const POINTS = 60;

/** A curve in a unit square: x 0…1 by time, y 0…1 by the logarithm of the loss over all rows. */
export function sparkOf(
  row: SparkRow,
  { low, high }: { low: number; high: number },
): { x: number; y: number }[] {
  const size = Math.ceil(row.losses.length / POINTS);
  const means = groupMeans(row.losses, size);
  const last = Math.max(1, means.length - 1);
  return smooth(means, reachFor(means.length), 'geometric').flatMap((loss, i) =>
    Number.isFinite(loss)
      ? [{ x: i / last, y: Math.max(0, Math.log(loss / low) / Math.log(high / low)) }]
      : [],
  );
}

/** Decades of loss that a small curve shows: below, it runs along the bottom. */
const DECADES = 6;

/** Lowest and highest loss of all rows, at most six decades apart: the scale that they share. */
export function sparkScale({ runs }: SparksSpec): { low: number; high: number } {
  const losses = runs.flatMap((run) => run.losses.filter((v) => Number.isFinite(v) && v > 0));
  const low = losses.reduce((a, b) => Math.min(a, b), 1);
  const high = losses.reduce((a, b) => Math.max(a, b), 0.01);
  return { low: Math.max(low, high / 10 ** DECADES), high: Math.max(high, low * 10) };
}

/** The settings without those that nearly all runs share: ε = 0.1 and 8 bits. */
export function shortSettings(config: TrainConfig, locale: Locale): string {
  const usual = new Set([
    `ε = ${measure(DEFAULTS.rate)}`,
    `${DEFAULTS.bits} bits`,
    `${DEFAULTS.bits} ビット`,
  ]);
  const parts = settingsLine(config, locale).split(' · ');
  return parts.filter((part) => !usual.has(part)).join(' · ');
}

/** What became of a run, in a few words. */
export function fateOf(row: SparkRow, locale: Locale): string {
  if (row.outcome === 'diverged') return { en: 'diverged', ja: '発散' }[locale];
  if (row.outcome === 'cancelled') return { en: 'cancelled', ja: '中止' }[locale];
  if (row.solvedAt === null) return { en: 'not solved', ja: '全問正解に届かず' }[locale];
  const when = moment(row.config, row.solvedAt);
  return { en: `solved at ${when.en}`, ja: `${when.ja}で全問正解` }[locale];
}

/**
 * The finding: the run that gets most sums right, among equals the first to be solved. One that was stopped has been
 * examined on few sums, and one that diverged has no network: neither can be the best.
 */
export function sparksFinding({ runs, locale }: SparksSpec): string {
  const at = (row: SparkRow): number => row.solvedAt ?? Number.POSITIVE_INFINITY;
  const [first, ...others] = runs.filter(({ outcome }) => outcome === 'finished');
  const n = runs.length;
  if (n === 0) return { en: 'No runs yet', ja: 'まだ学習の記録がありません' }[locale];
  if (first === undefined) {
    return {
      en: n === 1 ? '1 run, not finished' : `${n} runs, none of them finished`,
      ja: `${n} 回の学習のうち、最後まで進んだものはまだありません`,
    }[locale];
  }
  const best = others.reduce(
    (b, r) => (r.accuracy > b.accuracy || (r.accuracy === b.accuracy && at(r) < at(b)) ? r : b),
    first,
  );
  const share = percent(best.accuracy);
  return {
    en: `Best of ${n} ${n === 1 ? 'run' : 'runs'}: ${best.name} with ${share} right`,
    ja: `${n} 回の学習で最良は ${best.name}(正解率 ${share})`,
  }[locale];
}

/** Alt text: the finding, then every run. */
export function sparksAlt(spec: SparksSpec): string {
  const { runs, locale } = spec;
  const rows = runs.map((row) => {
    const last = measure(row.losses.findLast(Number.isFinite) ?? Number.NaN);
    const settings = shortSettings(row.config, locale);
    return {
      en: `${row.name} ${settings}: ${percent(row.accuracy)}, ${fateOf(row, locale)}, last loss ${last}`,
      ja: `${row.name} ${settings}: ${percent(row.accuracy)}、${fateOf(row, locale)}、最後の損失 ${last}`,
    }[locale];
  });
  return {
    en: `${sparksFinding(spec)}. ${rows.join('; ')}.`,
    ja: `${sparksFinding(spec)}。${rows.join('; ')}。`,
  }[locale];
}
