/** How strong the error signal is at every time step while the network learns: finding and geometry. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Snapshot } from '../rnn/result.ts';
import { moment } from './loss.ts';
import { measure } from './number.ts';
import { settingsLine } from './settings.ts';

export type GradientFlowSpec = {
  readonly kind: 'gradient-flow';
  readonly locale: Locale;
  readonly config: TrainConfig;
  /** At least one; in order of time. */
  readonly snapshots: readonly Snapshot[];
};

export type GradientFlowFigure = {
  /** ‖δᵗ‖ by snapshot, then by step (index 0 is t = 1). */
  readonly norms: readonly (readonly number[])[];
  readonly iterations: readonly number[];
  /** Bounds of the colour scale: powers of ten around all but the smallest 2 % of the values, at most eight apart. */
  readonly low: number;
  readonly high: number;
  /** The profiles that are drawn as lines: start, middle, end (fewer when there are fewer snapshots). */
  readonly profiles: readonly number[];
};

/** Most columns of the heat map; more snapshots are thinned evenly. */
const COLUMNS = 120;

/** What is drawn. */
export function gradientFlowFigure({ snapshots }: GradientFlowSpec): GradientFlowFigure {
  const stride = Math.ceil(snapshots.length / COLUMNS);
  const kept = snapshots.filter((_, i) => i % stride === 0 || i === snapshots.length - 1);
  const norms = kept.map((s) => s.deltaNorms);
  const positive = norms.flat().filter((v) => v > 0 && Number.isFinite(v));
  const top = Math.ceil(Math.log10(Math.max(...positive, 1e-8)));
  const usual = positive.sort((a, b) => a - b)[Math.floor(positive.length * 0.02)] ?? 1e-9;
  const bottom = Math.floor(Math.log10(Math.min(usual, 10 ** (top - 1))));
  const last = kept.length - 1;
  return {
    norms,
    iterations: kept.map((s) => s.iteration),
    low: 10 ** Math.max(bottom, top - 8),
    high: 10 ** top,
    profiles: [...new Set([0, Math.round(last / 2), last])],
  };
}

/** Where a norm is on the logarithmic colour scale, 0…1; NaN and ∞ are at its upper end. */
export function shareOfScale(norm: number, { low, high }: GradientFlowFigure): number {
  if (!Number.isFinite(norm)) return 1;
  if (norm <= low) return 0;
  return Math.min(1, Math.log(norm / low) / Math.log(high / low));
}

/** Root mean square over the steps of some neighbouring snapshots, so that one odd pair does not decide. */
function strength(snapshots: readonly Snapshot[]): number {
  const squares = snapshots.flatMap((s) => s.deltaNorms.map((v) => v * v));
  return Math.sqrt(squares.reduce((sum, v) => sum + v, 0) / squares.length);
}

/** The finding. */
export function gradientFlowFinding({ snapshots, locale, config }: GradientFlowSpec): string {
  const first = strength(snapshots.slice(0, 3));
  const last = strength(snapshots.slice(-3));
  const final = snapshots.at(-1);
  const largest = Math.max(...(final?.deltaNorms ?? []));
  const when = moment(config, final?.iteration ?? 0);
  if (!Number.isFinite(largest)) {
    return {
      en: `The error signal is no number any more at ${when.en}`,
      ja: `${when.ja}で誤差 δ が数値でなくなりました`,
    }[locale];
  }
  if (largest > 100) {
    const size = measure(largest);
    return {
      en: `The error signal explodes: ‖δ‖ reaches ${size} at ${when.en}`,
      ja: `誤差 δ が爆発: ${when.ja}で ‖δ‖ が ${size} に`,
    }[locale];
  }
  if (last === 0) {
    return {
      en: `No error arrives any more at ${when.en}: every δ is 0`,
      ja: `${when.ja}では誤差が届いていません(すべての δ が 0)`,
    }[locale];
  }
  const ratio = first / last;
  if (ratio > 2) {
    const times = Number(ratio.toPrecision(2));
    return {
      en: `The error signal shrinks ${times}-fold over the training`,
      ja: `学習の間に誤差 δ は ${times} 分の 1 になった`,
    }[locale];
  }
  if (first === 0) {
    return {
      en: 'No error arrived at the start, later it does',
      ja: '最初は届かなかった誤差 δ が、後から届く',
    }[locale];
  }
  if (ratio < 0.5) {
    const times = Number((1 / ratio).toPrecision(2));
    return { en: `The error signal grows ${times}-fold`, ja: `誤差 δ は ${times} 倍に大きくなる` }[locale];
  }
  return {
    en: 'The error signal stays about as strong as at the start',
    ja: '誤差 δ の強さは最初とほぼ変わらない',
  }[locale];
}

/** Alt text: the finding, then ‖δ‖ at the first and the last step, before and after. */
export function gradientFlowAlt(spec: GradientFlowSpec): string {
  const { snapshots, locale, config } = spec;
  const ends = (s: Snapshot | undefined): string =>
    `${measure(s?.deltaNorms[0] ?? Number.NaN)} / ${measure(s?.deltaNorms.at(-1) ?? Number.NaN)}`;
  const when = moment(config, snapshots.at(-1)?.iteration ?? 0);
  const T = config.bits;
  return {
    en: `${gradientFlowFinding(spec)}. ‖δ‖ at steps 1 / ${T}: ${ends(snapshots[0])} at the start, ${ends(
      snapshots.at(-1),
    )} at ${when.en}. Settings: ${settingsLine(config, locale)}.`,
    ja: `${gradientFlowFinding(spec)}。時刻 1 / ${T} の ‖δ‖: 最初は ${ends(snapshots[0])}、${
      when.ja
    }では ${ends(snapshots.at(-1))}。設定: ${settingsLine(config, locale)}。`,
  }[locale];
}
