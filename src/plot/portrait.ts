/** The hidden states in two dimensions, coloured by the true carry: finding and geometry. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import { type CarryAnalysis, seatOf } from '../rnn/analyse/carry.ts';
import type { Split } from '../rnn/analyse/split.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { percent } from './number.ts';
import { settingsLine } from './settings.ts';

export type PortraitPoint = { readonly x: number; readonly y: number; readonly carry: 0 | 1 };

/** The probe and every share are over all states, of which the points are an even choice. */
export type PortraitSpec = {
  readonly kind: 'portrait';
  readonly locale: Locale;
  readonly config: TrainConfig;
  /** Share of the variance along the two axes, 0…1. */
  readonly explained: readonly [number, number];
  /** At least one; about 2,000 read well. */
  readonly points: readonly PortraitPoint[];
  readonly split: Split;
} & Pick<CarryAnalysis, 'over' | 'teller' | 'accuracies' | 'baseline' | 'probe'>;

/** From this share on the line is shown, if it is better than calling all states the same by `GAINS`. */
const SHOWS = 0.8;
const GAINS = 0.05;

/** Whether the line tells enough to be drawn. `blind`: how often guessing without looking is right. */
export function isLineShown({ accuracy, c }: Split, blind = 0.5): boolean {
  return Number.isFinite(c) && accuracy >= SHOWS && accuracy - blind > GAINS;
}

/** How far each unit is on the way from guessing to telling the carry always, 0…1; all 0 where there is one carry only. */
export function portraitBars({
  accuracies,
  baseline,
}: Pick<PortraitSpec, 'accuracies' | 'baseline'>): number[] {
  return accuracies.map((accuracy) =>
    baseline < 1 ? Math.max(0, (accuracy - baseline) / (1 - baseline)) : 0,
  );
}

/** The finding, the same as that of the words beside it. */
export function portraitFinding(spec: PortraitSpec): string {
  return seatWords(spec)[spec.locale];
}

/** Where the carry can be read, as one clause; `**` and sentence marks are left to whoever says it. */
export function seatWords({ teller, probe, over }: Pick<PortraitSpec, 'teller' | 'probe' | 'over'>): Words {
  const [alone, together] = [percent(teller.accuracy), percent(probe.accuracy)];
  const states: Words =
    over === 'all' ? { en: 'all states', ja: '全状態' } : { en: 'the sampled states', ja: '標本にした状態' };
  switch (seatOf({ teller, probe })) {
    case 'unit':
      return {
        en: `Unit ${teller.unit} alone tells the carry in ${alone} of ${states.en}`,
        ja: `ユニット ${teller.unit} だけで、${states.ja}の ${alone} の桁上がりがわかる`,
      };
    case 'together':
      return {
        en: `No single unit tells the carry reliably, all together do: in ${together} of ${states.en}`,
        ja: `1 つのユニットでは確実にわからないが、全ユニットを合わせれば${states.ja}の ${together} の桁上がりがわかる`,
      };
    case 'nearly':
      return {
        en: `A straight cut nearly tells the carry: in ${together} of ${states.en}`,
        ja: `桁上がりは平面 1 つでほぼわかる(${states.ja}の ${together})`,
      };
    case 'nowhere':
      return {
        en: `No straight cut was found that tells the carry reliably: the best is right in ${together} of ${states.en}`,
        ja: `桁上がりを確実に見分ける平面は見つからなかった(最もよいもので${states.ja}の ${together})`,
      };
  }
}

/** What the line tells, or that none is drawn. */
export function lineWords({ split, baseline }: Pick<PortraitSpec, 'split' | 'baseline'>): Words {
  const share = percent(split.accuracy);
  return isLineShown(split, baseline)
    ? { en: `straight line: ${share}`, ja: `直線: ${share}` }
    : { en: 'no clear carry in these two components', ja: 'この 2 成分に桁上がりははっきり表れない' };
}

/** Alt text. */
export function portraitAlt(spec: PortraitSpec): string {
  const { explained, locale, config, teller } = spec;
  const both = percent(explained[0] + explained[1]);
  const line = lineWords(spec);
  const settings = settingsLine(config, locale);
  const best = `${teller.unit} (${percent(teller.accuracy)})`;
  return {
    en: `${portraitFinding(spec)}. Best single unit: ${best}. Two principal components hold ${both} of the variance; ${line.en}. Settings: ${settings}.`,
    ja: `${portraitFinding(spec)}。単独で最もよいのはユニット ${best}。2 つの主成分で分散の ${both}、${line.ja}。設定: ${settings}。`,
  }[locale];
}
