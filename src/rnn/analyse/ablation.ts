/** What becomes of the sums when a part of the network is taken out. */
import type { TrainConfig } from '../config.ts';
import { DEFAULT_ENGINE, type EngineName, engineOf } from '../engine.ts';
import { createExamination } from '../evaluate.ts';
import { affordablePairs, type Exam, examPairs } from '../sample.ts';
import { checkConfig, checkWeights } from '../validate.ts';
import { copyWeights, type Weights } from '../weights.ts';

export type Ablation = {
  /** Pairs that the network is examined on, whole and without memory. */
  readonly pairs: number;
  /** Pairs that it is examined on without each of the units: fewer for a large network, a sample. */
  readonly unitPairs: number;
  /** Share of right sums of the whole network, 0…1. */
  readonly intact: number;
  /** The same without each of the units, H values. */
  readonly withoutUnit: readonly number[];
  /** The same with W = 0: no unit hears of the step before. */
  readonly withoutMemory: number;
};

/** Multiplications, H²·T a pair, that the examinations without a unit may cost together: two or three seconds. */
const BUDGET = 3e10;

/** The network with unit i silent (zᵢ = 0 at every step): what leaves it, row i of W and W_out, is 0. */
export function silenceUnit(weights: Weights, unit: number): Weights {
  const H = weights.W_out.length;
  if (!Number.isInteger(unit) || unit < 0 || unit >= H) {
    throw new RangeError(`unit must be a whole number from 0 to ${H - 1}, not ${unit}`);
  }
  const silenced = copyWeights(weights);
  const columns = weights.W.length / H;
  silenced.W.fill(0, unit * columns, (unit + 1) * columns);
  silenced.W_out[unit] = 0;
  return silenced;
}

/** The network with W = 0. */
export function cutMemory(weights: Weights): Weights {
  const cut = copyWeights(weights);
  cut.W.fill(0);
  return cut;
}

/**
 * Examines the network whole and without W on the pairs of every examination (`examPairs`), and without each unit in
 * turn on as many of them, 16 at least, as a large network leaves time for.
 * Throws a RangeError for a bad config or weights that do not fit it.
 */
export function ablate(config: TrainConfig, weights: Weights, engine: EngineName = DEFAULT_ENGINE): Ablation {
  checkConfig(config);
  checkWeights(config, weights);
  const whole = examPairs(config.bits);
  const some = affordablePairs(config, BUDGET / config.hidden, whole.a.length);
  const stepper = engineOf(engine, config).stepper(config, weights);
  const accuracy = (changed: Weights, exam: Exam) => {
    stepper.write(changed);
    const examination = createExamination(stepper, exam, config.bits);
    examination.advance(examination.pairs);
    return examination.result().accuracy;
  };
  return {
    pairs: whole.a.length,
    unitPairs: some.a.length,
    intact: accuracy(weights, whole),
    withoutUnit: Array.from({ length: config.hidden }, (_, unit) =>
      accuracy(silenceUnit(weights, unit), some),
    ),
    withoutMemory: accuracy(cutMemory(weights), whole),
  };
}
