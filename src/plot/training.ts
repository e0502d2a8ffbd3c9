/** A training in motion: the loss curve and the hidden states as they form. Pure. */
import type { Words } from '../chat/locale.ts';
import { type LossSpec, lossFinding, moment } from './loss.ts';
import { measure, percent } from './number.ts';
import type { PortraitPoint, PortraitSpec } from './portrait.ts';
import { settingsLine } from './settings.ts';

/** The hidden states at one moment. */
export type TrainingFrame = {
  readonly iteration: number;
  /** At most about 500 points, in the same two directions at every frame, or the picture jumps. */
  readonly points: readonly PortraitPoint[];
  readonly split: PortraitSpec['split'];
};

export type TrainingSpec = {
  readonly kind: 'training';
  /** 2…40, in order of time; the last is shown longest. */
  readonly frames: readonly TrainingFrame[];
  /** Whether each shows the states of all sums, or those of a sample. */
  readonly over: PortraitSpec['over'];
} & Omit<LossSpec, 'kind' | 'title'>;

/** The loss curve that the animation draws, whole. */
export function lossOf(spec: TrainingSpec): LossSpec {
  const { frames: _, over: __, ...rest } = spec;
  return { ...rest, kind: 'loss' };
}

/** How long frame i is shown, ms: the first and the last are held. */
export function delayOf(spec: TrainingSpec, i: number): number {
  return i === spec.frames.length - 1 ? 4000 : i === 0 ? 800 : 150;
}

/** The line above frame i: where training is, the loss there and what the states tell of the carry. */
export function frameTitle(spec: TrainingSpec, i: number): string {
  const frame = spec.frames[i];
  if (i === spec.frames.length - 1 || frame === undefined) return lossFinding(lossOf(spec));
  const loss = measure(spec.losses[Math.floor(frame.iteration / spec.config.plotInterval)] ?? Number.NaN);
  const when: Words =
    frame.iteration === 0 ? { en: 'before training', ja: '学習前' } : moment(spec.config, frame.iteration);
  const share = percent(frame.split.accuracy);
  const states: Words =
    spec.over === 'all' ? { en: 'states', ja: '' } : { en: 'a sample', ja: '(標本にした状態)' };
  return {
    en: `${capital(when.en)}: loss ${loss}, a line tells the carry in ${share} of ${states.en}`,
    ja: `${when.ja}: 損失 ${loss}、直線 1 本で桁上がりの有無を ${share} 見分けられる${states.ja}`,
  }[spec.locale];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Alt text: where it ends, and how far the states are apart at the start and at the end. */
export function trainingAlt(spec: TrainingSpec): string {
  const { locale, config, frames, over } = spec;
  const share = (frame: TrainingFrame | undefined): string => percent(frame?.split.accuracy ?? Number.NaN);
  const finding = lossFinding(lossOf(spec));
  const [first, last] = [share(frames[0]), share(frames.at(-1))];
  const settings = settingsLine(config, locale);
  const states: Words =
    over === 'all'
      ? { en: 'hidden states', ja: '中間層の状態' }
      : { en: 'sampled hidden states', ja: '標本にした中間層の状態' };
  return {
    en: `Animation of training. ${finding}. A straight line tells carry from no carry in ${first} of ${states.en} at first, ${last} at the end. Settings: ${settings}.`,
    ja: `学習のアニメーション。${finding}。${states.ja}で桁上がりの有無を直線で見分けられる割合は、最初 ${first}、最後 ${last}。設定: ${settings}。`,
  }[locale];
}
