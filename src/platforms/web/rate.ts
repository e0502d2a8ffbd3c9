/** How often something may be done: a token bucket for each of a bounded number of keys. */
import type { Clock } from '../../clock.ts';

export type Rate = {
  /** Takes one. 0: granted; otherwise refused, and the whole seconds until the next is granted. */
  take(key: string): number;
};

/** `burst` at once, refilled by `perSecond`; the key that was used longest ago is forgotten first. */
export function createRate(
  clock: Clock,
  { burst, perSecond, keys }: { readonly burst: number; readonly perSecond: number; readonly keys: number },
): Rate {
  const buckets = new Map<string, { readonly level: number; readonly at: number }>();
  return {
    take(key) {
      const now = clock.now();
      const bucket = buckets.get(key) ?? { level: burst, at: now };
      const level = Math.min(burst, bucket.level + (Math.max(0, now - bucket.at) / 1000) * perSecond);
      const granted = level >= 1;
      buckets.delete(key);
      buckets.set(key, { level: granted ? level - 1 : level, at: now });
      const [oldest] = buckets.keys();
      if (oldest !== undefined && buckets.size > keys) buckets.delete(oldest);
      return granted ? 0 : Math.ceil((1 - level) / perSecond);
    },
  };
}
