/** Paces calls: a budget of posts for each channel, patience when Slack says 429, another try when it is silent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, faultOf } from './fault.ts';
import { MAX_ATTEMPTS, type Pace } from './limits.ts';

export type Lane = {
  /**
   * Makes a call that may be repeated; again after the wait that Slack asks for, or if there was no answer.
   * @param key what Slack's limit counts, e.g. `chat.update`
   * @throws what the call throws; AbortError once the platform has stopped
   */
  call<T>(key: string, make: () => Promise<T>): Promise<T>;
  /**
   * The same for posts to a channel, which also keep to the budget of the channel. A post that may have reached
   * Slack is not made again: nobody wants it twice.
   */
  post<T>(channel: string, make: () => Promise<T>): Promise<T>;
};

/** Posts that a channel may still take now; below zero, the next ones wait for their turn. */
type Budget = { readonly left: number; readonly at: number };

/** Failures before anything was sent: the connection itself did not come about. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** `signal` ends all waiting. */
export function createLane(pace: Pace, signal: AbortSignal): Lane {
  const heldUntil = new Map<string, number>();
  const budgets = new Map<string, Budget>();

  async function call<T>(
    key: string,
    make: () => Promise<T>,
    repeats: (fault: Fault) => boolean,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const wait = (heldUntil.get(key) ?? 0) - performance.now();
      if (wait > 0) await sleep(wait, undefined, { signal });
      else heldUntil.delete(key);
      try {
        return await make();
      } catch (error) {
        const fault = faultOf(error);
        if (fault === undefined || attempt === MAX_ATTEMPTS || signal.aborted) throw error;
        if (fault.kind === 'limited') heldUntil.set(key, performance.now() + fault.retryAfterMs);
        else if (repeats(fault)) await sleep(attempt * pace.retryMs, undefined, { signal });
        else throw error;
      }
    }
  }

  /** Takes one post from the channel's budget; gives the wait until its turn, in ms. */
  function turn(channel: string): number {
    const now = performance.now();
    for (const [other, { left, at }] of budgets) {
      if (left + (now - at) / pace.postEveryMs >= pace.postBurst) budgets.delete(other);
    }
    const { left, at } = budgets.get(channel) ?? { left: pace.postBurst, at: now };
    const after = Math.min(pace.postBurst, left + (now - at) / pace.postEveryMs) - 1;
    budgets.set(channel, { left: after, at: now });
    return Math.max(0, -after * pace.postEveryMs);
  }

  return {
    call: (key, make) => call(key, make, (fault) => fault.kind === 'unreachable'),
    async post(channel, make) {
      const wait = turn(channel);
      if (wait > 0) await sleep(wait, undefined, { signal });
      return call(
        `chat.postMessage ${channel}`,
        make,
        (fault) => fault.kind === 'unreachable' && UNSENT.has(fault.reason),
      );
    },
  };
}
