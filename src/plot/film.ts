/** One step of BPTT in a film strip: the errors δ from the last step back to the one that is shown. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { measure, percent } from './number.ts';
import { settingsLine } from './settings.ts';

/** How strong the part of a gradient is that one step contributes, Euclidean norm. */
export type Contribution = { readonly W_in: number; readonly W: number; readonly W_out: number };

export type FilmSpec = {
  readonly kind: 'gradients';
  readonly locale: Locale;
  readonly config: TrainConfig;
  readonly a: number;
  readonly b: number;
  /** The step that is shown, 1…T; the steps before it (t < at) have no error yet. */
  readonly at: number;
  /** The steps, t = 1 first. */
  readonly steps: readonly {
    /** Bit t of both numbers. */
    readonly input: readonly [0 | 1, 0 | 1];
    /** dᵗ, and yᵗ in 0…1. */
    readonly target: 0 | 1;
    readonly output: number;
    /** δᵗ, H values. */
    readonly delta: readonly number[];
    /** ‖δᵗ xᵗ‖, ‖δᵗ zᵗ⁻¹‖, ‖δ_outᵗ zᵗ‖. */
    readonly contribution: Contribution;
  }[];
  /** Norm of the whole gradient, all matrices together, before clipping. */
  readonly norm: number;
  readonly clip: { readonly kind: 'off' } | { readonly kind: 'on'; readonly limit: number };
};

/** Euclidean norm. */
export function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
}

/** ‖δᵗ‖ for t = 1…T. */
export function deltaNorms({ steps }: FilmSpec): number[] {
  return steps.map((step) => norm(step.delta));
}

/** The finding: how strong the error is at the shown step, compared with the step that it came from. */
export function filmFinding(spec: FilmSpec): string {
  const norms = deltaNorms(spec);
  const here = norms[spec.at - 1] ?? Number.NaN;
  const later = norms[spec.at];
  const size = measure(here);
  const t = spec.at;
  if (later === undefined) {
    return {
      en: `Step ${t}, where the way back begins: ‖δ‖ = ${size}`,
      ja: `時刻 ${t}: ここから逆向きに進む。‖δ‖ = ${size}`,
    }[spec.locale];
  }
  if (later === 0 || here === 0) {
    return { en: `Step ${t}: ‖δ‖ = ${size}`, ja: `時刻 ${t}: ‖δ‖ = ${size}` }[spec.locale];
  }
  const ratio = here / later;
  const times = times2(ratio < 1 ? 1 / ratio : ratio);
  return {
    en: `Step ${t}: ‖δ‖ = ${size}, ${times} times ${ratio < 1 ? 'weaker' : 'stronger'} than at step ${t + 1}`,
    ja: `時刻 ${t}: ‖δ‖ = ${size}、時刻 ${t + 1} の ${ratio < 1 ? `${times} 分の 1` : `${times} 倍`}`,
  }[spec.locale];
}

/** Two digits are enough for a ratio. */
function times2(value: number): string {
  return measure(Number(value.toPrecision(2)));
}

/** What clipping does to this gradient, in words. */
export function clipRemark({ norm: size, clip, locale }: FilmSpec): string {
  const g = measure(size);
  if (Number.isNaN(size)) return { en: 'the gradient is no number', ja: '勾配が数値になりません' }[locale];
  if (clip.kind === 'off')
    return { en: `gradient ${g}, no clipping`, ja: `勾配 ${g}、クリッピングなし` }[locale];
  const limit = measure(clip.limit);
  if (size <= clip.limit) {
    return { en: `gradient ${g}, below the limit ${limit}`, ja: `勾配 ${g}、上限 ${limit} 以下` }[locale];
  }
  const share = percent(clip.limit / size);
  return {
    en: `gradient ${g} clipped to ${limit} (${share} of it)`,
    ja: `勾配 ${g} を ${limit} にクリッピング(${share})`,
  }[locale];
}

/** Alt text. */
export function filmAlt(spec: FilmSpec): string {
  const { locale, config, a, b, at } = spec;
  const norms = deltaNorms(spec)
    .map((v, i) => ({ t: i + 1, v }))
    .filter(({ t }) => t >= at)
    .slice(0, 32)
    .map(({ t, v }) => `${t}: ${measure(v)}`)
    .join(', ');
  const settings = settingsLine(config, locale);
  return {
    en: `BPTT on ${a} + ${b}. ${filmFinding(spec)}. ‖δ‖ by step: ${norms}; ${clipRemark(spec)}. Settings: ${settings}.`,
    ja: `${a} + ${b} の BPTT。${filmFinding(spec)}。時刻ごとの ‖δ‖: ${norms}。${clipRemark(spec)}。設定: ${settings}。`,
  }[locale];
}
