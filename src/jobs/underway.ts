/** What is under way and can be cancelled, by names of whoever hands it in. */
import type { Owner } from './port.ts';

export type Underway = {
  /**
   * Does something that can be cancelled by a name until it is over; several at a time may have one name.
   * @param id nobody can cancel it if it is undefined
   * @param work its signal is aborted when it is cancelled
   */
  run<T>(id: string | undefined, owner: Owner, work: (cancelled: AbortSignal) => Promise<T>): Promise<T>;
  /** Cancels all of that name, if its owner wants it. */
  cancel(id: string, owner: Owner): Cancelled;
};

/** What became of the wish to cancel something. */
export type Cancelled = 'cancelling' | 'not-yours' | 'gone';

export function createUnderway(): Underway {
  const all = new Map<string, Set<{ readonly owner: Owner; readonly cancel: AbortController }>>();
  return {
    async run(id, owner, work) {
      const own = { owner, cancel: new AbortController() };
      if (id === undefined) return work(own.cancel.signal);
      const named = all.get(id) ?? new Set();
      all.set(id, named.add(own));
      try {
        return await work(own.cancel.signal);
      } finally {
        named.delete(own);
        if (named.size === 0 && all.get(id) === named) all.delete(id);
      }
    },
    cancel(id, { workspace, person }) {
      const named = [...(all.get(id) ?? [])];
      const own = named.filter(({ owner }) => owner.workspace === workspace && owner.person === person);
      for (const { cancel } of own) cancel.abort();
      return named.length === 0 ? 'gone' : own.length === 0 ? 'not-yours' : 'cancelling';
    },
  };
}
