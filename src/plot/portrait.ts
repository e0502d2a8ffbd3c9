/** The hidden states in two dimensions, coloured by the true carry: finding and geometry. Pure. */
import type { Locale } from '../chat/locale.ts';
import { cutBest } from '../rnn/analyse/cut.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { settingsLine } from './loss.ts';
import { percent } from './number.ts';

export type PortraitPoint = { readonly x: number; readonly y: number; readonly carry: 0 | 1 };

export type PortraitSpec = {
  readonly kind: 'portrait';
  readonly locale: Locale;
  readonly config: TrainConfig;
  /** Share of the variance along the two axes, 0…1. */
  readonly explained: readonly [number, number];
  /** At least one; about 2,000 read well. */
  readonly points: readonly PortraitPoint[];
  /** Correlation of every unit with the carry, H values in −1…1; drawn beside the portrait when given. */
  readonly correlations?: readonly number[];
  /** How often a straight cut through all units tells the carry, over all states, 0…1. */
  readonly probe?: { readonly accuracy: number };
};

/**
 * A line n·p = c in the plane, n = (nx, ny), and how often the side of a point tells its carry: beyond the line
 * (n·p > c) is a carry. Where calling all points the same errs least there is no line, and c is ±∞.
 */
export type Split = {
  readonly nx: number;
  readonly ny: number;
  readonly c: number;
  readonly accuracy: number;
};

function meanOf(points: readonly PortraitPoint[]): { x: number; y: number } {
  const n = Math.max(1, points.length);
  return {
    x: points.reduce((sum, p) => sum + p.x, 0) / n,
    y: points.reduce((sum, p) => sum + p.y, 0) / n,
  };
}

/**
 * The straight line that tells carry from no carry: Fisher's discriminant (1936), n = S⁻¹(m₁ − m₀) with the pooled
 * covariance S, and the threshold that errs least on these points. Accuracy is at least that of guessing.
 */
export function bestSplit(points: readonly PortraitPoint[]): Split {
  const ones = points.filter((p) => p.carry === 1);
  const zeros = points.filter((p) => p.carry === 0);
  const [m1, m0] = [meanOf(ones), meanOf(zeros)];
  let [xx, xy, yy] = [1e-9, 0, 1e-9];
  for (const p of points) {
    const m = p.carry === 1 ? m1 : m0;
    xx += (p.x - m.x) ** 2;
    xy += (p.x - m.x) * (p.y - m.y);
    yy += (p.y - m.y) ** 2;
  }
  const [dx, dy] = [m1.x - m0.x, m1.y - m0.y];
  const nx = yy * dx - xy * dy;
  const ny = xx * dy - xy * dx;
  const { threshold, accuracy } = cutBest(
    Float64Array.from(points, (p) => nx * p.x + ny * p.y),
    {
      carry: Uint8Array.from(points, (p) => p.carry),
      pairs: new Uint32Array(points.length).fill(1),
      total: Math.max(1, points.length),
    },
  );
  return { nx, ny, c: threshold, accuracy };
}

/** The unit whose |correlation| is largest; units are counted from 0, as in the commands. */
export function bestUnit(correlations: readonly number[]): { unit: number; correlation: number } {
  return correlations.reduce(
    (best, correlation, unit) =>
      Math.abs(correlation) > Math.abs(best.correlation) ? { unit, correlation } : best,
    { unit: 0, correlation: 0 },
  );
}

/** From this share on a line is worth showing. */
export const SHOWS = 0.8;

/** From this share on, a cut through all units tells that the network keeps the carry. */
const KEEPS = 0.99;

/** The finding. */
export function portraitFinding({ points, locale, probe }: PortraitSpec): string {
  const { accuracy } = bestSplit(points);
  const share = percent(accuracy);
  const carries = points.filter((p) => p.carry === 1).length / points.length;
  // A line that is no better than calling all the same tells nothing.
  const told = accuracy - Math.max(carries, 1 - carries) > 0.05;
  if (told && accuracy >= 0.97 && (probe === undefined || probe.accuracy >= KEEPS)) {
    return {
      en: `The network keeps the carry: one straight line tells ${share} of its states`,
      ja: `桁上がりを覚えています。直線 1 本で状態の ${share} を見分けられます`,
    }[locale];
  }
  if (told && accuracy >= SHOWS) {
    return {
      en: `The carry shows: a straight line tells ${share} of the states`,
      ja: `桁上がりが見えてきました。直線 1 本で ${share} を見分けられます`,
    }[locale];
  }
  // No line is drawn, so none is told of.
  const cut =
    probe === undefined
      ? { en: '', ja: '' }
      : {
          en: `; a cut through all units tells ${percent(probe.accuracy)}`,
          ja: `(全ユニットを 1 つの平面で分けて ${percent(probe.accuracy)})`,
        };
  return {
    en: `No clear carry in these two components${cut.en}`,
    ja: `この 2 成分に桁上がりははっきり表れません${cut.ja}`,
  }[locale];
}

/** Alt text. */
export function portraitAlt(spec: PortraitSpec): string {
  const { explained, locale, config, correlations } = spec;
  const both = percent(explained[0] + explained[1]);
  const unit = correlations === undefined ? undefined : bestUnit(correlations);
  const r = unit?.correlation.toFixed(2).replace('-', '−');
  const byUnit =
    unit === undefined
      ? ''
      : {
          en: ` Strongest unit: ${unit.unit} (correlation ${r}).`,
          ja: `相関が最も強いのはユニット ${unit.unit}(${r})。`,
        }[locale];
  return {
    en: `${portraitFinding(spec)}. Two principal components hold ${both} of the variance.${byUnit} Settings: ${settingsLine(config, locale)}.`,
    ja: `${portraitFinding(spec)}。2 つの主成分で分散の ${both}。${byUnit}設定: ${settingsLine(config, locale)}。`,
  }[locale];
}
