/** What a trained network holds at every step of a sum, with one step to be guessed. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';
import type { Prediction } from '../rnn/result.ts';
import { measure } from './number.ts';
import { sentence } from './sentence.ts';

export type HiddenStateSpec = {
  readonly kind: 'hidden-state';
  readonly locale: Locale;
  /** The heading; a question does not give its answer away here. */
  readonly title: string;
  readonly config: TrainConfig;
  readonly prediction: Pick<Prediction, 'a' | 'b' | 'hidden' | 'carries'>;
  /** Step t = 1…T whose bits and carry are replaced by `?`; null shows all. */
  readonly ask: number | null;
  /** Unit 0…H − 1 that is pointed out, counted from 0 as in the commands; null for none. */
  readonly unit: number | null;
};

export type HiddenStep = {
  /** 1…T. */
  readonly t: number;
  readonly a: string;
  readonly b: string;
  readonly hidden: readonly number[];
  /** Carry out of the step, 0, 1 or `?`. */
  readonly carry: string;
};

/** The columns, t = 1 first. */
export function hiddenSteps({ prediction, ask }: HiddenStateSpec): HiddenStep[] {
  const bit = (n: bigint, t: number): string => String((n >> BigInt(t - 1)) & 1n);
  return prediction.hidden.map((hidden, i) => {
    const t = i + 1;
    if (t === ask) return { t, a: '?', b: '?', hidden, carry: '?' };
    return {
      t,
      a: bit(prediction.a, t),
      b: bit(prediction.b, t),
      hidden,
      carry: String(prediction.carries[i] ?? 0),
    };
  });
}

/** Alt text: carry and, where one is pointed out, the unit's value at every step. */
export function hiddenStateAlt(spec: HiddenStateSpec): string {
  const { unit, locale, title } = spec;
  const rows = hiddenSteps(spec)
    .slice(0, 32)
    .map(({ t, carry, hidden }) => {
      const z = unit === null ? '' : `, z ${measure(Number((hidden[unit] ?? Number.NaN).toFixed(2)))}`;
      return { en: `t ${t}: carry out ${carry}${z}`, ja: `t ${t}: 上への桁上がり ${carry}${z}` }[locale];
    });
  const about = { en: `Unit ${unit} (z). `, ja: `ユニット ${unit}(z)。` }[locale];
  const list = { en: `${rows.join('; ')}.`, ja: `${rows.join('; ')}。` }[locale];
  return sentence(title, locale) + (unit === null ? '' : about) + list;
}
