/** The passing of time as a parameter: the real one in the bot, one that a test moves. */

export type Timer = {
  /** Milliseconds since some moment; they only go forward, whatever is done to the clock on the wall. */
  now(): number;
  /** Calls `ring` once, after `ms`, unless what it returns is called before. */
  after(ms: number, ring: () => void): () => void;
};

export const systemTimer: Timer = {
  now: () => performance.now(),
  after(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};
