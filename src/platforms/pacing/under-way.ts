/** The answers under way on one platform: counted, and ended together when the bot stops. */
import { within } from './within.ts';

export type UnderWay = {
  /** Aborted when those that are left are to end. */
  readonly stop: AbortSignal;
  /** How many there are. */
  size(): number;
  /** Counts work until it ends. @returns the same promise */
  track<T>(work: Promise<T>): Promise<T>;
  /** Waits `graceMs` for all, then tells those that are left to end and waits `lastWordsMs` for that. */
  end(graceMs: number, lastWordsMs: number): Promise<void>;
};

export function createUnderWay(): UnderWay {
  const running = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  return {
    stop: stopping.signal,
    size: () => running.size,
    track(work) {
      running.add(work);
      const forget = () => running.delete(work);
      work.then(forget, forget);
      return work;
    },
    async end(graceMs, lastWordsMs) {
      await within(Promise.allSettled(running), graceMs);
      stopping.abort();
      await within(Promise.allSettled(running), lastWordsMs);
    },
  };
}
