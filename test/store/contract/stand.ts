/** What the store's contract is run upon: an implementation, and the same data opened once more. */
import { afterEach, beforeEach } from 'vitest';
import type { Store } from '../../../src/store/port.ts';

/** Data of a store, empty at first. */
export type Home = {
  /** Opens the store, also beside one that is open, as another process does. */
  open(): Promise<Store>;
  /** All that is kept, every table and column, as text; of bytes their text. */
  dump(): Promise<string>;
  /** Removes the data, after every opening of it was closed. */
  remove(): Promise<void>;
};

/** An implementation of the store. */
export type Way = {
  /** `one`: what is kept goes with its only opening. */
  readonly openings: 'one' | 'several';
  home(): Promise<Home>;
};

export type Stand = {
  readonly store: Store;
  /** The same data, opened once more where that can be. */
  readonly other: Store;
  /** All that is kept, as text. */
  dump(): Promise<string>;
  /** Closes all and opens it again. */
  reopen(): Promise<void>;
};

/** Gives each test of a suite new data. */
export function useStand({ openings, home }: Way): Stand {
  let current: Home | undefined;
  let open: readonly Store[] = [];
  const close = async () => {
    for (const store of open) await store.close();
    open = [];
  };
  const start = async () => {
    current ??= await home();
    const first = await current.open();
    open = openings === 'one' ? [first] : [first, await current.open()];
  };
  const at = (index: number): Store => {
    const store = open.at(index);
    if (store === undefined) throw new Error('no store is open');
    return store;
  };
  beforeEach(start);
  afterEach(async () => {
    await close();
    await current?.remove();
    current = undefined;
  });
  return {
    get store() {
      return at(0);
    },
    get other() {
      return at(-1);
    },
    async dump() {
      if (current === undefined) throw new Error('no store is open');
      return current.dump();
    },
    async reopen() {
      await close();
      await start();
    },
  };
}

/** Does `work` so many times at once, in turn on either opening. */
export function atOnce<T>(
  count: number,
  { store, other }: Stand,
  work: (store: Store, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => work(index % 2 === 0 ? store : other, index)),
  );
}

/** How often each thing was told. */
export function tally(told: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(told, (each) => each)].map(([each, all]) => [each, all.length]));
}
