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

type Ticks = { get(key: string): number | undefined };
type Candidate<T> = { readonly one: T; readonly workspace: string; readonly person: string };

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

  return {
    choose: (among) => first(Array.from(among, candidate), served)?.one,
    inOrder<T extends Owned>(among: Iterable<T>) {
      const left = new Set(Array.from(among, candidate<T>));
      const supposed = new Map<string, number>();
      const ticks: Ticks = { get: (key) => supposed.get(key) ?? served.get(key) };
      const order: T[] = [];
      for (let next = first(left, ticks); next !== undefined; next = first(left, ticks)) {
        left.delete(next);
        order.push(next.one);
        for (const key of [next.workspace, next.person]) supposed.set(key, now + order.length);
      }
      return order;
    },
    serve(owner) {
      now += 1;
      const { workspace, person } = candidate({ owner });
      mark(workspace);
      mark(person);
    },
  };
}

function candidate<T extends Owned>(one: T): Candidate<T> {
  const { workspace, person } = one.owner;
  return { one, workspace: JSON.stringify([workspace]), person: JSON.stringify([workspace, person]) };
}

function first<T>(among: Iterable<Candidate<T>>, ticks: Ticks): Candidate<T> | undefined {
  const of = (key: string) => ticks.get(key) ?? 0;
  let best: Candidate<T> | undefined;
  for (const each of among) {
    if (best === undefined) best = each;
    else if ((of(each.workspace) - of(best.workspace) || of(each.person) - of(best.person)) < 0) best = each;
  }
  return best;
}
