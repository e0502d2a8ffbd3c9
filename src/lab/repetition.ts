/** A training made again, up to one moment after another. */
import type { TrainConfig } from '../rnn/config.ts';
import { trainingCost } from '../rnn/cost.ts';
import { PORTION, type Portions, untold } from '../rnn/portions.ts';
import type { Training } from '../rnn/train.ts';

/** Trains on until so many updates are done in all, or fewer of a run that blows up. `config` is that of the run. */
export function* trainUntil(
  training: Training,
  config: TrainConfig,
  iteration: number,
  told = untold,
): Portions<void> {
  const begun = training.iteration;
  const portion = Math.max(1, Math.floor(PORTION / trainingCost({ ...config, iterations: 1 })));
  for (let at = begun; at < iteration; at += portion) {
    yield;
    training.advance(Math.min(portion, iteration - at));
    // A run that has blown up goes no further.
    if (training.iteration < Math.min(at + portion, iteration)) return;
    told((training.iteration - begun) / (iteration - begun));
  }
}
