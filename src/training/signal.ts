/** Passes values to one reader that may be slower than they come: it gets the newest, never a backlog. */

export type Signal<T> = {
  /** Replaces the value that waits to be read. */
  put(value: T): void;
  /** Ends the reading after the value that waits. */
  close(): void;
  values(): AsyncGenerator<T, void, undefined>;
};

export function createSignal<T>(): Signal<T> {
  let waiting: { readonly value: T } | undefined;
  let closed = false;
  let wake = Promise.withResolvers<void>();
  return {
    put(value) {
      waiting = { value };
      wake.resolve();
    },
    close() {
      closed = true;
      wake.resolve();
    },
    async *values() {
      for (;;) {
        await wake.promise;
        wake = Promise.withResolvers();
        const next = waiting;
        waiting = undefined;
        if (next !== undefined) yield next.value;
        if (closed) return;
        if (waiting !== undefined) wake.resolve();
      }
    },
  };
}
