/** What becomes of the sums when a part of the network is taken out: finding and geometry. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { Ablation } from '../rnn/analyse/ablation.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { settingsLine } from './loss.ts';
import { percent } from './number.ts';

export type AblationSpec = {
  readonly kind: 'ablation';
  readonly locale: Locale;
  readonly config: TrainConfig;
} & Pick<Ablation, 'intact' | 'withoutUnit' | 'withoutMemory'>;

/**
 * Share of all sums without any carry, which a network without memory can get right at best: each of the bits − 1
 * places is free of a carry for 3 of its 4 pairs of bits.
 */
export function carryFree(config: TrainConfig): number {
  return 0.75 ** (config.bits - 1);
}

/** The unit that is missed most, counted from 0 as in the commands, and what is left without it. */
export function mostMissed(withoutUnit: readonly number[]): { unit: number; accuracy: number } {
  return withoutUnit.reduce(
    (worst, accuracy, unit) => (accuracy < worst.accuracy ? { unit, accuracy } : worst),
    {
      unit: 0,
      accuracy: withoutUnit[0] ?? Number.NaN,
    },
  );
}

/** The finding. */
export function ablationFinding(spec: AblationSpec): string {
  const before = percent(spec.intact);
  const after = percent(spec.withoutMemory);
  return {
    en: `Without memory (W = 0) only ${after} of sums are right, not ${before}`,
    ja: `記憶を消すと(W = 0)、正解率は ${before} から ${after} に`,
  }[spec.locale];
}

/** Second line: the unit that matters most. */
export function ablationRemark(spec: AblationSpec): string {
  const { unit, accuracy } = mostMissed(spec.withoutUnit);
  const share = percent(accuracy);
  return {
    en: `The unit that matters most: ${unit} (${share} without it)`,
    ja: `最も影響が大きいのはユニット ${unit}(なくすと ${share})`,
  }[spec.locale];
}

/** Alt text. */
export function ablationAlt(spec: AblationSpec): string {
  const { locale, config } = spec;
  const settings = settingsLine(config, locale);
  return {
    en: `${ablationFinding(spec)}. ${ablationRemark(spec)}. Settings: ${settings}.`,
    ja: `${ablationFinding(spec)}。${ablationRemark(spec)}。設定: ${settings}。`,
  }[locale];
}
