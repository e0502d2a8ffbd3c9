/** The rules of the league: who may enter, what counts, when two recipes are one. Pure. */
import { createHash } from 'node:crypto';
import { UserError } from '../chat/error.ts';
import { BEFORE, type TrainConfig } from '../rnn/config.ts';
import { encodeRecipe } from '../rnn/recipe.ts';
import type { RunResult } from '../rnn/result.ts';
import { MATRICES, type Weights } from '../rnn/weights.ts';
import type { LeagueEntry } from '../store/games.ts';
import type { Ending } from '../training/trainer.ts';

/** Time steps of the networks that compete: all 16,384 sums of two numbers below 128. */
const BITS = 8;

/** What running a recipe has shown. */
export type Judgement =
  | {
      readonly kind: 'solved';
      readonly hidden: number;
      /** Updates from which every sum was right, and the pairs in them. */
      readonly updates: number;
      readonly pairs: number;
    }
  | { readonly kind: 'refused'; readonly reason: 'wrong sums' | 'diverged' | Exclude<Ending, 'done'> };

/** @throws UserError for a network that does not add 8 bits. */
export function admit({ bits }: TrainConfig): void {
  if (bits === BITS) return;
  throw new UserError({
    en: `The league is for networks of ${BITS} bits; this one has ${bits}.`,
    ja: `リーグに参加できるのは ${BITS} ビットの RNN だけです(これは ${bits} ビット)。`,
  });
}

/** Every one of all sums has to be right when the run ends; what counts is when that began. */
export function judge({ config, outcome, evaluation, solvedAt }: RunResult, ending: Ending): Judgement {
  if (outcome.kind === 'diverged') return { kind: 'refused', reason: 'diverged' };
  if (ending !== 'done') return { kind: 'refused', reason: ending };
  if (evaluation.over !== 'all' || evaluation.right !== evaluation.pairs || solvedAt === null) {
    return { kind: 'refused', reason: 'wrong sums' };
  }
  return { kind: 'solved', hidden: config.hidden, updates: solvedAt, pairs: solvedAt * config.batch };
}

/**
 * The same for recipes that are trained alike, update for update: how long they go on, how often the loss is
 * noted, and with cross-entropy the slope that cancels out of it, make no other network.
 */
export function trainingOf(config: TrainConfig): string {
  // Recipes leave these values out.
  const { iterations, plotInterval } = BEFORE;
  const gradient = config.loss === 'cross-entropy' ? BEFORE.gradient : config.gradient;
  return encodeRecipe({ ...config, iterations, plotInterval, gradient });
}

/** Weights this close are the same: the kernel's sums are rounded in another order where it clips, some 1e-13 apart. */
const ALIKE = 1e-6;

/**
 * The same for networks that are alike when all their sums are right, whatever the settings that made no difference,
 * e.g. a clipping that no gradient reached.
 * @param weights after the update from which every sum was right
 */
export function printOf(weights: Weights): string {
  const hash = createHash('sha256');
  // −0 + 0 = 0: zeroes look alike whatever their sign.
  for (const name of MATRICES) hash.update(weights[name].map((weight) => Math.round(weight / ALIKE) + 0));
  return hash.digest('hex');
}

/** An entry with its place; equals share one (1, 1, 3). */
export type Ranked = LeagueEntry & { readonly rank: number };

/** The order of the entries, without people who hide themselves. */
export function rankEntries(entries: readonly LeagueEntry[], hidden: ReadonlySet<string>): readonly Ranked[] {
  const listed = entries.filter(({ userId }) => !hidden.has(userId)).toSorted(compareEntries);
  return listed.map((entry) => ({
    ...entry,
    rank: 1 + listed.filter((other) => compareEntries(other, entry) < 0).length,
  }));
}

/** Negative where x is the better: fewer hidden units, then fewer pairs. */
function compareEntries(x: LeagueEntry, y: LeagueEntry): number {
  return x.hidden - y.hidden || x.pairs - y.pairs;
}
