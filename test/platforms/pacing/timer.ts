/** Time that stands still but where a test moves it. */
import type { Timer } from '../../../src/platforms/pacing/timer.ts';

export type MovedTimer = Timer & {
  /** Lets `ms` pass; who waits for a moment in between is woken at that moment. */
  pass(ms: number): Promise<void>;
};

/** Lets all that can go on without time go on. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

export function createMovedTimer(): MovedTimer {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly ring: () => void }>();
  return {
    now: () => now,
    after(ms, ring) {
      const one = { at: now + ms, ring };
      waiting.add(one);
      return () => waiting.delete(one);
    },
    async pass(ms) {
      const end = now + ms;
      await settled();
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        waiting.delete(next);
        next.ring();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}
