/** A network looked into for tests, all at once. */
import { analyseCarry, type CarryAnalysis } from '../../src/rnn/analyse/carry.ts';
import { analyseComponents, type ComponentAnalysis } from '../../src/rnn/analyse/components.ts';
import { survey } from '../../src/rnn/analyse/survey.ts';
import type { TrainConfig } from '../../src/rnn/config.ts';
import { whole } from '../../src/rnn/portions.ts';
import type { Weights } from '../../src/rnn/weights.ts';

export function carryIn(config: TrainConfig, weights: Weights): CarryAnalysis {
  return whole(analyseCarry(whole(survey(config, weights))));
}

export function componentsOf(config: TrainConfig, weights: Weights, limit?: number): ComponentAnalysis {
  return whole(analyseComponents(whole(survey(config, weights)), limit));
}
