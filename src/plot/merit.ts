/** How settings that were trained with several seeds are ranked. Pure. */

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

/**
 * Best first: by median, then by the share of flawless runs, then by the pairs these needed, then by the worst run
 * and the mean; 0 is a tie.
 */
export function byMerit(a: Merit, b: Merit): number {
  const pairs = ({ pairs: needed }: Merit) => needed ?? Number.MAX_VALUE;
  const [worst, mean] = [
    ({ attempts }: Merit) => Math.min(...attempts.map(({ accuracy }) => accuracy)),
    ({ attempts }: Merit) =>
      attempts.reduce((sum, { accuracy }) => sum + accuracy, 0) / Math.max(1, attempts.length),
  ];
  return (
    (b.median || 0) - (a.median || 0) ||
    b.solved - a.solved ||
    pairs(a) - pairs(b) ||
    worst(b) - worst(a) ||
    mean(b) - mean(a)
  );
}

/** Negative where x is the better run: more sums right, then fewer pairs until all were; 0 for equals. */
export function byOutcome(x: Attempt, y: Attempt): number {
  const pairs = ({ pairs: needed }: Attempt) => needed ?? Number.MAX_VALUE;
  return y.accuracy - x.accuracy || pairs(x) - pairs(y);
}
