/** A moment of a training, made again from its settings: a network that can do some sums and not yet others. */
import type { TrainConfig } from '../rnn/config.ts';
import { engineOf } from '../rnn/engine.ts';
import { complete, createExamination } from '../rnn/evaluate.ts';
import { type Portions, type Told, untold } from '../rnn/portions.ts';
import { quickExamPairs } from '../rnn/sample.ts';
import { startTraining, type Training } from '../rnn/train.ts';
import type { Weights } from '../rnn/weights.ts';
import { type ErrorMap, errorMapOf, type Weakness, weaknessOf, wrongIn } from './error-map.ts';
import { trainUntil } from './repetition.ts';

export type Checkpoint = {
  /** Updates done. */
  readonly iteration: number;
  readonly weights: Weights;
  readonly map: ErrorMap;
  /** Sums that are wrong. */
  readonly wrong: number;
  readonly weakness: Weakness;
};

/** Which moment: after so many updates, or the one whose share of right sums is nearest to the wanted one. */
export type Moment =
  | { readonly kind: 'at'; readonly iteration: number }
  | { readonly kind: 'nearest'; readonly wanted: number; readonly least: number; readonly most: number };

/** Moments that are looked at in a search. */
const LOOKS = 40;
/** The quick examination of some pairs may be so far off the truth that all pairs are asked. */
const DOUBT = 0.1;

/**
 * Repeats the training up to that moment; bits ≤ 8.
 * @returns null if the training has no such moment
 */
export function* reach(config: TrainConfig, moment: Moment, told = untold): Portions<Checkpoint | null> {
  const training = startTraining(config);
  if (moment.kind === 'nearest') return yield* search(config, training, moment, told);
  yield* trainUntil(training, config, moment.iteration, told);
  return training.iteration === moment.iteration ? yield* checkpoint(config, training) : null;
}

function* search(
  config: TrainConfig,
  training: Training,
  { wanted, least, most }: Extract<Moment, { kind: 'nearest' }>,
  told: Told,
): Portions<Checkpoint | null> {
  const exam = quickExamPairs(config);
  const examiner = engineOf('kernel', config).stepper(config, training.weights());
  const every = Math.ceil(config.iterations / LOOKS);
  let best: Checkpoint | null = null;
  for (let iteration = every; iteration < config.iterations; iteration += every) {
    yield* trainUntil(training, config, iteration);
    // A run that has blown up goes no further.
    if (training.iteration !== iteration) break;
    told(iteration / config.iterations);
    examiner.write(training.weights());
    const examination = createExamination(examiner, exam, config.bits);
    yield* complete(examination, config);
    const roughly = examination.result().accuracy;
    if (roughly < least - DOUBT || roughly > most + DOUBT) continue;
    const found = yield* checkpoint(config, training);
    const accuracy = accuracyOf(found);
    if (accuracy < least || accuracy > most) continue;
    if (best === null || Math.abs(accuracy - wanted) < Math.abs(accuracyOf(best) - wanted)) best = found;
  }
  return best;
}

function* checkpoint(config: TrainConfig, training: Training): Portions<Checkpoint> {
  const weights = training.weights();
  const map = yield* errorMapOf(config, weights);
  return { iteration: training.iteration, weights, map, wrong: wrongIn(map), weakness: weaknessOf(map) };
}

/** Share of right sums, 0…1. */
export function accuracyOf({ wrong, map }: Pick<Checkpoint, 'wrong' | 'map'>): number {
  return 1 - wrong / map.size ** 2;
}
