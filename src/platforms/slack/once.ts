/** Remembers what was seen, so that a delivery that Slack repeats is acted on once. */

export type Once = {
  /** True at the first call with any of these keys; all of them count as seen from then on. */
  first(keys: readonly string[]): boolean;
};

/** `size`: how many keys are remembered; the oldest are forgotten first. */
export function createOnce(size: number): Once {
  const seen = new Set<string>();
  return {
    first(keys) {
      const isNew = !keys.some((key) => seen.has(key));
      for (const key of keys) seen.add(key);
      for (const key of seen) {
        if (seen.size <= size) break;
        seen.delete(key);
      }
      return isNew;
    },
  };
}
