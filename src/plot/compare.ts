/** Settings compared over several seeds: medians, ranges, ranking. Pure. */
import type { Locale } from '../chat/locale.ts';
import { percent } from './number.ts';
import { roundUp } from './scale.ts';
import { groupFor, groupMeans, reachFor, smooth } from './smooth.ts';

/** One setting with its runs, one a seed, in the same order everywhere. */
export type ComparedSetting = {
  /** What was varied, e.g. `tanh` or `ε = 0.3`; at most about 24 letters. */
  readonly name: string;
  readonly runs: readonly {
    /** Losses at 0, plotInterval, …; NaN where there is none. */
    readonly losses: readonly number[];
    /** Share of right sums at the end, 0…1. */
    readonly accuracy: number;
    /** From which iteration on every sum was right; null if never. */
    readonly solvedAt: number | null;
    readonly outcome: 'finished' | 'diverged' | 'cancelled';
  }[];
};

export type CompareSpec = {
  readonly kind: 'compare';
  readonly locale: Locale;
  /** What all the runs share, in one line. */
  readonly shared: string;
  readonly plotInterval: number;
  /** Two to eight. */
  readonly settings: readonly ComparedSetting[];
};

type Point = { readonly x: number; readonly y: number };

/** A setting as it is drawn; `index` is its place in the specification, which decides its colour. */
export type Ranked = {
  readonly index: number;
  readonly name: string;
  readonly accuracies: readonly number[];
  readonly median: number;
  /** Share of the seeds that got every sum right, 0…1. */
  readonly solved: number;
  /** Median over those of the pairs they needed; null if there are none. */
  readonly pairs: number | null;
  readonly lowest: number;
  readonly highest: number;
  readonly diverged: number;
  readonly curve: {
    readonly low: readonly Point[];
    readonly middle: readonly Point[];
    readonly high: readonly Point[];
  };
};

export type CompareFigure = {
  /** Best first (`byMerit`). */
  readonly ranking: readonly Ranked[];
  readonly scale: 'linear' | 'logarithmic';
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
};

/** The middle value of a list that is not empty, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

/** What settings are ranked by. */
export type Merit = Pick<Ranked, 'accuracies' | 'median' | 'solved' | 'pairs'>;

/** The figures of a setting's runs. Without runs the median is NaN. */
export function meritOf(
  runs: readonly { readonly accuracy: number; readonly solvedAt: number | null }[],
): Merit {
  const accuracies = runs.map((run) => run.accuracy);
  const right = runs.filter((run) => run.accuracy === 1);
  const pairs = right.flatMap(({ solvedAt }) => (solvedAt === null ? [] : [solvedAt]));
  return {
    accuracies,
    median: median(accuracies),
    solved: runs.length === 0 ? 0 : right.length / runs.length,
    pairs: pairs.length === 0 ? null : median(pairs),
  };
}

/** Best first: by median, then by the share of flawless runs, then by the pairs these needed; 0 is a tie. */
export function byMerit(a: Merit, b: Merit): number {
  const pairs = ({ pairs: needed }: Merit) => needed ?? Number.MAX_VALUE;
  return (b.median || 0) - (a.median || 0) || b.solved - a.solved || pairs(a) - pairs(b);
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Lowest, middle and highest loss of the seeds over time; where all seeds have diverged the curves end. */
function curveOf(setting: ComparedSetting, plotInterval: number): Ranked['curve'] {
  const size = groupFor(Math.max(...setting.runs.map((run) => run.losses.length)));
  const smoothed = setting.runs.map((run) => {
    const means = groupMeans(run.losses, size);
    return smooth(means, reachFor(means.length), 'geometric');
  });
  const length = Math.max(...smoothed.map((s) => s.length));
  const low: Point[] = [];
  const middle: Point[] = [];
  const high: Point[] = [];
  for (let i = 0; i < length; i += 1) {
    const values = smoothed.map((s) => s[i] ?? Number.NaN).filter((v) => Number.isFinite(v) && v > 0);
    if (values.length === 0) continue;
    const x = i * size * plotInterval;
    low.push({ x, y: Math.min(...values) });
    middle.push({ x, y: median(values) });
    high.push({ x, y: Math.max(...values) });
  }
  return { low, middle, high };
}

/** The settings ranked, their curves, and the bounds of the loss axis. */
export function compareFigure({ settings, plotInterval }: CompareSpec): CompareFigure {
  const ranking = settings
    .map((setting, index): Ranked => {
      const merit = meritOf(setting.runs);
      const { accuracies } = merit;
      return {
        index,
        name: setting.name,
        ...merit,
        lowest: Math.min(...accuracies),
        highest: Math.max(...accuracies),
        diverged: setting.runs.filter((run) => run.outcome === 'diverged').length,
        curve: curveOf(setting, plotInterval),
      };
    })
    .sort((a, b) => byMerit(a, b) || b.lowest - a.lowest || mean(b.accuracies) - mean(a.accuracies));
  const middles = ranking.flatMap((r) => r.curve.middle.map((p) => p.y));
  const lows = ranking.flatMap((r) => r.curve.low.map((p) => p.y));
  const highs = ranking.flatMap((r) => r.curve.high.map((p) => p.y));
  const spans = Math.max(...middles) / Math.min(...middles) > 30;
  return {
    ranking,
    scale: spans ? 'logarithmic' : 'linear',
    xMax: plotInterval * Math.max(1, ...settings.flatMap((s) => s.runs.map((run) => run.losses.length))),
    yMin: spans ? Math.min(...lows) : 0,
    // One seed that blows up must not flatten all the others.
    yMax: spans
      ? Math.min(Math.max(...highs), 30 * Math.max(...middles))
      : roundUp(highs.length > 0 ? Math.max(...highs) : 1),
  };
}

/** The finding: which setting is best, by its median over the seeds. */
export function compareFinding(spec: CompareSpec): string {
  const { ranking } = compareFigure(spec);
  const [best, second] = ranking;
  const seeds = best?.accuracies.length ?? 0;
  const over = seeds === 1 ? 'on 1 seed' : `over ${seeds} seeds`;
  const share = percent(best?.median ?? Number.NaN);
  const tied = best !== undefined && second !== undefined && byMerit(best, second) === 0;
  if (tied) {
    const names = ranking.filter((r) => byMerit(r, best) === 0).map((r) => r.name);
    const all = names.length === ranking.length;
    return {
      en: all
        ? `No difference in the median: ${share} of sums right ${over}`
        : `${names.join(' and ')} lead together: median ${share} ${over}`,
      ja: all
        ? `中央値に差なし: ${seeds} シードで正解率 ${share}`
        : `${names.join('・')} が並んで首位: ${seeds} シードの中央値 ${share}`,
    }[spec.locale];
  }
  // Where the medians are alike, what decides is said.
  const alike = best?.median === second?.median;
  const why =
    !alike || best === undefined || second === undefined
      ? { en: '', ja: '' }
      : best.solved === second.solved
        ? { en: ', soonest', ja: '、最短' }
        : { en: ', most often all', ja: '、全問正解が最多' };
  return {
    en: `${best?.name} is best: median ${share} of sums right ${over}${why.en}`,
    ja: `首位は ${best?.name}: ${seeds} シードの中央値で正解率 ${share}${why.ja}`,
  }[spec.locale];
}

/** `98.1–100 %`, or one number when all seeds agree. */
export function rangeOf({ lowest, highest }: Pick<Ranked, 'lowest' | 'highest'>): string {
  const [low, high] = [percent(lowest), percent(highest)];
  return low === high ? low : `${low.replace(' %', '')}–${high}`;
}

/** Alt text: the finding, then every setting with median and range. */
export function compareAlt(spec: CompareSpec): string {
  const rows = compareFigure(spec).ranking.map((r, place) => {
    const gone = r.diverged > 0;
    return {
      en: `${place + 1}. ${r.name}: median ${percent(r.median)}, range ${rangeOf(r)}${gone ? `, ${r.diverged} diverged` : ''}`,
      ja: `${place + 1} 位 ${r.name}: 中央値 ${percent(r.median)}、範囲 ${rangeOf(r)}${gone ? `、発散 ${r.diverged} 回` : ''}`,
    }[spec.locale];
  });
  return {
    en: `${compareFinding(spec)}. ${rows.join('; ')}. Shared: ${spec.shared}.`,
    ja: `${compareFinding(spec)}。${rows.join('; ')}。共通の設定: ${spec.shared}。`,
  }[spec.locale];
}
