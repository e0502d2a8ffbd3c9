/** Which answers count. */
import type { Counting, GivenAnswer } from '../store/port.ts';

/** False for own words that their author has not rated yet. */
export function isCounting(answer: GivenAnswer): answer is GivenAnswer & { readonly verdict: Counting } {
  return answer.verdict !== 'unrated';
}
