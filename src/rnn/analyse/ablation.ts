/** What becomes of the sums when a part of the network is taken out. */
import type { TrainConfig } from '../config.ts';
import { DEFAULT_ENGINE, type EngineName, engineOf } from '../engine.ts';
import { complete, createExamination } from '../evaluate.ts';
import { bitOf, createNetwork } from '../network.ts';
import { type Portions, part, type Told, untold } from '../portions.ts';
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
  /** The same when every step begins from rest, W = 0: nothing is heard of the step before. */
  readonly withoutMemory: number;
};

/** Multiplications that the examinations without a unit may cost together. */
export const ABLATION_BUDGET = 3e10;

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

export type AblationOptions = {
  /** Who does the arithmetic. */
  readonly engine?: EngineName;
  readonly told?: Told;
};

/**
 * Examines the network whole and without memory on the pairs of every examination (`examPairs`), and without each unit in
 * turn on as many of them, 16 at least, as a large network leaves time for.
 * Throws a RangeError for a bad config or weights that do not fit it.
 */
export function* ablate(
  config: TrainConfig,
  weights: Weights,
  { engine = DEFAULT_ENGINE, told = untold }: AblationOptions = {},
): Portions<Ablation> {
  checkConfig(config);
  checkWeights(config, weights);
  const all = examPairs(config.bits);
  const some = affordablePairs(config, ABLATION_BUDGET / config.hidden, all.a.length);
  const stepper = engineOf(engine, config).stepper(config, weights);
  const examined = all.a.length + config.hidden * some.a.length;
  let before = 0;
  function* accuracy(changed: Weights, exam: Exam): Portions<number> {
    stepper.write(changed);
    const share = exam.a.length / examined;
    const examination = createExamination(stepper, exam, config.bits);
    yield* complete(examination, config, part(told, before, before + share));
    before += share;
    return examination.result().accuracy;
  }
  const intact = yield* accuracy(weights, all);
  const withoutUnit: number[] = [];
  for (let unit = 0; unit < config.hidden; unit++) {
    withoutUnit.push(yield* accuracy(silenceUnit(weights, unit), some));
  }
  return {
    pairs: all.a.length,
    unitPairs: some.a.length,
    intact,
    withoutUnit,
    withoutMemory: accuracyFromRest(config, weights, all),
  };
}

/**
 * Share of right sums when every step begins with the states of t = 0. W = 0 alone would leave a cell what it keeps
 * beside z. A column of bits is then answered alike wherever it stands, so four answers are all there are.
 */
function accuracyFromRest(config: TrainConfig, weights: Weights, { a, b }: Exam): number {
  const network = createNetwork(config, 1);
  const cut = cutMemory(weights);
  const answers = [0, 1, 2, 3].map((column) => bitOf(network.step(cut, 1, column >> 1, column & 1)));
  const right = a.reduce((count, a1, p) => {
    const b1 = b[p] as number;
    for (let t = 0; t < config.bits; t++) {
      const column = 2 * ((a1 >>> t) & 1) + ((b1 >>> t) & 1);
      if (answers[column] !== (((a1 + b1) >>> t) & 1)) return count;
    }
    return count + 1;
  }, 0);
  return right / a.length;
}
