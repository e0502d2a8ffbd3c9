/** Time as a parameter: the real clock in the bot, a set one in tests. */

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
