/** Whose turn it is: equal shares for workspaces, however many people of them ask, and within each for its people. */
import type { Owner } from './port.ts';

/** Whoever has an owner can be chosen. */
export type Owned = { readonly owner: Owner };

export type Rota = {
  /** The one whose workspace was served longest ago, then whose person was; of equals the first. */
  choose<T extends Owned>(among: Iterable<T>): T | undefined;
  /** All of them in the order in which they would be chosen and served, one after another. */
  inOrder<T extends Owned>(among: Iterable<T>): readonly T[];
  /** An owner has got something. */
  serve(owner: Owner): void;
};

/** For jobs that are nobody's. */
export const NOBODY: Owner = { workspace: '', person: '' };

/** Workspaces and people whose last turn is remembered; whoever is forgotten counts as never served. */
const REMEMBERED = 2_000;

export function createRota(): Rota {
  /** By key, when it was last served, the oldest first. */
  const served = new Map<string, number>();
  let now = 0;

  function mark(key: string): void {
    served.delete(key);
    served.set(key, now);
    const [oldest] = served.keys();
    if (served.size > REMEMBERED && oldest !== undefined) served.delete(oldest);
  }

  const tick = (key: string) => served.get(key) ?? 0;
  const rankOf = <T extends Owned>(one: T, index: number): Rank<T> => {
    const { workspace, person } = keysOf(one.owner);
    return { one, index, workspace: tick(workspace), person: tick(person) };
  };

  return {
    choose<T extends Owned>(among: Iterable<T>) {
      let best: Rank<T> | undefined;
      let index = 0;
      for (const one of among) {
        const rank = rankOf(one, index);
        if (best === undefined || compare(rank, best) < 0) best = rank;
        index += 1;
      }
      return best?.one;
    },
    inOrder<T extends Owned>(among: Iterable<T>) {
      const ranks = Array.from(among, (one, index) => rankOf(one, index));
      const workspaces = Map.groupBy(ranks, ({ one }) => one.owner.workspace);
      const own = Array.from(workspaces.values(), (each) =>
        inTurns(Array.from(Map.groupBy(each, ({ one }) => one.owner.person).values())),
      );
      return inTurns(own).map(({ one }) => one);
    },
    serve(owner) {
      now += 1;
      const { workspace, person } = keysOf(owner);
      mark(workspace);
      mark(person);
    },
  };
}

/** When its workspace and its person were last served, and its place among those that are compared. */
type Rank<T> = {
  readonly one: T;
  readonly index: number;
  readonly workspace: number;
  readonly person: number;
};

function compare(a: Rank<unknown>, b: Rank<unknown>): number {
  return a.workspace - b.workspace || a.person - b.person || a.index - b.index;
}

/**
 * One of each queue after another, again and again: whoever was just served comes last.
 * @param queues each in its own order; who comes first is told by their first ones
 */
function inTurns<T>(queues: readonly (readonly Rank<T>[])[]): readonly Rank<T>[] {
  return queues
    .toSorted(([a], [b]) => (a && b ? compare(a, b) : 0))
    .flatMap((queue, rank) => queue.map((each, round) => ({ each, rank, round })))
    .sort((a, b) => a.round - b.round || a.rank - b.rank)
    .map(({ each }) => each);
}

function keysOf({ workspace, person }: Owner) {
  return { workspace: JSON.stringify([workspace]), person: JSON.stringify([workspace, person]) };
}
