/** Points within a time, kept in this process: `rate-limiter-flexible`, by a clock that is handed in. */
import { RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';
import { isNobody, type Meter } from '../gate.ts';
import type { Owner } from '../port.ts';
import { type Rate, type Rates, SCOPES, type Scope } from '../terms.ts';

/** Points that were taken, and when they are given back, ms. */
type Taken = { readonly points: number; readonly untilMs: number };

/** Keys that are kept before those whose time is over are looked for. */
const KEPT = 1_000;

/** The library's own memory goes by `Date.now` and its timers: this one by `now`. */
class Limiter extends RateLimiterStoreAbstract {
  readonly #taken = new Map<string, Taken>();
  readonly #now: () => number;
  #sweepAt = KEPT;

  constructor({ points, seconds }: Rate, now: () => number) {
    super({ points, duration: seconds, keyPrefix: '', storeClient: undefined });
    this.#now = now;
  }

  async _upsert(key: string, points: number, ms: number): Promise<Taken> {
    const now = this.#now();
    const found = this.#taken.get(key);
    const taken =
      found !== undefined && now < found.untilMs
        ? { ...found, points: found.points + points }
        : { points, untilMs: now + ms };
    this.#taken.set(key, taken);
    this.#sweep(now);
    return taken;
  }

  _getRateLimiterRes(_: string, changed: number, { points, untilMs }: Taken): RateLimiterRes {
    const left = Math.max(this.points - points, 0);
    return new RateLimiterRes(left, untilMs - this.#now(), points, points === changed);
  }

  /** Forgets what was given back, now and then, so that it costs nothing to speak of. */
  #sweep(now: number): void {
    if (this.#taken.size < this.#sweepAt) return;
    for (const [key, { untilMs }] of this.#taken) if (untilMs <= now) this.#taken.delete(key);
    this.#sweepAt = Math.max(KEPT, 2 * this.#taken.size);
  }
}

/** @param now a clock that only goes on, ms */
export function createMeter(rates: Rates, now: () => number): Meter {
  const limiters = SCOPES.map((scope) => ({ scope, limiter: new Limiter(rates[scope], now) }));
  return {
    async take(owner, points) {
      const given: (() => Promise<unknown>)[] = [];
      for (const { scope, limiter } of limiters.filter((each) => !isNobody(each.scope, owner))) {
        const key = keyOf(scope, owner);
        given.push(() => limiter.reward(key, points));
        const short = await tooFew(limiter, key, points);
        if (short === undefined) continue;
        for (const giveBack of given) await giveBack();
        return { scope, seconds: Math.max(1, Math.ceil(short / 1_000)) };
      }
      return undefined;
    },
  };
}

/** In how many ms there are new points, if there are too few. */
async function tooFew(limiter: Limiter, key: string, points: number): Promise<number | undefined> {
  try {
    await limiter.consume(key, points);
    return undefined;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error.msBeforeNext;
    throw error;
  }
}

function keyOf(scope: Scope, { workspace, person }: Owner): string {
  return JSON.stringify(scope === 'all' ? [] : scope === 'workspace' ? [workspace] : [workspace, person]);
}
