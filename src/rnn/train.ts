/**
 * Training: from a configuration to a trained network and the story of how it got there. The work is done in
 * portions, so that whoever calls can report progress, do something else and stop; the portions do not change the result.
 */
import { createBlock } from './block.ts';
import type { TrainConfig } from './config.ts';
import { multiplications, portionOf } from './cost.ts';
import { type Explanation, explainDivergence } from './diagnose.ts';
import { DEFAULT_ENGINE, type EngineName, engineOf } from './engine.ts';
import { createExamination } from './evaluate.ts';
import { initialWeights } from './init.ts';
import { type Checkpoints, createJournal } from './journal.ts';
import type { Portions } from './portions.ts';
import { createRandom } from './random.ts';
import { isAtRest } from './rest.ts';
import type { Outcome, Progress, RunResult } from './result.ts';
import { drawPairs, quickExamPairs } from './sample.ts';
import { createFinalExam, type FinalExam } from './solved.ts';
import { checkConfig } from './validate.ts';
import { copyWeights, type Weights } from './weights.ts';

/** Examining a pair costs about a third of learning from it. */
const EXAMINED_PER_LEARNED = 3;
/** Multiplications in a portion of the final examination, many of which pairs share. */
const EXAMINED_AT_ONCE = 2e7;

/** A run under way. */
export interface Training {
  /** Updates done so far. */
  readonly iteration: number;
  /** Whether learning and the final examination are over. */
  readonly done: boolean;
  /**
   * Does work worth that many iterations (≥ 1): updates first, up to the end of one, then portions of the examination.
   * Returns sooner once `pause` says yes, perhaps in the middle of an update; the next call goes on there. At least one
   * portion is done by every call.
   */
  advance(iterations: number): void;
  progress(): Progress;
  /** The weights as they are now, copied; an update that is not over has not changed them. */
  weights(): Weights;
  /**
   * The result but for the time it took, which only the caller's clock knows. `cancelled` ends a run that is
   * not done: it is then examined on the pairs of the checkpoints only, `solvedAt` is null, and an update that is not
   * over is left out.
   * Throws an Error when the run is neither done nor cancelled.
   */
  finish(ending?: 'cancelled'): Omit<RunResult, 'seconds'>;
}

/** Whether to rest now: asked after every portion of work, some milliseconds of computing, so it must be quick. */
export type Pause = () => boolean;

export type TrainingOptions = {
  /** Who does the arithmetic. */
  readonly engine?: EngineName;
  readonly pause?: Pause;
  /** How often the network is examined on the way. */
  readonly checkpoints?: Checkpoints;
};

/**
 * Starts a run; nothing is learned before `advance`. Throws a RangeError for a bad configuration.
 * The pairs come from the generator that the weights were drawn from, as in the article's program.
 */
export function startTraining(
  config: TrainConfig,
  { engine = DEFAULT_ENGINE, pause = () => false, checkpoints = 'usual' }: TrainingOptions = {},
): Training {
  checkConfig(config);
  const { iterations, batch, bits, plotInterval } = config;
  const random = createRandom(config.seed);
  const initial = initialWeights(config, random);
  const { stepper: network } = engineOf(engine, config);
  const stepper = network(config, initial);
  const block = createBlock(config);
  const journal = createJournal(config, stepper, checkpoints);
  const portion = portionOf(config);
  /** Iterations gone through: those learned from, and after a divergence those up to the next noted loss. */
  let cursor = 0;
  /** Pairs done of the update under way. */
  let begun = 0;
  let end = iterations;
  let explanation: Explanation | null = null;
  let finalExam: FinalExam | null = null;
  let atRest = false;
  let done = false;
  /** What `advance` is still to do, and what has been done since the last rest, in pairs learned from. */
  let left = 0;
  let since = 0;
  /** Whether the generator rests because `advance` has done its share. */
  let enough = false;
  const work = goThrough();

  function* goThrough(): Portions<void> {
    yield* learning();
    yield* examining();
    done = true;
  }

  /** Goes from iteration to iteration at which something is drawn, noted or looked at. */
  function* learning(): Portions<void> {
    while (cursor < end) {
      const first = cursor;
      const at = first % block.size;
      if (at === 0) {
        block.start = first;
        drawPairs(random, bits, Math.min(block.size, iterations - first) * batch, block);
        stepper.mark();
      }
      const sample = first % plotInterval === 0 ? journal.sampleOf(block, first) : null;
      if (explanation === null) yield* observe();
      const stop = Math.min(end, first - at + block.size, journal.nextStop(first));
      const until = sample === null ? stop : first + 1;
      if (explanation === null) yield* learn(until);
      // After a divergence nothing is learned any more; the curve goes on to the next noted iteration.
      if (explanation !== null) left -= (until - cursor) * batch;
      cursor = Math.min(until, end);
      if (sample !== null)
        journal.note(sample, explanation === null ? (block.losses[at] as number) : Number.NaN);
      if (cursor === iterations && explanation === null) yield* observe();
      if (since >= portion || left <= 0) yield* rest();
    }
  }

  function* rest(): Portions<void> {
    since = 0;
    enough = left <= 0;
    yield;
    enough = false;
  }

  /** Takes the snapshot and the checkpoint that are due, which also find weights that are not finite. */
  function* observe(): Portions<void> {
    if ((yield* journal.observe(block, cursor)) === 'not finite') yield* diverge();
  }

  /** Learns from the iterations cursor … until − 1, or up to a divergence. */
  function* learn(until: number): Portions<void> {
    while (cursor < until) {
      const missing = (until - cursor) * batch - begun;
      const pairs = Math.min(missing, portion, left);
      const start = (cursor - block.start) * batch + begun;
      const whole = Math.floor((begun + pairs) / batch);
      const updates = stepper.run(block.a, block.b, start, pairs, block.losses);
      cursor += updates;
      left -= pairs;
      since += pairs;
      if (updates < whole) return yield* diverge();
      begun = (begun + pairs) % batch;
      if (cursor < until && (since >= portion || left <= 0)) yield* rest();
    }
  }

  /** Ends the learning, with the present iteration left out. */
  function* diverge(): Portions<void> {
    begun = 0;
    const noted = Math.ceil(cursor / plotInterval) * plotInterval;
    end = noted < iterations ? noted + 1 : cursor;
    explanation = explainDivergence(config, stepper, block, cursor, journal.snapshots);
    yield* explanation.portions;
  }

  function* examining(): Portions<void> {
    finalExam = createFinalExam(stepper, config, journal.candidates);
    yield;
    const most = Math.max(1, Math.floor(EXAMINED_AT_ONCE / multiplications(config)));
    while (!finalExam.done) {
      const pairs = Math.max(1, Math.min(most, Math.ceil(left * EXAMINED_PER_LEARNED)));
      finalExam.advance(pairs);
      left -= pairs / EXAMINED_PER_LEARNED;
      yield* rest();
    }
    // A network that adds is left in peace.
    if (explanation === null && finalExam.result().evaluation.accuracy < 1) {
      atRest = yield* isAtRest(stepper, config);
    }
  }

  // While candidates for `solvedAt` are examined, or a divergence is explained, the stepper holds other weights.
  function finalWeights(): Weights {
    const kept = finalExam?.weights ?? explanation?.weights;
    return kept === undefined ? stepper.read() : copyWeights(kept);
  }

  function outcome(ending: 'cancelled' | undefined): Outcome {
    if (explanation !== null) return { kind: 'diverged', divergence: explanation.result() };
    return ending === undefined ? { kind: 'finished' } : { kind: ending };
  }

  function examine(ending: 'cancelled' | undefined): Pick<RunResult, 'evaluation' | 'solvedAt'> {
    if (finalExam?.done) return finalExam.result();
    if (ending === undefined) throw new Error('the run is not done');
    const examination = createExamination(network(config, finalWeights()), quickExamPairs(config), bits);
    examination.advance(examination.pairs);
    return { evaluation: examination.result(), solvedAt: null };
  }

  return {
    get iteration() {
      return explanation?.result().iteration ?? cursor;
    },
    get done() {
      return done;
    },
    advance(count) {
      left = count * batch - begun;
      while (work.next().done !== true && !enough && !pause());
    },
    progress() {
      return { iteration: this.iteration, losses: journal.losses.slice() };
    },
    weights: finalWeights,
    finish(ending) {
      if (!done && ending === undefined) throw new Error('the run is not done');
      const { losses, samples, accuracies, snapshots } = journal;
      const ended = outcome(ending);
      return {
        config,
        outcome: ended,
        iterations: this.iteration,
        losses,
        samples,
        accuracies,
        snapshots,
        ...examine(ending),
        // A run that was stopped has not shown that it is at rest.
        atRest: atRest && ended.kind === 'finished',
        initial,
        final: finalWeights(),
      };
    },
  };
}
