/** Which picture goes with a question: a recipe of it. Drawing it (and training for it) happens elsewhere. */
import type { Words } from '../chat/locale.ts';
import type { TrainConfig } from '../rnn/config.ts';

/** One curve of a picture. `name` stands in its legend: a letter where the learner has to tell which is which. */
export type CurveSpec = {
  readonly name: Words;
  /** What differs from the article's settings (BEFORE: a question is to show the same in every version). */
  readonly config: Partial<TrainConfig>;
};

export type PictureSpec =
  /** Loss against training pairs of real runs, 1–4 curves; settings are not written on it. */
  | { readonly kind: 'loss-curves'; readonly curves: readonly CurveSpec[] }
  /**
   * Hidden state zᵗ of a trained network while it adds a + b: steps t = 1…T against units, with the true
   * carry out of each step; at step `ask` (1…T) the carry and the bits are replaced by "?".
   * `unit` (0…H − 1) is pointed out as the unit to look at.
   */
  | {
      readonly kind: 'hidden-state';
      readonly config: Partial<TrainConfig>;
      readonly a: number;
      readonly b: number;
      readonly ask: number;
      readonly unit: number;
    }
  /** The network unrolled: s₀ → s₁ → … with xₜ → sₜ → yₜ for t = 1…steps, arrows without names. */
  | { readonly kind: 'unrolled'; readonly steps: number };
