/** How well a network adds numbers longer than those it learned from: finding and geometry. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { LengthAccuracy } from '../rnn/analyse/length.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { settingsLine } from './loss.ts';
import { percent } from './number.ts';

export type LengthsSpec = {
  readonly kind: 'lengths';
  readonly locale: Locale;
  readonly config: TrainConfig;
  /** At least one, in order of length; lengths 1…256. */
  readonly lengths: readonly Pick<LengthAccuracy, 'length' | 'accuracy' | 'bitAccuracy'>[];
};

/** Bits of the longest numbers that the network learned from. */
export function learnedLength(config: TrainConfig): number {
  return Math.max(1, config.bits - 1);
}

/** Lengths that get a tick: powers of two from the first length to the last, both ends included. */
export function lengthTicks(spec: LengthsSpec): number[] {
  const first = spec.lengths[0]?.length ?? 1;
  const last = spec.lengths.at(-1)?.length ?? first;
  const ticks: number[] = [];
  for (let power = 1; power <= 256; power *= 2) if (power >= first && power <= last) ticks.push(power);
  return ticks;
}

/** The longest length up to which every sum was right; undefined when not even the shortest was. */
function soundUpTo(spec: LengthsSpec): number | undefined {
  const fault = spec.lengths.findIndex((l) => l.accuracy < 1);
  return fault === -1 ? spec.lengths.at(-1)?.length : spec.lengths[fault - 1]?.length;
}

/** 1 bit, 2 bits. */
function bits(n: number): string {
  return n === 1 ? '1 bit' : `${n} bits`;
}

/** The finding. */
export function lengthsFinding(spec: LengthsSpec): string {
  const learned = learnedLength(spec.config);
  const last = spec.lengths.at(-1);
  const sound = soundUpTo(spec);
  const n = last?.length ?? 0;
  const share = percent(last?.accuracy ?? Number.NaN);
  if (sound === n && spec.lengths.length === 1) {
    return {
      en: `Learned on ${learned}-bit numbers, right at ${bits(n)}`,
      ja: `${learned} ビットの数で学び、${n} ビットの数に全問正解`,
    }[spec.locale];
  }
  if (sound === n) {
    return {
      en: `Learned on ${learned}-bit numbers, right up to ${bits(n)}`,
      ja: `${learned} ビットの数で学び、${n} ビットまで全問正解`,
    }[spec.locale];
  }
  if (sound === undefined && spec.lengths.length === 1) {
    return {
      en: `Learned on ${learned}-bit numbers, ${share} right at ${bits(n)}`,
      ja: `${learned} ビットの数で学び、${n} ビットの正解率は ${share}`,
    }[spec.locale];
  }
  if (sound === undefined) {
    return {
      en: `Not sound at any length: ${share} right at ${bits(n)}`,
      ja: `どの長さでも誤りがあり、${n} ビットの正解率は ${share}`,
    }[spec.locale];
  }
  return {
    en: `All right up to ${bits(sound)}, ${share} at ${n}`,
    ja: `${sound} ビットまで全問正解、${n} ビットでは ${share}`,
  }[spec.locale];
}

/** Alt text: the finding, and the share right at every length. */
export function lengthsAlt(spec: LengthsSpec): string {
  const { locale, config } = spec;
  const all = spec.lengths.map((l) => `${l.length}: ${percent(l.accuracy)}`).join(', ');
  return {
    en: `${lengthsFinding(spec)}. Sums right by bits: ${all}. Settings: ${settingsLine(config, locale)}.`,
    ja: `${lengthsFinding(spec)}。ビット数ごとの正解率: ${all}。設定: ${settingsLine(config, locale)}。`,
  }[locale];
}
