/** A network's hidden states with their moments: what the carry and the principal components are looked for in. */
import type { TrainConfig } from '../config.ts';
import { stepCost } from '../cost.ts';
import { type Portions, part, untold } from '../portions.ts';
import type { Weights } from '../weights.ts';
import { type Moments, measureMoments } from './moments.ts';
import { collectStates, type States } from './states.ts';

export type Survey = { readonly states: States; readonly moments: Moments };

/**
 * The states of a network (`collectStates`), measured.
 * Throws a RangeError for bits = 1, a bad config or weights that do not fit it.
 */
export function* survey(
  config: TrainConfig,
  weights: Weights,
  budget?: number,
  told = untold,
): Portions<Survey> {
  const { hidden: H } = config;
  const collected = stepCost(config) / (stepCost(config) + (H * H) / 2);
  const states = yield* collectStates(config, weights, budget, part(told, 0, collected));
  return { states, moments: yield* measureMoments(states, part(told, collected, 1)) };
}
