/** A question that is made from a seed: the same seed gives the same numbers. */
import type { Question } from '../question.ts';

export type Generator = {
  /** `gen-…`, unique in the bank. */
  readonly id: string;
  /** Key of TOPICS. */
  readonly topic: string;
  /** The question of a seed (any whole number); its id and topic are the generator's. */
  make(seed: number): Question;
};
