/** What was asked of Slack, remembered for a while: asked once for all who want to know it at the same time. */
import type { Clock } from '../../clock.ts';

export type Recall<T> = {
  /**
   * What is known of a key, asked again if that is too old.
   * @param ask gets what was known before, and gives what is known now, for how many ms; never rejects
   */
  get(
    key: string,
    ask: (before: T | undefined) => Promise<{ readonly value: T; readonly forMs: number }>,
  ): Promise<T>;
  /** What is known of a key, however old, without asking. */
  peek(key: string): T | undefined;
};

/** `most`: keys that are remembered; the one that was learned longest ago is forgotten first. */
export function createRecall<T>(clock: Clock, most: number): Recall<T> {
  const remembered = new Map<string, { readonly value: T; readonly until: number }>();
  const asking = new Map<string, Promise<T>>();

  function remember(key: string, value: T, forMs: number): T {
    remembered.delete(key);
    remembered.set(key, { value, until: clock.now() + forMs });
    for (const oldest of remembered.keys()) {
      if (remembered.size <= most) break;
      remembered.delete(oldest);
    }
    return value;
  }

  return {
    peek: (key) => remembered.get(key)?.value,
    async get(key, ask) {
      const found = remembered.get(key);
      if (found !== undefined && clock.now() < found.until) return found.value;
      const asked =
        asking.get(key) ??
        ask(found?.value)
          .then(({ value, forMs }) => remember(key, value, forMs))
          .finally(() => asking.delete(key));
      asking.set(key, asked);
      return asked;
    },
  };
}
