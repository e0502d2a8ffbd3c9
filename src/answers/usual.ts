/** What is usual among settings, and by how much a run's are off. Pure. */
import { DEFAULTS, type Optimiser, type TrainConfig } from '../rnn/config.ts';

/** A rate or a factor so many times larger or smaller than usual is at fault. */
export const FAR = 5;
/** Largest gradient norm below which clipping is what slows a run down. */
const TIGHT = 0.2;
/** The learning rate with which each optimiser learns to add. */
export const USUAL_RATE: Readonly<Record<Optimiser, number>> = {
  sgd: DEFAULTS.rate,
  momentum: 0.01,
  adam: 0.01,
};

/** The gradients of a batch are summed, so that large ones need smaller rates; Adam takes no notice of the size. */
export function usualRate({ optimiser, batch }: TrainConfig): number {
  const usual = USUAL_RATE[optimiser];
  return optimiser === 'adam' ? usual : Number((usual * Math.min(1, 16 / batch)).toPrecision(1));
}

/** Pairs that a run sees in all. */
export function seen({ iterations, batch }: TrainConfig): number {
  return iterations * batch;
}

/** Whether clipping makes every step tiny. */
export function isTight({ clip }: TrainConfig): boolean {
  return clip > 0 && clip < TIGHT;
}

/** Whether its steps are far smaller than usual. */
export function isSlow(config: TrainConfig): boolean {
  return config.rate * FAR <= usualRate(config) || isTight(config);
}
