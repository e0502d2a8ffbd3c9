/** The examination at the end of a run, and the search for the check from which every sum was right. */
import type { TrainConfig } from './config.ts';
import { createExamination, type Examination } from './evaluate.ts';
import type { Check } from './journal.ts';
import type { Evaluation } from './result.ts';
import { type Exam, examPairs, type Pairs, reexamPairs } from './sample.ts';
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

/** What a run's checks found. */
export type Checked = {
  /** The last one with a mistake, if any. */
  readonly mistaken: Check | null;
  /** Those after it, oldest first, the last one being the end of the run. */
  readonly flawless: readonly Check[];
};

/** Most pairs that count as hard: those that the network got wrong last. */
const MOST_HARD = 256;

/**
 * Examines the stepper's weights; if they make no mistake, then those of the checks before, from the last to the
 * first, until one makes a mistake. Most are examined on hard pairs alone, those that the network got wrong last;
 * the `marked` ones and the first one that counts as solved, on all. The stepper has its weights back when it is
 * done.
 */
export function createFinalExam(stepper: Stepper, config: TrainConfig, checked: Checked): FinalExam {
  const final = stepper.read();
  let evaluation: Evaluation | null = null;
  let solvedAt: number | null = null;
  let done = false;
  /** Pairs that may be examined now. */
  let budget = 0;
  const work = search();

  /** Ends with the answer to whether all pairs are right; with `whole`, it goes on after a mistake. */
  function* examine(examination: Examination, whole: boolean): Generator<void, boolean, undefined> {
    while (!examination.done && (whole || examination.flawless)) {
      if (budget <= 0) yield;
      const pairs = Math.min(budget, examination.pairs);
      examination.advance(pairs);
      budget -= pairs;
    }
    return examination.flawless;
  }

  function on({ weights }: Check, exam: Exam): Examination {
    stepper.write(weights);
    return createExamination(stepper, exam, config.bits);
  }

  function* search(): Generator<void, void, undefined> {
    const last = createExamination(stepper, examPairs(config.bits), config.bits);
    const solved = yield* examine(last, true);
    evaluation = last.result();
    if (!solved) return;
    const { mistaken, flawless } = checked;
    const all = reexamPairs(config.bits);
    let hard: Exam = { ...NONE, over: 'sample' };
    function* learnFrom(check: Check): Generator<void, boolean, undefined> {
      const examination = on(check, all);
      const right = yield* examine(examination, true);
      hard = joined(examination.mistakes(), hard);
      return right;
    }
    if (mistaken !== null) yield* learnFrom(mistaken);

    // All checks from `since` on count as solved; those before `floor` do not.
    let since = flawless.length - 1;
    let floor = 0;
    while (since > floor) {
      let next = since;
      while (next > floor) {
        const before = flawless[next - 1] as Check;
        if (!(yield* examine(on(before, hard), false))) {
          floor = next;
          break;
        }
        next--;
        if (before.marked) break;
      }
      if (next === since) break;
      if (yield* learnFrom(flawless[next] as Check)) since = next;
      else floor = next + 1;
    }
    solvedAt = flawless[since]?.iteration ?? null;
  }

  return {
    weights: final,
    get done() {
      return done;
    },
    advance(pairs) {
      if (done) return;
      budget = pairs;
      done = work.next().done === true;
      if (done) stepper.write(final);
    },
    result() {
      if (evaluation === null || !done) throw new Error('the examination is not over');
      return { evaluation, solvedAt };
    },
  };
}

const NONE: Pairs = { a: new Uint32Array(0), b: new Uint32Array(0) };

/** The pairs of both, as many as may be hard; a pair that is in both may be there twice. */
function joined(first: Pairs, second: Pairs): Exam {
  const join = (one: Uint32Array, other: Uint32Array) =>
    Uint32Array.from([...one.subarray(0, MOST_HARD), ...other]).subarray(0, MOST_HARD);
  return { a: join(first.a, second.a), b: join(first.b, second.b), over: 'sample' };
}
