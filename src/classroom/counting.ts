/** Which answers count. */
import type { Counting, GivenAnswer } from '../store/port.ts';

export type Counted = GivenAnswer & { readonly verdict: Counting };

/** False for own words that their author has not rated yet. */
export function isCounting(answer: GivenAnswer): answer is Counted {
  return answer.verdict !== 'unrated';
}
