/**
 * Training: from a configuration to a trained network and the story of how it got there. The work is done in
 * portions, so that whoever calls can report progress, do something else and stop; the portions do not change the result.
 */
import { createBlock } from './block.ts';
import type { TrainConfig } from './config.ts';
import { multiplications, portionOf } from './cost.ts';
import { type Explanation, explainDivergence } from './diagnose.ts';
import { DEFAULT_ENGINE, engineOf } from './engine.ts';
import { createExamination } from './evaluate.ts';
import { initialWeights } from './init.ts';
import { createJournal } from './journal.ts';
import type { Portions } from './portions.ts';
import { createRandom, resumeRandom } from './random.ts';
import { isAtRest } from './rest.ts';
import type { Outcome, RunResult } from './result.ts';
import { drawPairs, quickExamPairs } from './sample.ts';
import { type Refused, readSaved, type SavedTraining, writeSaved } from './saved.ts';
import { createFinalExam, type FinalExam } from './solved.ts';
import type { Training, TrainingOptions } from './training.ts';
import { checkConfig } from './validate.ts';
import { copyWeights, type Weights } from './weights.ts';

export type { Training } from './training.ts';

/** Examining a pair costs about a third of learning from it. */
const EXAMINED_PER_LEARNED = 3;
/** Multiplications in a portion of the final examination, many of which pairs share. */
const EXAMINED_AT_ONCE = 2e7;

/**
 * Starts a run; nothing is learned before `advance`. Throws a RangeError for a bad configuration.
 * The pairs come from the generator that the weights were drawn from, as in the article's program.
 */
export function startTraining(config: TrainConfig, options: TrainingOptions = {}): Training {
  return createTraining(config, options, null);
}

/**
 * Goes on with a training that `save` has written down; it ends with the same bits as if it had never been interrupted.
 * The settings, the engine and the checkpoints have to be those of the saved one.
 * @param saved what was read from wherever it was kept; it is not trusted
 */
export function resumeTraining(
  config: TrainConfig,
  saved: unknown,
  options: TrainingOptions = {},
): { readonly kind: 'resumed'; readonly training: Training } | Refused {
  checkConfig(config);
  const { engine = DEFAULT_ENGINE, checkpoints = 'usual' } = options;
  const { build } = engineOf(engine, config);
  const found = readSaved({ build, config, checkpoints }, saved);
  if (found.kind === 'refused') return found;
  try {
    return { kind: 'resumed', training: createTraining(config, options, found.saved) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'refused', why: 'damaged' };
    throw error;
  }
}

function createTraining(
  config: TrainConfig,
  { engine = DEFAULT_ENGINE, pause = () => false, checkpoints = 'usual' }: TrainingOptions,
  saved: SavedTraining | null,
): Training {
  checkConfig(config);
  const { iterations, batch, bits, plotInterval } = config;
  const seeded = createRandom(config.seed);
  const initial = initialWeights(config, seeded);
  const random = saved === null ? seeded : resumeRandom(saved.random);
  const { stepper: network, build } = engineOf(engine, config);
  const stepper = network(config, initial);
  if (saved !== null) stepper.load(saved.network);
  const block = createBlock(config, saved?.block);
  const journal = createJournal(config, stepper, checkpoints, saved?.journal);
  const portion = portionOf(config);
  /** Iterations gone through: those learned from, and after a divergence those up to the next noted loss. */
  let cursor = saved?.iteration ?? 0;
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
      if (block.start !== first - at) {
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
    save() {
      if (explanation !== null || cursor === iterations) return null;
      const { start, a, b } = block;
      return writeSaved(
        { build, config, checkpoints },
        {
          iteration: cursor,
          network: stepper.save(),
          random: random.save(),
          block: { start, a: a.slice(), b: b.slice() },
          journal: journal.save(),
        },
      );
    },
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
