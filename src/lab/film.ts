/** A training made again as a film of its hidden states. */
import { analyseComponents, type ComponentAnalysis, projectStates } from '../rnn/analyse/components.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { trainingCost } from '../rnn/cost.ts';
import { startTraining } from '../rnn/train.ts';
import type { Weights } from '../rnn/weights.ts';
import type { FilmFrame } from './lab-task.ts';

/** Multiplications (`trainingCost`) that a film may cost to make. */
const BUDGET = 7.5e10;

/** Whether a film can be made of such a training: one with a carry to keep, and not too long to repeat. */
export function isFilmable(config: TrainConfig): boolean {
  return config.bits >= 2 && trainingCost(config) <= BUDGET;
}

/** Points of a frame: enough to see the clouds. */
const POINTS = 400;

/**
 * Repeats the training (bits ≥ 2) and looks at its hidden states at the start, the end and between, `frames` times
 * in all or fewer: closer together at first, where most happens. A run that blows up ends with the last hidden states
 * that are still finite numbers; at least those before the training are.
 */
export function film(config: TrainConfig, frames: number): readonly FilmFrame[] {
  const training = startTraining(config);
  const moments: { readonly iteration: number; readonly weights: Weights }[] = [
    { iteration: 0, weights: training.weights() },
  ];
  for (let n = 1; n < frames; n++) {
    const until = Math.round(config.iterations * (n / (frames - 1)) ** 1.5);
    if (until <= training.iteration) continue;
    training.advance(until - training.iteration);
    moments.push({ iteration: training.iteration, weights: training.weights() });
    if (training.iteration < until) break;
  }
  const directions = directionsOf(config, moments);
  return moments
    .map(({ iteration, weights }) => {
      const { points, split } = projectStates(config, weights, directions, POINTS);
      return { iteration, split, points: points.map(({ x, y, carry }) => ({ x, y, carry })) };
    })
    .filter(({ points }) => points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
}

/** The directions in which the states differ most at the last moment at which that is a number. */
function directionsOf(
  config: TrainConfig,
  moments: readonly { readonly weights: Weights }[],
): ComponentAnalysis['directions'] {
  for (const { weights } of moments.toReversed()) {
    const { directions } = analyseComponents(config, weights, 1);
    if (directions.flat().every(Number.isFinite)) return directions;
  }
  throw new RangeError('the hidden states are not finite numbers');
}
