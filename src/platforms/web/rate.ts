/**
 * How often something may be done: a token bucket for each of a bounded number of keys. Our own and no library's:
 * rate-limiter-flexible reads Date.now and keeps a timer for each key, so that no test could set its clock, and it
 * bounds no number of keys, which is what an attacker has most of.
 */
import type { Clock } from '../../clock.ts';

export type Rate = {
  /** Takes one. 0: granted; otherwise refused, and the whole seconds until the next is granted. */
  take(key: string): number;
  /** What `take` would say, without taking. */
  wait(key: string): number;
};

/** `burst` at once, refilled by `perSecond`; the key that was used longest ago is forgotten first. */
export function createRate(
  clock: Clock,
  { burst, perSecond, keys }: { readonly burst: number; readonly perSecond: number; readonly keys: number },
): Rate {
  const buckets = new Map<string, { readonly level: number; readonly at: number }>();

  function levelOf(key: string, now: number): number {
    const bucket = buckets.get(key) ?? { level: burst, at: now };
    return Math.min(burst, bucket.level + (Math.max(0, now - bucket.at) / 1000) * perSecond);
  }

  const waitAt = (level: number) => (level >= 1 ? 0 : Math.ceil((1 - level) / perSecond));

  return {
    take(key) {
      const now = clock.now();
      const level = levelOf(key, now);
      buckets.delete(key);
      buckets.set(key, { level: level >= 1 ? level - 1 : level, at: now });
      const [oldest] = buckets.keys();
      if (oldest !== undefined && buckets.size > keys) buckets.delete(oldest);
      return waitAt(level);
    },
    wait: (key) => waitAt(levelOf(key, clock.now())),
  };
}
