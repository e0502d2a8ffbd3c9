/**
 * The door between the trainer and what does the arithmetic: the readable implementation (`reference.ts`)
 * and the fast kernel (`kernel/`) both stand behind it, and give the same numbers but for rounding.
 */
import type { TrainConfig } from './config.ts';
import type { Weights } from './weights.ts';

/** Makes steppers. */
export interface Engine {
  readonly name: 'reference' | 'kernel';
  /** Which of all versions of it this is: what one has saved is loaded by no other, which would go on with other bits. */
  readonly build: string;
  /**
   * A network with these weights (copied), ready to be trained; the optimiser's memory is 0.
   * `config` is valid (`validate.ts`) and the weights have its shapes (`weights.ts`).
   */
  stepper(config: TrainConfig, initial: Weights): Stepper;
}

/**
 * One network in training. H = config.hidden, T = config.bits, B = config.batch.
 *
 * What every implementation keeps to:
 * - Pair p is the numbers a[p], b[p] < 2^(T−1); step t = 1…T is given bit t − 1 of both (least significant
 *   first), and dᵗ is bit t − 1 of a + b. z⁰ = 0.
 * - Iteration k works through the pairs k·B … k·B + B − 1 with the same weights, adds up their gradients,
 *   scales the sum (all matrices and biases taken as one vector) down to the norm `clip` when clip > 0 and
 *   the norm is larger, and then applies one step of the optimiser.
 * - The loss of an iteration is the mean over its B pairs of E, taken before the update.
 * - Cross-entropy is computed from vᵗ (`loss.ts`), finite for every finite vᵗ. There δ_outᵗ = yᵗ − dᵗ, for
 *   `gradient: 'article'` too: the slope in which the slip sits has cancelled out.
 * - NaN and infinity go through to the loss; nothing hides them (ReLU of NaN is NaN).
 * - No allocation per iteration, and the same bits for the same input on every machine, however the
 *   pairs are cut into calls, in the middle of an update or not.
 */
export interface Stepper {
  /**
   * Learns from the pairs start … start + count − 1 of a block whose iteration k has the pairs k·B … k·B + B − 1, and
   * writes the loss of each iteration whose last pair is among them to losses[k].
   * Returns how many iterations that were; fewer when a loss is not finite. Then that loss stands in `losses`, its
   * update is not applied, the pairs after it are not looked at, and the weights are those it was met with.
   * An iteration that is begun and not over is under way: the next call goes on with its next pair. Until then all else
   * is as if it had not begun. `write`, `rewind`, a loss that is not finite, and a `start` that begins an iteration,
   * leave it out for ever. A `start` in the middle of an iteration that is not under way so far is an Error.
   */
  run(a: Uint32Array, b: Uint32Array, start: number, count: number, losses: Float64Array): number;

  /**
   * The network's answers Σₜ [yᵗ > ½]·2^(t−1) for the pairs start … start + count − 1 (any count), written to
   * out[start + k], NaN where a yᵗ is NaN; the training state is untouched. Pairs that follow each other and
   * agree in their low bits share the steps up to the first bit that differs, so pairs in walking order
   * (`sample.ts`: a depth-first walk through the tree of inputs) are cheap.
   */
  answers(a: Uint32Array, b: Uint32Array, start: number, count: number, out: Float64Array): void;

  /** Fresh copies of the weights as they are now. */
  read(): Weights;

  /** Takes these weights in place of the present ones and sets the optimiser's memory to 0. */
  write(weights: Weights): void;

  /** Remembers weights and optimiser memory (one place; a later mark replaces it). Cheap: a copy. */
  mark(): void;

  /** Goes back to the last mark. */
  rewind(): void;

  /** A copy of all that outlives an update: weights, optimiser memory and the mark; not an update under way. */
  save(): Float64Array;

  /** Goes on from what a stepper of the same build and settings has saved. Throws a RangeError for any other length. */
  load(saved: Float64Array): void;
}

/** What `run` throws when it is to go on at a pair that does not follow. */
export function notUnderWay(start: number): Error {
  return new Error(`no update is under way that goes on with pair ${start}`);
}

/** What `load` throws for numbers that no such stepper has saved. */
export function notSaved(length: number, expected: number): RangeError {
  return new RangeError(`such a network is saved in ${expected} numbers, not ${length}`);
}
