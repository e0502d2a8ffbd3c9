/** Which question comes next: none again before the others had their turn, and rather what the group misses. */
import { createChance } from './chance.ts';

/** How often a question was asked here, and when last (any clock). */
export type Turn = { readonly questionId: string; readonly count: number; readonly lastAt: number };

type Choice = {
  /** What may be asked, e.g. `bank.ids(topic)`. */
  readonly ids: readonly string[];
  /** What was asked here so far; other ids are ignored. */
  readonly history: readonly Turn[];
  /** How much a question is wanted, > 0: twice the weight, twice the chance. */
  readonly weight: (id: string) => number;
};

/**
 * The id of the next question; undefined if there is nothing to ask.
 *
 * Questions go in rounds: the round began when the first of the most-asked questions was last asked, and
 * whoever was asked since has had its turn. A deck that is added later so gets one turn per round too.
 * When everyone has had it a new round begins, without what was asked most recently.
 */
export function pickNext({ ids, history, weight }: Choice, seed: number): string | undefined {
  const turns = new Map(
    history.filter((turn) => ids.includes(turn.questionId)).map((t) => [t.questionId, t]),
  );
  const waiting = ids.filter((id) => !hadTurn(turns.get(id), turns));
  const candidates = waiting.length > 0 ? waiting : rested(ids, turns);
  return weighted(candidates, weight, seed);
}

function hadTurn(turn: Turn | undefined, turns: ReadonlyMap<string, Turn>): boolean {
  if (turn === undefined) return false;
  const most = Math.max(...[...turns.values()].map(({ count }) => count));
  const started = Math.min(...[...turns.values()].filter((t) => t.count === most).map((t) => t.lastAt));
  return turn.lastAt >= started;
}

/** All but the more recently asked half. */
function rested(ids: readonly string[], turns: ReadonlyMap<string, Turn>): readonly string[] {
  const oldest = [...ids].sort((a, b) => (turns.get(a)?.lastAt ?? 0) - (turns.get(b)?.lastAt ?? 0));
  return oldest.slice(0, Math.ceil(ids.length / 2));
}

function weighted(ids: readonly string[], weight: (id: string) => number, seed: number): string | undefined {
  const weights = ids.map((id) => Math.max(weight(id), 1e-6));
  let point = createChance(seed, 'pick').uniform() * weights.reduce((sum, w) => sum + w, 0);
  return (
    ids.find((_, i) => {
      point -= weights[i] ?? 0;
      return point < 0;
    }) ?? ids.at(-1)
  );
}

/**
 * How much a topic is wanted by what the group gets wrong: 1 for a topic that all get right, 4 for one that
 * all get wrong, 2.5 where nothing is known (Laplace's rule: (wrong + 1)/(answers + 2)).
 */
export function topicWeight(answers: { readonly right: number; readonly wrong: number }): number {
  return 1 + 3 * ((answers.wrong + 1) / (answers.right + answers.wrong + 2));
}
