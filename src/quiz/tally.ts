/** Counts answers: how a question was answered, who knows what, who leads, what is missed most. */
import type { Posed } from './pose.ts';

/** One person's answer, as far as counting goes. `self-…`: rated by oneself. */
export type Counted = {
  readonly userId: string;
  readonly questionId: string;
  readonly topic: string;
  readonly answer: string;
  readonly verdict: 'right' | 'wrong' | 'self-right' | 'self-wrong';
};

/** One bar of a distribution. */
export type Bar = { readonly answer: string; readonly count: number; readonly verdict: 'right' | 'wrong' };

export function isRight(verdict: Counted['verdict']): boolean {
  return verdict === 'right' || verdict === 'self-right';
}

/** Most bars of typed answers; the rest is one bar named `…`. */
const MOST_BARS = 6;

type Given = Pick<Counted, 'answer' | 'verdict'>;

/**
 * How many gave which answer. Options come in the order of their letters, none left out; typed answers by
 * frequency, right ones first, at most 6 and the rest together.
 */
export function distribution(posed: Posed, answers: readonly Given[]): readonly Bar[] {
  return arranged(posed, answers, (a, b) => rank(a) - rank(b));
}

/**
 * The same while the answer is not told: neither the bars nor their order say which is right. Formulas and own words,
 * which count as right or wrong only, have no bars.
 */
export function coveredDistribution(
  posed: Posed,
  answers: readonly Given[],
): readonly Omit<Bar, 'verdict'>[] {
  const { kind } = posed.question;
  if (kind === 'formula' || kind === 'own-words') return [];
  return arranged(posed, answers, () => 0).map(({ answer, count }) => ({ answer, count }));
}

/** @param first which of two bars of typed answers comes first, whatever their counts */
function arranged(
  posed: Posed,
  answers: readonly Given[],
  first: (a: Bar, b: Bar) => number,
): readonly Bar[] {
  const counts = new Map<string, Bar>();
  const { kind } = posed.question;
  if (kind === 'choice' || kind === 'picture' || kind === 'code') {
    for (const { letter, verdict } of posed.options)
      counts.set(letter, { answer: letter, count: 0, verdict });
  }
  for (const { answer, verdict } of answers) {
    const right = isRight(verdict);
    // Two formulas or explanations are never quite alike: they count as right or wrong.
    const key = kind === 'formula' || kind === 'own-words' ? (right ? '○' : '×') : answer;
    const bar = counts.get(key) ?? { answer: key, count: 0, verdict: right ? 'right' : 'wrong' };
    counts.set(key, { ...bar, count: bar.count + 1 });
  }
  const bars = [...counts.values()];
  if (posed.options.length > 0 && kind !== 'several' && kind !== 'order') return bars;
  bars.sort((a, b) => first(a, b) || b.count - a.count || (a.answer < b.answer ? -1 : 1));
  const rest = bars.slice(MOST_BARS - 1);
  if (rest.length <= 1) return bars;
  const count = rest.reduce((sum, bar) => sum + bar.count, 0);
  return [...bars.slice(0, MOST_BARS - 1), { answer: '…', count, verdict: 'wrong' }];
}

function rank(bar: Bar): number {
  return bar.verdict === 'right' ? 0 : 1;
}

export type Share = { readonly right: number; readonly wrong: number };

/** Right and wrong answers per key, e.g. per topic, question or person. */
export function sharesBy<A extends Pick<Counted, 'verdict'>>(
  answers: readonly A[],
  key: (answer: A) => string,
): ReadonlyMap<string, Share> {
  const shares = new Map<string, Share>();
  for (const answer of answers) {
    const { right, wrong } = shares.get(key(answer)) ?? { right: 0, wrong: 0 };
    const hit = isRight(answer.verdict);
    shares.set(key(answer), { right: right + (hit ? 1 : 0), wrong: wrong + (hit ? 0 : 1) });
  }
  return shares;
}

/** A place on the leaderboard; equals share the rank, and the next rank is skipped (1, 1, 3). */
export type Ranked = { readonly userId: string; readonly rank: number } & Share;

/**
 * Ranks by questions answered right, each question once a person: repeating an easy one gains nothing.
 * Equals stay equals; they are listed by id, so that the list is stable.
 */
export function leaderboard(answers: readonly Counted[], hidden: ReadonlySet<string>): readonly Ranked[] {
  const known = new Map<string, { right: Set<string>; wrong: Set<string> }>();
  for (const { userId, questionId, verdict } of answers) {
    if (hidden.has(userId)) continue;
    const person = known.get(userId) ?? { right: new Set(), wrong: new Set() };
    (isRight(verdict) ? person.right : person.wrong).add(questionId);
    known.set(userId, person);
  }
  const rows = [...known].map(([userId, { right, wrong }]) => ({
    userId,
    right: right.size,
    wrong: [...wrong].filter((id) => !right.has(id)).length,
  }));
  rows.sort((a, b) => b.right - a.right || (a.userId < b.userId ? -1 : 1));
  return rows.map((row) => ({ ...row, rank: 1 + rows.filter((other) => other.right > row.right).length }));
}

/** The question missed by the largest share (at least `least` answers). */
export function mostMissed(
  answers: readonly Counted[],
  least: number,
): { readonly questionId: string; readonly share: Share } | undefined {
  const shares = [...sharesBy(answers, (answer) => answer.questionId)].filter(
    ([, { right, wrong }]) => wrong > 0 && right + wrong >= least,
  );
  const missed = ({ right, wrong }: Share): number => wrong / (right + wrong);
  shares.sort(([a, s], [b, t]) => missed(t) - missed(s) || t.wrong - s.wrong || (a < b ? -1 : 1));
  const [worst] = shares;
  if (worst === undefined) return undefined;
  const [questionId, share] = worst;
  return { questionId, share };
}
