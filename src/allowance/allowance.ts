/**
 * Points within a time, for each of a bounded number of keys, kept in this process: `rate-limiter-flexible`, by a clock
 * that is handed in.
 */
import { RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';

/** So many points within so many seconds (whole, ≥ 1), which begin with the first that is taken. */
type Window = { readonly points: number; readonly seconds: number };

/** `burst`: what there is beside that, for who has done little for a while. */
export type Rate = Window & { readonly burst?: Window };

export type Granted = {
  readonly wait: 0;
  /** Gives back what was taken, unless its time is over. */
  giveBack(): Promise<void>;
};

/** There are too few points, and none was taken. */
export type Denied = {
  /** In how many seconds there are new ones, whole, ≥ 1. */
  readonly wait: number;
  readonly giveBack?: never;
};

export type Allowance = {
  /** Takes points, or, where there are too few, none. */
  take(key: string, points?: number): Promise<Granted | Denied>;
};

/** Keys of which something is known, about 150 bytes each: an attacker makes keys. Beyond, who would be free first is. */
export const MOST_KEYS = 100_000;

/** Points that were taken, and when they are given back, ms. */
type Taken = { readonly points: number; readonly untilMs: number };

/** The library's own memory goes by `Date.now`, has a timer for each key and no bound: this one goes by `now`. */
class Limiter extends RateLimiterStoreAbstract {
  /** All last equally long, so who comes first is over first. */
  readonly #taken = new Map<string, Taken>();
  readonly #now: () => number;

  constructor({ points, seconds }: Rate, now: () => number) {
    super({ points, duration: seconds, keyPrefix: '', storeClient: undefined });
    this.#now = now;
  }

  /** @param points below 0: they are given back */
  async _upsert(key: string, points: number, ms: number): Promise<Taken> {
    const now = this.#now();
    const found = this.#taken.get(key);
    // A clock that was set back must not lock anybody out for longer than the time.
    if (found !== undefined && now < found.untilMs && found.untilMs <= now + ms) {
      const taken = { ...found, points: Math.max(0, found.points + points) };
      this.#taken.set(key, taken);
      return taken;
    }
    const taken = { points: Math.max(0, points), untilMs: now + ms };
    this.#taken.delete(key);
    if (points > 0) this.#taken.set(key, taken);
    this.#forget(now);
    return taken;
  }

  _getRateLimiterRes(_: string, changed: number, { points, untilMs }: Taken): RateLimiterRes {
    const left = Math.max(this.points - points, 0);
    return new RateLimiterRes(left, untilMs - this.#now(), points, points === changed);
  }

  #forget(now: number): void {
    for (const [key, { untilMs }] of this.#taken) {
      if (now < untilMs && this.#taken.size <= MOST_KEYS) return;
      this.#taken.delete(key);
    }
  }
}

/** @param now ms */
export function createAllowance({ burst, ...rate }: Rate, now: () => number): Allowance {
  const limiters = [rate, ...(burst === undefined ? [] : [burst])].map((each) => new Limiter(each, now));
  return {
    async take(key, points = 1) {
      const waits: number[] = [];
      for (const limiter of limiters) {
        const giveBack = async () => {
          await limiter.reward(key, points);
        };
        try {
          await limiter.consume(key, points);
          return { wait: 0, giveBack };
        } catch (error) {
          if (!(error instanceof RateLimiterRes)) throw error;
          await giveBack();
          waits.push(Math.max(1, Math.ceil(error.msBeforeNext / 1_000)));
        }
      }
      return { wait: Math.min(...waits) };
    },
  };
}

/** A key, and the allowance that it has a share of. */
export type Share = { readonly allowance: Allowance; readonly key: string };

/** Takes points from each, or, if one has too few, from none. @returns `short`: which has too few */
export async function takeFromAll<S extends Share>(
  shares: readonly S[],
  points = 1,
): Promise<Granted | (Denied & { readonly short: S })> {
  const granted: Granted[] = [];
  const giveBack = async () => {
    for (const each of granted) await each.giveBack();
  };
  for (const short of shares) {
    const taken = await short.allowance.take(short.key, points);
    if (taken.giveBack !== undefined) granted.push(taken);
    else {
      await giveBack();
      return { ...taken, short };
    }
  }
  return { wait: 0, giveBack };
}
