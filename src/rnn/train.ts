/**
 * Training: from a configuration to a trained network and the story of how it got there. The work is done in
 * portions, so that whoever calls can report progress and stop; the portions do not change the result.
 */
import { createBlock } from './block.ts';
import type { TrainConfig } from './config.ts';
import { multiplications } from './cost.ts';
import { explainDivergence } from './diagnose.ts';
import { DEFAULT_ENGINE, type EngineName, engineOf } from './engine.ts';
import { createExamination } from './evaluate.ts';
import { initialWeights } from './init.ts';
import { type Checkpoints, createJournal } from './journal.ts';
import { createRandom } from './random.ts';
import { isAtRest } from './rest.ts';
import type { Divergence, Outcome, Progress, RunResult } from './result.ts';
import { drawPairs, quickExamPairs } from './sample.ts';
import { createFinalExam, type FinalExam } from './solved.ts';
import { never, type Stopped } from './stepper.ts';
import { checkConfig } from './validate.ts';
import { copyWeights, type Weights } from './weights.ts';

/** Examining a pair costs about a third of learning from it. */
const EXAMINED_PER_LEARNED = 3;
/** Multiplications, after which the final examination asks whether to go on: some ten milliseconds. */
const EXAMINED_AT_ONCE = 5e7;

/** A run under way. */
export interface Training {
  /** Updates done so far. */
  readonly iteration: number;
  /** Whether learning and the final examination are over. */
  readonly done: boolean;
  /**
   * Does work worth that many iterations (≥ 1): updates first, then portions of the examination. Nothing is done
   * any more once `stopped` has said yes: in the middle of an update, which then counts as not begun, or of the
   * examination.
   */
  advance(iterations: number): void;
  progress(): Progress;
  /** The weights as they are now, copied. */
  weights(): Weights;
  /**
   * The result but for the time it took, which only the caller's clock knows. `cancelled` ends a run that is
   * not done: it is then examined on the pairs of the checkpoints only, and `solvedAt` is null.
   * Throws an Error when the run is neither done nor cancelled.
   */
  finish(ending?: 'cancelled'): Omit<RunResult, 'seconds'>;
}

export type TrainingOptions = {
  /** Who does the arithmetic. */
  readonly engine?: EngineName;
  /** Whether it is to be given up; a large batch asks in the middle of an update. */
  readonly stopped?: Stopped;
  /** How often the network is examined on the way. */
  readonly checkpoints?: Checkpoints;
};

/**
 * Starts a run; nothing is learned before `advance`. Throws a RangeError for a bad configuration.
 * The pairs come from the generator that the weights were drawn from, as in the article's program.
 */
export function startTraining(
  config: TrainConfig,
  { engine = DEFAULT_ENGINE, stopped = never, checkpoints = 'usual' }: TrainingOptions = {},
): Training {
  checkConfig(config);
  const { iterations, batch, bits, plotInterval } = config;
  const random = createRandom(config.seed);
  const initial = initialWeights(config, random);
  const stepper = engineOf(engine, config).stepper(config, initial);
  const block = createBlock(config);
  const journal = createJournal(config, stepper, checkpoints);
  const portion = Math.max(1, Math.floor(EXAMINED_AT_ONCE / multiplications(config)));
  /** Iterations gone through: those learned from, and after a divergence those up to the next noted loss. */
  let cursor = 0;
  let end = iterations;
  let divergence: Divergence | null = null;
  let finalExam: FinalExam | null = null;
  let givenUp = false;
  const givesUp = () => {
    givenUp ||= stopped();
    return givenUp;
  };

  /** Goes through at most `limit` iterations, up to the next one at which something is drawn or noted. */
  function goOn(limit: number): void {
    const at = cursor % block.size;
    if (at === 0) {
      block.start = cursor;
      drawPairs(random, bits, Math.min(block.size, iterations - cursor) * batch, block);
      stepper.mark();
    }
    const sample = cursor % plotInterval === 0 ? journal.sampleOf(block, cursor) : null;
    const until = Math.min(cursor + limit, end, cursor - at + block.size, journal.nextStop(cursor));
    const reached = divergence === null ? learn(at, until) : until;
    if (sample !== null && reached > cursor) {
      const blown = divergence !== null && divergence.iteration <= cursor;
      journal.note(sample, blown ? Number.NaN : (block.losses[at] as number));
    }
    cursor = Math.min(reached, end);
  }

  /** Runs the iterations cursor … until − 1; returns the next one to be run, `until` if the run diverged. */
  function learn(at: number, until: number): number {
    if (journal.observe(block, cursor) === 'not finite') return diverge(cursor, until);
    const reached = cursor + stepper.run(block.a, block.b, at, until - cursor, block.losses, givesUp);
    if (givenUp) return reached;
    if (reached < until) return diverge(reached, until);
    if (until === iterations && journal.observe(block, until) === 'not finite') return diverge(until, until);
    return until;
  }

  /** Ends the learning. The curve still goes on to the next noted iteration, whose loss is not a number. */
  function diverge(iteration: number, until: number): number {
    const noted = Math.ceil(iteration / plotInterval) * plotInterval;
    end = noted < iterations ? noted + 1 : iteration;
    divergence = explainDivergence(config, stepper, block, iteration, journal.snapshots);
    return until;
  }

  // While candidates for `solvedAt` are examined, the stepper holds their weights.
  function finalWeights(): Weights {
    return finalExam === null ? stepper.read() : copyWeights(finalExam.weights);
  }

  function outcome(ending: 'cancelled' | undefined): Outcome {
    if (divergence !== null) return { kind: 'diverged', divergence };
    return ending === undefined ? { kind: 'finished' } : { kind: ending };
  }

  function examine(ending: 'cancelled' | undefined): Pick<RunResult, 'evaluation' | 'solvedAt'> {
    if (finalExam?.done) return finalExam.result();
    if (ending === undefined) throw new Error('the run is not done');
    stepper.write(finalWeights());
    const examination = createExamination(stepper, quickExamPairs(config), bits);
    examination.advance(examination.pairs);
    return { evaluation: examination.result(), solvedAt: null };
  }

  return {
    get iteration() {
      return divergence?.iteration ?? cursor;
    },
    get done() {
      return finalExam?.done ?? false;
    },
    advance(count) {
      const target = cursor + count;
      while (cursor < Math.min(target, end) && !givenUp) goOn(target - cursor);
      if (cursor < end) return;
      finalExam ??= createFinalExam(stepper, config, journal.candidates);
      for (let left = (target - cursor + 1) * batch * EXAMINED_PER_LEARNED; left > 0; left -= portion) {
        if (finalExam.done || givesUp()) return;
        finalExam.advance(Math.min(left, portion));
      }
    },
    progress() {
      return { iteration: this.iteration, losses: journal.losses.slice() };
    },
    weights: finalWeights,
    finish(ending) {
      const { losses, samples, accuracies, snapshots } = journal;
      const ended = outcome(ending);
      const examined = examine(ending);
      return {
        config,
        outcome: ended,
        iterations: this.iteration,
        losses,
        samples,
        accuracies,
        snapshots,
        ...examined,
        // A network that adds is left in peace; one that was stopped has not shown that it is at rest.
        atRest: ended.kind === 'finished' && examined.evaluation.accuracy < 1 && isAtRest(stepper, config),
        initial,
        final: finalWeights(),
      };
    },
  };
}
