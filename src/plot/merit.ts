/** How settings that were trained with several seeds are ranked, and when one is clearly ahead of another. Pure. */

/** What one run has come to. */
export type Attempt = {
  /** Share of right sums at the end, 0…1. */
  readonly accuracy: number;
  /** Pairs seen until every sum stayed right; null if never. */
  readonly pairs: number | null;
};

/** The figures of a setting's runs. */
export type Merit = {
  readonly attempts: readonly Attempt[];
  /** Of the accuracies; NaN without runs. */
  readonly median: number;
  /** Share of the runs that got every sum right, 0…1. */
  readonly solved: number;
  /** Median over those of the pairs they needed; null if there are none. */
  readonly pairs: number | null;
};

/** The middle value of a list that is not empty, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

export function meritOf(attempts: readonly Attempt[]): Merit {
  const right = attempts.filter(({ accuracy }) => accuracy === 1);
  const pairs = right.flatMap((each) => each.pairs ?? []);
  return {
    attempts,
    median: median(attempts.map(({ accuracy }) => accuracy)),
    solved: attempts.length === 0 ? 0 : right.length / attempts.length,
    pairs: pairs.length === 0 ? null : median(pairs),
  };
}

/** Best first: by median, then by the share of flawless runs, then by the pairs these needed; 0 is a tie. */
export function byMerit(a: Merit, b: Merit): number {
  const pairs = ({ pairs: needed }: Merit) => needed ?? Number.MAX_VALUE;
  return (b.median || 0) - (a.median || 0) || b.solved - a.solved || pairs(a) - pairs(b);
}

/** Negative where x is the better run: more sums right, then fewer pairs until all were. */
function byOutcome(x: Attempt, y: Attempt): number {
  const pairs = ({ pairs: needed }: Attempt) => needed ?? Number.MAX_VALUE;
  return y.accuracy - x.accuracy || pairs(x) - pairs(y);
}

/** One-sided 5 % point of the standard normal distribution. */
const CLEAR = 1.645;

/**
 * Whether the runs of `a` are better than those of `b` by more than chance explains: the one-sided Mann–Whitney
 * test at 5 %, with the normal approximation, ties and continuity corrected (Mann and Whitney 1947). Two runs each
 * are never enough; three are if every one of `a` beats every one of `b`.
 */
export function clearlyBetter(a: Merit, b: Merit): boolean {
  const [n, m] = [a.attempts.length, b.attempts.length];
  const N = n + m;
  // U: pairs of runs that `a` wins, ties counting half.
  const U = a.attempts
    .flatMap((x) => b.attempts.map((y) => byOutcome(x, y)))
    .reduce((sum, order) => sum + (order < 0 ? 1 : order === 0 ? 0.5 : 0), 0);
  const sorted = [...a.attempts, ...b.attempts].sort(byOutcome);
  // Each run counts the others that equal it: Σ(t³ − t) over groups of t equals is Σ(t² − 1) over runs.
  const ties = sorted
    .map((x) => sorted.filter((y) => byOutcome(x, y) === 0).length)
    .reduce((sum, t) => sum + t * t - 1, 0);
  const variance = ((n * m) / 12) * (N + 1 - ties / (N * (N - 1)));
  return variance > 0 && U - (n * m) / 2 - 0.5 > CLEAR * Math.sqrt(variance);
}

/** The best of a ranking and all that it is not clearly better than. */
export function leadersOf<M extends Merit>(ranking: readonly M[]): readonly M[] {
  const [best] = ranking;
  return best === undefined ? [] : ranking.filter((each) => each === best || !clearlyBetter(best, each));
}
