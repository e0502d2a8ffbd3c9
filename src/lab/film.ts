/** A training made again as a film of its hidden states. */
import { analyseComponents, type ComponentAnalysis, projectStates } from '../rnn/analyse/components.ts';
import { collectStates } from '../rnn/analyse/states.ts';
import { survey } from '../rnn/analyse/survey.ts';
import type { TrainConfig } from '../rnn/config.ts';
import { multiplications, trainingCost } from '../rnn/cost.ts';
import { type Portions, part, type Told, untold } from '../rnn/portions.ts';
import { startTraining } from '../rnn/train.ts';
import type { Weights } from '../rnn/weights.ts';
import type { Film, FilmFrame } from './lab-task.ts';
import { trainUntil } from './repetition.ts';

/** Multiplications (`trainingCost`) that a film may cost to make. */
const BUDGET = 7.5e10;
/** Multiplications that the hidden states of all its frames may cost: up to 128 units thirty frames show all of 8 bits. */
const STATES_BUDGET = 1.1e10;

/** Whether a film can be made of such a training: one with a carry to keep, and not too long to repeat. */
export function isFilmable(config: TrainConfig): boolean {
  return config.bits >= 2 && trainingCost(config) <= BUDGET;
}

/** Points of a frame: enough to see the clouds. */
const POINTS = 400;

type Moment = { readonly iteration: number; readonly weights: Weights };

/**
 * Repeats the training (bits ≥ 2) and looks at its hidden states at the start, the end and between, `frames` times
 * in all or fewer: closer together at first, where most happens. A run that blows up ends with the last hidden states
 * that are still finite numbers; at least those before the training are.
 */
export function* film(config: TrainConfig, frames: number, told = untold): Portions<Film> {
  const budget = STATES_BUDGET / frames;
  const learning = learningShare(config, frames);
  const moments = yield* repeat(config, frames, part(told, 0, learning));
  const directions = yield* directionsOf(config, moments, budget);
  const shown: FilmFrame[] = [];
  let over: Film['over'] = 'all';
  for (const [n, { iteration, weights }] of moments.entries()) {
    const states = yield* collectStates(config, weights, budget);
    const { points, split } = yield* projectStates(states, directions, POINTS);
    part(told, learning, 1)((n + 1) / moments.length);
    // All frames are over the same sums.
    over = states.over;
    if (!points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) continue;
    shown.push({ iteration, split, points: points.map(({ x, y, carry }) => ({ x, y, carry })) });
  }
  return { over, frames: shown };
}

/** Share of the work that the learning is, about: the rest are the states, some 4⁷ of them a frame. */
function learningShare(config: TrainConfig, frames: number): number {
  const training = trainingCost(config);
  const looking = Math.min(STATES_BUDGET, frames * 4 ** 7 * multiplications({ ...config, bits: 1 }));
  return training / (training + looking);
}

/** The weights of each moment. */
function* repeat(config: TrainConfig, frames: number, told: Told): Portions<readonly Moment[]> {
  const training = startTraining(config);
  const moments: Moment[] = [{ iteration: 0, weights: training.weights() }];
  for (let n = 1; n < frames; n++) {
    const until = Math.round(config.iterations * (n / (frames - 1)) ** 1.5);
    if (until <= training.iteration) continue;
    const [from, to] = [training.iteration / config.iterations, until / config.iterations];
    yield* trainUntil(training, config, until, part(told, from, to));
    moments.push({ iteration: training.iteration, weights: training.weights() });
    if (training.iteration < until) break;
  }
  return moments;
}

/** The directions in which the states differ most at the last moment at which that is a number. */
function* directionsOf(
  config: TrainConfig,
  moments: readonly Moment[],
  budget: number,
): Portions<ComponentAnalysis['directions']> {
  for (const { weights } of moments.toReversed()) {
    const surveyed = yield* survey(config, weights, budget);
    if (!surveyed.moments.covariance.every(Number.isFinite)) continue;
    const { directions } = yield* analyseComponents(surveyed, 1);
    return directions;
  }
  throw new RangeError('the hidden states are not finite numbers');
}
