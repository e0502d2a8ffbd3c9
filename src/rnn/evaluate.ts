/** How well a network adds: an examination over all pairs, or over a seeded sample of them. */
import type { TrainConfig } from './config.ts';
import { pairsInPortion } from './cost.ts';
import { DEFAULT_ENGINE, type EngineName, engineOf } from './engine.ts';
import { type Portions, type Told, untold } from './portions.ts';
import type { Evaluation } from './result.ts';
import { type Exam, examPairs } from './sample.ts';
import type { Stepper } from './stepper.ts';
import { checkConfig, checkWeights } from './validate.ts';
import type { Weights } from './weights.ts';

/**
 * Examines a network over all 4^(bits−1) pairs when bits ≤ 8, else over 20,000 seeded pairs (the same for
 * every network). A sum with an output that is not a number is wrong in every bit.
 * Throws a RangeError for a bad config or weights that do not fit it.
 */
export function evaluate(
  config: TrainConfig,
  weights: Weights,
  engine: EngineName = DEFAULT_ENGINE,
): Evaluation {
  checkConfig(config);
  checkWeights(config, weights);
  const examination = createExamination(
    engineOf(engine, config).stepper(config, weights),
    examPairs(config.bits),
    config.bits,
  );
  while (!examination.done) examination.advance(examination.pairs);
  return examination.result();
}

/** An examination that can be taken in portions, so that a cancel need not wait for its end. */
export interface Examination {
  /** Pairs in all. */
  readonly pairs: number;
  readonly done: boolean;
  /** Whether every pair so far was right. */
  readonly flawless: boolean;
  /** Examines up to `pairs` more. */
  advance(pairs: number): void;
  /** The figures over the pairs examined so far. */
  result(): Evaluation;
}

/** An examination of the stepper's present weights, which must stay as they are until it is done. */
export function createExamination(stepper: Stepper, exam: Exam, bits: number): Examination {
  const pairs = exam.a.length;
  const answers = new Float64Array(pairs);
  const wrongBits = new Float64Array(bits);
  let examined = 0;
  let right = 0;

  function advance(count: number): void {
    const until = Math.min(pairs, examined + count);
    stepper.answers(exam.a, exam.b, examined, until - examined, answers);
    for (; examined < until; examined++) {
      const answer = answers[examined] as number;
      const sum = (exam.a[examined] as number) + (exam.b[examined] as number);
      if (answer === sum) right++;
      else markWrongBits(answer, sum, wrongBits);
    }
  }

  return {
    pairs,
    get done() {
      return examined === pairs;
    },
    get flawless() {
      return right === examined;
    },
    advance,
    result: () => ({
      over: exam.over,
      pairs: examined,
      right,
      accuracy: right / examined,
      perBit: Array.from(wrongBits, (wrong) => 1 - wrong / examined),
    }),
  };
}

/** Takes an examination to its end. `config` is that of its network. */
export function* complete(
  examination: Examination,
  config: TrainConfig,
  told: Told = untold,
): Portions<void> {
  const { pairs } = examination;
  const portion = pairsInPortion(config);
  for (let examined = 0; examined < pairs; examined += portion) {
    yield;
    examination.advance(portion);
    told(Math.min(1, (examined + portion) / pairs));
  }
}

/** Adds 1 to the count of every bit in which answer and sum differ; all of them when the answer is NaN. */
function markWrongBits(answer: number, sum: number, wrongBits: Float64Array): void {
  const differ = Number.isNaN(answer) ? 0xffffffff : answer ^ sum;
  for (let t = 0; t < wrongBits.length; t++) {
    wrongBits[t] = (wrongBits[t] as number) + ((differ >>> t) & 1);
  }
}
