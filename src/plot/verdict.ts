/** What the runs of a comparison tell of its settings, and what they cannot tell. Pure. */
import { createRandom } from '../rnn/random.ts';
import { byMerit, byOutcome, type Merit } from './merit.ts';

export type Verdict<M> =
  /** The settings came to the same. */
  | { readonly kind: 'alike'; readonly leaders: readonly M[] }
  /** None is clearly behind the first ones. */
  | {
      readonly kind: 'open';
      readonly leaders: readonly M[];
      /** Those that did best, and worst; equals stand side by side. */
      readonly first: readonly M[];
      readonly last: readonly M[];
      /** Were all settings equal, in what share of comparisons would two of them come out so far apart, 0…1. */
      readonly chance: number;
      /** The lowest chance that so many runs can have: where it is over `CLEAR`, they are too few to tell anything. */
      readonly least: number;
    }
  /** The first is clearly better than some; the other leaders may be as good. */
  | {
      readonly kind: 'some';
      readonly leaders: readonly M[];
      readonly behind: readonly M[];
      /** The highest of those of the settings behind. */
      readonly chance: number;
    }
  /** The first is clearly better than every other. */
  | {
      readonly kind: 'one';
      readonly leaders: readonly [M];
      readonly behind: readonly M[];
      readonly chance: number;
    };

/** A difference that equal settings would show in at most this share of comparisons is clear. */
export const CLEAR = 0.05;
/** Random deals by which a chance is measured, and their seed: the same runs always get the same verdict. */
const DEALS = 1_999;
const SEED = 1985;

/**
 * The verdict on a ranking, best first. All runs are put in one order (`byOutcome`, equals share the mean rank); two
 * settings are as far apart as their mean ranks. How far apart the most distant two of equal settings come by chance is
 * found by dealing the runs out to them anew: a permutation test, which holds for ties and for few runs, and for all
 * pairs of settings at once (Nemenyi 1963). If the last is clearly behind the first it is laid aside, and those that
 * are left are tested in the same way (Campbell and Skillings 1985). So of comparisons of equal settings at most 5 %
 * find anything; `npx vitest run test/plot/verdict.test.ts` counts it. The deal that was observed is one of them, so a
 * chance is never 0 (Phipson and Smyth 2010).
 * @param ranking each with any number of runs; those without are left out of account
 */
export function verdictOn<M extends Merit>(ranking: readonly [M, ...M[]]): Verdict<M> {
  const [best] = ranking;
  const tried = ranking.filter(({ attempts }) => attempts.length > 0);
  const worst = tried.at(-1) ?? best;
  const whole = distanceIn(tried, best);
  if (whole.distance === 0 && byMerit(best, worst) === 0) return { kind: 'alike', leaders: ranking };
  const behind: M[] = [];
  let chance = 0;
  for (let left = tried; left.length > 1; left = left.filter((each) => !behind.includes(each))) {
    const { last, distance, ranks } = distanceIn(left, best);
    const own = chanceOf(distance, ranks, left);
    if (last === undefined || own > CLEAR) break;
    behind.unshift(last);
    chance = Math.max(chance, own);
  }
  const leaders = ranking.filter((each) => !behind.includes(each));
  if (behind.length === 0) {
    return {
      kind: 'open',
      leaders,
      first: tried.filter((each) => byMerit(each, best) === 0),
      last: tried.filter((each) => byMerit(each, worst) === 0),
      chance: chanceOf(whole.distance, whole.ranks, tried),
      least: leastChance(tried.map(({ attempts }) => attempts.length)),
    };
  }
  return leaders.length === 1
    ? { kind: 'one', leaders: [best], behind, chance }
    : { kind: 'some', leaders, behind, chance };
}

/** Ranks of the runs of some settings, the setting whose mean rank is last, and how far that is behind the best's. */
function distanceIn<M extends Merit>(settings: readonly M[], best: M) {
  const ranks = ranksOf(settings);
  const means = meansOf(ranks, settings);
  const own = means[settings.indexOf(best)] ?? Number.NaN;
  const most = Math.max(...means);
  return { ranks, last: settings[means.indexOf(most)], distance: most - own };
}

/** Ranks of all runs, 1 for the best, setting after setting; equals share their mean rank. */
function ranksOf(settings: readonly Merit[]): readonly number[] {
  const runs = settings.flatMap(({ attempts }) => attempts);
  return runs.map((run) => {
    const orders = runs.map((other) => byOutcome(other, run));
    const [better, equal] = [orders.filter((o) => o < 0).length, orders.filter((o) => o === 0).length];
    return better + (equal + 1) / 2;
  });
}

/** Mean rank of each setting; the ranks stand one setting after another. */
function meansOf(ranks: readonly number[], settings: readonly Merit[]): number[] {
  let from = 0;
  return settings.map(({ attempts: { length } }) => {
    let sum = 0;
    for (let i = from; i < from + length; i += 1) sum += ranks[i] ?? 0;
    from += length;
    return sum / length;
  });
}

/** In what share of deals two settings come at least so far apart, the observed deal among them: over 0, up to 1. */
function chanceOf(distance: number, ranks: readonly number[], settings: readonly Merit[]): number {
  const random = createRandom(SEED);
  const dealt = [...ranks];
  let asFar = 1;
  for (let deal = 0; deal < DEALS; deal += 1) {
    // Fisher and Yates's shuffle
    for (let i = dealt.length - 1; i > 0; i -= 1) {
      const j = random.below(i + 1);
      [dealt[i], dealt[j]] = [dealt[j] ?? 0, dealt[i] ?? 0];
    }
    const means = meansOf(dealt, settings);
    // The same sum in another order may differ by a rounding.
    if (Math.max(...means) - Math.min(...means) >= distance - 1e-9) asFar += 1;
  }
  return asFar / (1 + DEALS);
}

/**
 * The lowest chance that so many runs can have: of all deals, those in which one of the k settings has the n best runs
 * and another the n worst, k(k − 1) / (C(N, n) C(N − n, n)), with n the fewest runs of a setting and N = k·n.
 */
function leastChance(sizes: readonly number[]): number {
  const [k, n] = [sizes.length, Math.min(...sizes)];
  return Math.min(1, (k * (k - 1)) / (choose(k * n, n) * choose(k * n - n, n)));
}

/** C(n, k). */
function choose(n: number, k: number): number {
  return Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce(
    (product, factor) => product * factor,
    1,
  );
}
