/** How well a network adds numbers longer than those it learned from: finding and geometry. Pure. */
import type { Locale } from '../chat/locale.ts';
import type { LengthAccuracy } from '../rnn/analyse/length.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { percent } from './number.ts';
import { settingsLine } from './settings.ts';

type Tried = Pick<LengthAccuracy, 'length' | 'accuracy' | 'hard' | 'miss'>;

export type LengthsSpec = {
  readonly kind: 'lengths';
  readonly locale: Locale;
  readonly config: TrainConfig;
  /** At least one, in order of length; lengths 1…256. */
  readonly lengths: readonly Tried[];
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

/** The longest length up to which every sum that was tried is right; undefined when not even the shortest was. */
export function soundUpTo(lengths: readonly Pick<LengthAccuracy, 'length' | 'miss'>[]): number | undefined {
  const fault = lengths.findIndex(({ miss }) => miss !== null);
  return fault === -1 ? lengths.at(-1)?.length : lengths[fault - 1]?.length;
}

/** 1 bit, 2 bits. */
function bits(n: number): string {
  return n === 1 ? '1 bit' : `${n} bits`;
}

/** The finding. */
export function lengthsFinding({ lengths, config, locale }: LengthsSpec): string {
  const learned = learnedLength(config);
  const sound = soundUpTo(lengths);
  const n = lengths.at(-1)?.length ?? 0;
  if (sound === n && lengths.length === 1) {
    return {
      en: `Learned on ${learned}-bit numbers; all sums tried at ${bits(n)} are right`,
      ja: `${learned} ビットの数で学び、試した ${n} ビットの和はすべて正解`,
    }[locale];
  }
  if (sound === n) {
    return {
      en: `Learned on ${learned}-bit numbers; all sums tried up to ${bits(n)} are right`,
      ja: `${learned} ビットの数で学び、${n} ビットまで試した和はすべて正解`,
    }[locale];
  }
  // The first length with a mistake.
  const fault = lengths.find(({ miss }) => miss !== null);
  const [random, hard] = [
    percent(fault?.accuracy ?? Number.NaN),
    percent(fault?.hard.accuracy ?? Number.NaN),
  ];
  if (sound === undefined) {
    return {
      en: `At ${bits(fault?.length ?? n)} ${random} of random sums are right, ${hard} of hard ones`,
      ja: `${fault?.length ?? n} ビットの正解率は、無作為な和で ${random}、難しい和で ${hard}`,
    }[locale];
  }
  return {
    en: `All sums tried up to ${bits(sound)} are right; the first wrong one has ${bits(missLength(lengths) ?? n)}`,
    ja: `${sound} ビットまで試した和はすべて正解、最初の間違いは ${missLength(lengths)} ビット`,
  }[locale];
}

/** Bits of the shortest sum that went wrong; undefined if none did. */
export function missLength(lengths: LengthsSpec['lengths']): number | undefined {
  return lengths.find(({ miss }) => miss !== null)?.miss?.length;
}

/** Alt text: the finding, and the shares right at every length. */
export function lengthsAlt(spec: LengthsSpec): string {
  const { locale, config } = spec;
  const all = spec.lengths
    .map(({ length, accuracy, hard }) => `${length}: ${percent(accuracy)} / ${percent(hard.accuracy)}`)
    .join(', ');
  return {
    en: `${lengthsFinding(spec)}. Sums right by bits, random / hard: ${all}. Settings: ${settingsLine(config, locale)}.`,
    ja: `${lengthsFinding(spec)}。ビット数ごとの正解率(無作為 / 難問): ${all}。設定: ${settingsLine(config, locale)}。`,
  }[locale];
}
