/** The examination at the end of a run, and the search for the moment from which every sum was right. */
import type { TrainConfig } from './config.ts';
import { createExamination } from './evaluate.ts';
import type { Candidate } from './journal.ts';
import type { Evaluation } from './result.ts';
import { examPairs, reexamPairs } from './sample.ts';
import type { Stepper } from './stepper.ts';
import type { Weights } from './weights.ts';

export interface FinalExam {
  /** The weights under examination: those at the end of the run. */
  readonly weights: Weights;
  readonly done: boolean;
  /** Examines up to that many pairs. */
  advance(pairs: number): void;
  /** Once `done`: how well the final weights add, and since when without a mistake. */
  result(): { evaluation: Evaluation; solvedAt: number | null };
}

/**
 * Examines the stepper's weights; if they make no mistake, then those of the candidates before, from the
 * last to the first, until one makes a mistake. The stepper has its weights back when it is done.
 * @param candidates moments without a mistake so far, oldest first, the last one being the end of the run
 */
export function createFinalExam(
  stepper: Stepper,
  config: TrainConfig,
  candidates: readonly Candidate[],
): FinalExam {
  const final = stepper.read();
  const reexam = reexamPairs(config.bits);
  let examination = createExamination(stepper, examPairs(config.bits), config.bits);
  let evaluation: Evaluation | null = null;
  let solvedAt: number | null = null;
  /** The candidate under examination. */
  let index = candidates.length - 1;
  let done = false;

  function advance(pairs: number): void {
    if (done) return;
    examination.advance(pairs);
    if (!examination.done && (evaluation === null || examination.flawless)) return;
    if (examination.done) evaluation ??= examination.result();
    const candidate = candidates[index];
    if (examination.flawless && candidate !== undefined) {
      solvedAt = candidate.iteration;
      index--;
    } else {
      index = -1;
    }
    const earlier = candidates[index];
    stepper.write(earlier?.weights ?? final);
    examination = createExamination(stepper, reexam, config.bits);
    done = earlier === undefined;
  }

  return {
    weights: final,
    get done() {
      return done;
    },
    advance,
    result() {
      if (evaluation === null || !done) throw new Error('the examination is not over');
      return { evaluation, solvedAt };
    },
  };
}
