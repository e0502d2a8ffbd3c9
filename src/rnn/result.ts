/** What a training run reports: while it goes on, and when it ends. Plain data that can be posted and stored. */
import type { TrainConfig } from './config.ts';
import type { Matrix, Weights } from './weights.ts';

/** How well a network adds, over all pairs (bits ≤ 8) or a seeded sample of 20,000. */
export type Evaluation = {
  /** `all`: every pair of numbers below 2^(bits−1); `sample`: a seeded sample of them. */
  readonly over: 'all' | 'sample';
  readonly pairs: number;
  /** Pairs whose every bit is right. */
  readonly right: number;
  /** right / pairs, 0…1. */
  readonly accuracy: number;
  /** Share of pairs with bit t right, t = 0 (least significant) … bits − 1; each 0…1. */
  readonly perBit: readonly number[];
};

/** The norms of one moment of training (on the first pair of that iteration, before its update and clipping). */
export type Snapshot = {
  readonly iteration: number;
  /** Euclidean norm of ∂E/∂W_in, ∂E/∂W, …; of biases that are off 0. */
  readonly gradientNorms: Readonly<Record<Matrix, number>>;
  /** ‖δᵗ‖ for t = 1…T (index 0 is the first step). */
  readonly deltaNorms: readonly number[];
  /** Share of hidden activations in a flat part of f (|f′| < 5 % of its largest value), 0…1. */
  readonly saturation: number;
};

/** Why and when a run blew up: the first quantity found to be NaN or infinite, and the last finite norms. */
export type Divergence = {
  readonly iteration: number;
  /** A part of the weights that is not finite, or `loss` where they are finite but the forward pass overflowed. */
  readonly cause: 'loss' | Matrix;
  /**
   * The largest finite gradient norm seen before (in the snapshots, and at each of up to 100 last iterations): of
   * which matrix, and before the update of which iteration.
   */
  readonly largest: { readonly matrix: Matrix; readonly norm: number; readonly iteration: number };
};

export type Outcome =
  | { readonly kind: 'finished' }
  | { readonly kind: 'diverged'; readonly divergence: Divergence }
  | { readonly kind: 'cancelled' };

/** A whole run. */
export type RunResult = {
  readonly config: TrainConfig;
  readonly outcome: Outcome;
  /** Iterations done (= config.iterations when finished). */
  readonly iterations: number;
  /**
   * Loss of iteration 0, plotInterval, 2·plotInterval, … (the mean over the batch); NaN where it was not a
   * finite number: a diverged run ends with the first such one, if a noted iteration was still to come.
   */
  readonly losses: readonly number[];
  /** Pair and answer at the same iterations, as in the golden traces; answer null where an output is NaN. */
  readonly samples: readonly { readonly a: number; readonly b: number; readonly answer: number | null }[];
  /**
   * Share of right sums after so many updates, at about 20 checkpoints from 0 to the end; on a seeded sample of
   * 16…256 pairs (fewer for large networks), or on all pairs where they are no more than that.
   */
  readonly accuracies: readonly { readonly iteration: number; readonly accuracy: number }[];
  readonly snapshots: readonly Snapshot[];
  readonly evaluation: Evaluation;
  /**
   * The first of the moments that `Checkpoints` names from which every one until the end found every evaluated pair
   * right; null if the end did not. Between two of them a sum may still have been wrong for a few updates. They are
   * examined on all pairs when bits ≤ 8; beyond, the end on 20,000 seeded pairs and those before on 2,000 of them.
   */
  readonly solvedAt: number | null;
  /** Whether it is proved that training on would change no weight any more (`rest.ts`). */
  readonly atRest: boolean;
  readonly initial: Weights;
  readonly final: Weights;
  /** Computing time of training and final evaluation, in seconds. */
  readonly seconds: number;
};

/** What is known while a run goes on. */
export type Progress = {
  readonly iteration: number;
  readonly losses: readonly number[];
};

/** One number pair worked through a network, step by step. */
export type Prediction = {
  readonly a: bigint;
  readonly b: bigint;
  /** The network's answer, Σ bits[t]·2^t. */
  readonly sum: bigint;
  readonly right: boolean;
  /** Output bits, t = 0 least significant first. */
  readonly bits: readonly (0 | 1)[];
  /** yᵗ, probability that bit t of the sum is 1. */
  readonly probabilities: readonly number[];
  /** zᵗ, t × H. */
  readonly hidden: readonly (readonly number[])[];
  /** The true carry out of step t (0 or 1): what the network has to remember. */
  readonly carries: readonly (0 | 1)[];
};
