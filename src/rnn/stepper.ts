/**
 * The door between the trainer and what does the arithmetic: the readable implementation (`reference.ts`)
 * and the fast kernel (`kernel/`) both stand behind it, and give the same numbers but for rounding.
 */
import type { TrainConfig } from './config.ts';
import type { Weights } from './weights.ts';

/** Most iterations that one call of `run` is asked for, and most that a block of drawn pairs holds. */
export const BLOCK = 100;

/** Pairs of one update after which `stopped` is asked again: about 20 ms of the largest network. */
export const PAIRS_BETWEEN_ASKING = 8;

/** Whether the work is to be given up; asked often, so it must be quick. */
export type Stopped = () => boolean;
export const never: Stopped = () => false;

/** Makes steppers. */
export interface Engine {
  readonly name: 'reference' | 'kernel';
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
 *   iterations are cut into calls.
 */
export interface Stepper {
  /**
   * Runs the iterations start … start + count − 1 of a block of pairs (count ≤ BLOCK; `start` counts
   * iterations, so the first pair is a[start·B], b[start·B]), and writes each loss to losses[start + k].
   * Returns how many iterations were done: `count`, or fewer when a loss is not finite. Then that loss
   * stands in `losses[start + done]`, its update is not applied, and the weights are those it was met with.
   * So it is when `stopped` says yes: it is asked before an update of more than PAIRS_BETWEEN_ASKING pairs and
   * after every so many of them; that update is given up, and its loss is unknown.
   */
  run(
    a: Uint32Array,
    b: Uint32Array,
    start: number,
    count: number,
    losses: Float64Array,
    stopped?: Stopped,
  ): number;

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
}
