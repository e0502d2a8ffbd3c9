/** Settings compared over several seeds: medians, ranges, ranking. Pure. */
import type { Locale } from '../chat/locale.ts';
import { byMerit, type Merit, median, meritOf } from './merit.ts';
import { count, percent } from './number.ts';
import { roundUp } from './scale.ts';
import { groupFor, groupMeans, reachFor, smooth } from './smooth.ts';
import { CLEAR, verdictOn } from './verdict.ts';

/** One setting with its runs, one a seed, in the same order everywhere. */
export type ComparedSetting = {
  /** What was varied, e.g. `activation=tanh`; at most about 24 letters. */
  readonly name: string;
  /** Pairs of an update. */
  readonly batch: number;
  /** Updates between two losses. */
  readonly plotInterval: number;
  readonly runs: readonly {
    /** Losses at 0, plotInterval, …; NaN where there is none. */
    readonly losses: readonly number[];
    /** Share of right sums at the end, 0…1. */
    readonly accuracy: number;
    /** From which update on every sum was right; null if never. */
    readonly solvedAt: number | null;
    readonly outcome: 'finished' | 'diverged' | 'cancelled';
  }[];
};

export type CompareSpec = {
  readonly kind: 'compare';
  readonly locale: Locale;
  /** What all the runs share, in one line. */
  readonly shared: string;
  /** Two to eight. */
  readonly settings: readonly ComparedSetting[];
};

/** x in pairs seen. */
type Point = { readonly x: number; readonly y: number };

/** A setting as it is drawn; `index` is its place in the specification, which decides its colour. */
export type Ranked = Merit & {
  readonly index: number;
  readonly name: string;
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
  /** In pairs seen. */
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
};

/** The accuracy of every run. */
export function accuraciesOf({ attempts }: Merit): readonly number[] {
  return attempts.map(({ accuracy }) => accuracy);
}

/** Pairs seen from one noted loss to the next. */
function pairsPerLoss({ batch, plotInterval }: ComparedSetting): number {
  return batch * plotInterval;
}

/**
 * How many pairs the chart shows: what all settings saw and, where some saw more, a little beyond what they needed.
 */
function pairsShown(settings: readonly ComparedSetting[], ranking: readonly Merit[]): number {
  const seen = settings.map(
    (setting) => pairsPerLoss(setting) * Math.max(1, ...setting.runs.map((run) => run.losses.length)),
  );
  const needed = ranking.map(({ pairs }) => pairs ?? Number.POSITIVE_INFINITY);
  return Math.min(Math.max(...seen), Math.max(roundUp(1.25 * Math.max(...needed)), Math.min(...seen)));
}

/** Lowest, middle and highest loss of the seeds over time; where all seeds have diverged the curves end. */
function curveOf(setting: ComparedSetting): Ranked['curve'] {
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
    const x = i * size * pairsPerLoss(setting);
    low.push({ x, y: Math.min(...values) });
    middle.push({ x, y: median(values) });
    high.push({ x, y: Math.max(...values) });
  }
  return { low, middle, high };
}

/** The settings ranked, their curves, and the bounds of the loss axis. */
export function compareFigure({ settings }: CompareSpec): CompareFigure {
  const ranking = settings
    .map((setting, index): Ranked => {
      const merit = meritOf(
        setting.runs.map(({ accuracy, solvedAt }) => ({
          accuracy,
          pairs: solvedAt === null ? null : solvedAt * setting.batch,
        })),
      );
      const accuracies = accuraciesOf(merit);
      return {
        index,
        name: setting.name,
        ...merit,
        lowest: Math.min(...accuracies),
        highest: Math.max(...accuracies),
        diverged: setting.runs.filter((run) => run.outcome === 'diverged').length,
        curve: curveOf(setting),
      };
    })
    .sort(byMerit);
  const xMax = pairsShown(settings, ranking);
  const middles = ranking.flatMap((r) => r.curve.middle.filter(({ x }) => x <= xMax).map(({ y }) => y));
  const lows = ranking.flatMap((r) => r.curve.low.filter(({ x }) => x <= xMax).map(({ y }) => y));
  const highs = ranking.flatMap((r) => r.curve.high.filter(({ x }) => x <= xMax).map(({ y }) => y));
  const spans = Math.max(...middles) / Math.min(...middles) > 30;
  return {
    ranking,
    scale: spans ? 'logarithmic' : 'linear',
    xMax,
    yMin: spans ? Math.min(...lows) : 0,
    // One seed that blows up must not flatten all the others.
    yMax: spans
      ? Math.min(Math.max(...highs), 30 * Math.max(...middles))
      : roundUp(highs.length > 0 ? Math.max(...highs) : 1),
  };
}

/** The finding: which setting is best by its median over the seeds, or what these seeds cannot tell. */
export function compareFinding(spec: CompareSpec): string {
  const { ranking } = compareFigure(spec);
  const [best, second, ...more] = ranking;
  if (best === undefined || second === undefined) {
    return { en: 'Nothing to compare', ja: '比較するものがありません' }[spec.locale];
  }
  const verdict = verdictOn([best, second, ...more]);
  const seeds = best.attempts.length;
  const n = seeds === 1 ? '1 seed' : `${seeds} seeds`;
  switch (verdict.kind) {
    case 'alike':
      return {
        en: `No difference over ${n}: the settings came to the same`,
        ja: `${seeds} シードでは、どの設定も同じ結果`,
      }[spec.locale];
    case 'open': {
      const names = (some: readonly Ranked[], and: string) => some.map(({ name }) => name).join(and);
      const [first, last] = [verdict.first, verdict.last];
      const here = {
        en: `here ${names(first, ', ')} did best, ${names(last, ', ')} worst`,
        ja: `今回の首位は ${names(first, '・')}、最下位は ${names(last, '・')}`,
      };
      return verdict.least > CLEAR
        ? {
            en: `${n} cannot tell: ${here.en}`,
            ja: `${seeds} シードでは断定できない: ${here.ja}`,
          }[spec.locale]
        : {
            en: `No clear winner over ${n}: ${here.en}`,
            ja: `${seeds} シードでは明確な差なし: ${here.ja}`,
          }[spec.locale];
    }
    case 'some': {
      const behind = verdict.behind.map(({ name }) => name);
      return {
        en: `${best.name} did best; clearly behind over ${n}: ${behind.join(', ')}`,
        ja: `首位は ${best.name}。明確に劣るのは ${behind.join('・')}(${seeds} シード)`,
      }[spec.locale];
    }
    case 'one': {
      const share = percent(best.median);
      const over = seeds === 1 ? `on ${n}` : `over ${n}`;
      // Where the medians are alike, what decides is said.
      const why =
        best.median !== second.median
          ? { en: '', ja: '' }
          : best.solved === second.solved
            ? { en: ', with the fewest pairs', ja: '、組数が最少' }
            : { en: ', most often all', ja: '、全問正解が最多' };
      return {
        en: `${best.name} is best: median ${share} of sums right ${over}${why.en}`,
        ja: `首位は ${best.name}: ${seeds} シードの中央値で正解率 ${share}${why.ja}`,
      }[spec.locale];
    }
  }
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
    const need =
      r.pairs === null
        ? { en: '', ja: '' }
        : { en: `, all right after ${count(r.pairs)} pairs`, ja: `、${count(r.pairs)} 組で全問正解` };
    return {
      en: `${place + 1}. ${r.name}: median ${percent(r.median)}, range ${rangeOf(r)}${need.en}${gone ? `, ${r.diverged} diverged` : ''}`,
      ja: `${place + 1} 位 ${r.name}: 中央値 ${percent(r.median)}、範囲 ${rangeOf(r)}${need.ja}${gone ? `、発散 ${r.diverged} 回` : ''}`,
    }[spec.locale];
  });
  return {
    en: `${compareFinding(spec)}. ${rows.join('; ')}. Shared: ${spec.shared}.`,
    ja: `${compareFinding(spec)}。${rows.join('; ')}。共通の設定: ${spec.shared}。`,
  }[spec.locale];
}
