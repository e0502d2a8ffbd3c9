/** Loss curves of several runs in one picture, told apart by name: for questions and for comparisons. Pure. */
import type { Locale } from '../chat/locale.ts';
import { measure } from './number.ts';
import { roundUp } from './scale.ts';
import { sentence } from './sentence.ts';
import { groupExtremes, groupFor, groupMeans, reachFor, smooth } from './smooth.ts';

export type CurvesSpec = {
  readonly kind: 'curves';
  readonly locale: Locale;
  /** The heading; a question does not give its answer away here. */
  readonly title: string;
  readonly plotInterval: number;
  /** One to six. Losses at 0, plotInterval, …; NaN from where a run diverged. */
  readonly curves: readonly { readonly name: string; readonly losses: readonly number[] }[];
};

type Point = { readonly x: number; readonly y: number };

export type CurvesFigure = {
  readonly scale: 'linear' | 'logarithmic';
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
  /** In the order of the specification. `end`: where the curve stops because the run diverged. */
  readonly lines: readonly {
    readonly raw: readonly Point[];
    readonly smoothed: readonly Point[];
    readonly end: Point | null;
  }[];
};

/** Lines and axis bounds; logarithmic when the smoothed curves span more than a factor 30. */
export function curvesFigure({ curves, plotInterval }: CurvesSpec): CurvesFigure {
  const lines = curves.map(({ losses }) => {
    const size = groupFor(losses.length);
    const raw = groupExtremes(losses, size)
      .filter(({ value }) => value > 0)
      .map(({ at, value }) => ({ x: at * plotInterval, y: value }));
    const means = groupMeans(losses, size);
    const last = raw.at(-1);
    const broken = losses.some((loss) => !Number.isFinite(loss));
    return {
      raw,
      smoothed: smooth(means, reachFor(means.length), 'geometric').flatMap((y, i) =>
        Number.isFinite(y) ? [{ x: i * size * plotInterval, y }] : [],
      ),
      end: broken && last !== undefined ? last : null,
    };
  });
  const all = lines.flatMap((l) => l.smoothed.map((p) => p.y));
  const raws = lines.flatMap((l) => l.raw.map((p) => p.y));
  const spans = Math.max(...all) / Math.min(...all) > 30;
  return {
    scale: spans ? 'logarithmic' : 'linear',
    xMax: plotInterval * Math.max(1, ...curves.map(({ losses }) => losses.length)),
    yMin: spans ? Math.min(...raws) * 0.8 : 0,
    yMax: spans ? Math.max(...raws) * 1.3 : roundUp(raws.length > 0 ? Math.max(...raws) : 1),
    lines,
  };
}

/** Alt text: where each curve begins and ends. */
export function curvesAlt({ curves, title, locale }: CurvesSpec): string {
  const rows = curves.map(({ name, losses }) => {
    const values = losses.filter(Number.isFinite);
    if (values.length === 0) return { en: `${name}: no number`, ja: `${name}: 数値なし` }[locale];
    const from = measure(values[0] ?? Number.NaN);
    const to = measure(values.at(-1) ?? Number.NaN);
    const low = measure(values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
    const broken = values.length < losses.length;
    return {
      en: `${name}: from ${from} to ${to}, lowest ${low}${broken ? ', then NaN' : ''}`,
      ja: `${name}: ${from} から ${to}、最小 ${low}${broken ? '、その後 NaN' : ''}`,
    }[locale];
  });
  const list = { en: `Loss curves. ${rows.join('; ')}.`, ja: `損失の曲線。${rows.join('; ')}。` }[locale];
  return sentence(title, locale) + list;
}
