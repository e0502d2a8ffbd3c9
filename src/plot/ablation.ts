/** What becomes of the sums when a part of the network is taken out: finding and geometry. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { Ablation } from '../rnn/analyse/ablation.ts';
import { RECURRENT_CELLS } from '../rnn/cells/index.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { count, percent } from './number.ts';
import { settingsLine } from './settings.ts';

export type AblationSpec = {
  readonly kind: 'ablation';
  readonly locale: Locale;
  readonly config: TrainConfig;
} & Ablation;

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
export function ablationFinding({ locale, config, intact, withoutMemory }: AblationSpec): string {
  const { forgetting } = RECURRENT_CELLS[config.cell].formulas;
  const before = percent(intact);
  const after = percent(withoutMemory);
  if (withoutMemory < intact) {
    return {
      en: `Without memory (${forgetting}) only ${after} of sums are right, not ${before}`,
      ja: `記憶を消すと(${forgetting})、正解率は ${before} から ${after} に`,
    }[locale];
  }
  if (withoutMemory > intact) {
    return {
      en: `Without memory (${forgetting}) more sums are right: ${after}, up from ${before}`,
      ja: `記憶を消すと(${forgetting})、正解率は ${before} から ${after} に上がる`,
    }[locale];
  }
  return {
    en: `Without memory (${forgetting}) nothing changes: ${after} of sums are right`,
    ja: `記憶を消しても(${forgetting})、正解率は ${after} のまま`,
  }[locale];
}

/** Second line: the unit that matters most, and over how many sums the units were examined where not over all. */
export function ablationRemark(spec: AblationSpec): string {
  const { unit, accuracy } = mostMissed(spec.withoutUnit);
  const share = percent(accuracy);
  const matters =
    accuracy < spec.intact
      ? {
          en: `The unit that matters most: ${unit} (${share} without it)`,
          ja: `最も影響が大きいのはユニット ${unit}(なくすと ${share})`,
        }
      : {
          en: `No unit is missed: at least ${share} without any one of them`,
          ja: `どのユニットを 1 つなくしても正解率は ${share} 以上`,
        };
  if (spec.unitPairs === spec.pairs) return matters[spec.locale];
  return {
    en: `${matters.en}; units tried on a sample of ${count(spec.unitPairs)} sums`,
    ja: `${matters.ja}。ユニットは ${count(spec.unitPairs)} 組の標本で確認`,
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
