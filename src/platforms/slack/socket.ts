/** Keeps Bolt's Socket Mode connection: connects, connects again at once when Slack asks for it, says goodbye. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../log.ts';
import { within } from '../pacing/within.ts';
import { faultOf, reasonOf, wordOf } from './fault.ts';
import type { Pace } from './limits.ts';

type Client = SocketModeReceiver['client'];

export type Socket = {
  /** Connects for the first time. @throws what Slack answered */
  open(): Promise<void>;
  /** Ends the connection properly, or by force after a moment. */
  close(): Promise<void>;
};

/** Waits between attempts to connect again, in ms; the last one repeats. */
const BACKOFF_MS = [0, 1_000, 2_000, 5_000, 10_000, 30_000] as const;

/** A connection that lasted this long, in ms, was a good one: after it the waits begin anew. */
const GOOD_MS = 10_000;

/**
 * `client` must not reconnect by itself: its own way waits 5 s before it starts, and a token that was revoked
 * meanwhile ends the process with an unhandled rejection.
 */
export function createSocket(client: Client, pace: Pace, log: Log, signal: AbortSignal): Socket {
  let phase: 'idle' | 'open' | 'closing' = 'idle';
  let failures = 0;
  let connectedAt = 0;
  let connecting: Promise<void> | undefined;

  async function connect(): Promise<void> {
    // Slack took the connection but never says hello: the client alone would wait for ever.
    const limit = setTimeout(() => void client.disconnect(), pace.helloMs);
    try {
      await client.start();
      connectedAt = performance.now();
    } catch (error) {
      // The client gives no reason when the socket closes before Slack said hello.
      throw error ?? new Error('closed before hello');
    } finally {
      clearTimeout(limit);
    }
  }

  async function reconnect(): Promise<void> {
    while (!isClosing()) {
      const wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
      failures += 1;
      await sleep(wait, undefined, { signal });
      try {
        await connect();
        // A connection that came about while the bot was saying goodbye must not stay.
        if (isClosing()) await client.disconnect();
        else log.info('Slack: connected again');
        return;
      } catch (error) {
        const fault = faultOf(error);
        const reason = fault === undefined ? reasonOf(error) : wordOf(fault);
        log.warn({ reason }, 'Slack: could not connect again, trying on');
      }
    }
  }

  function isClosing(): boolean {
    return phase === 'closing';
  }

  client.on('disconnected', () => {
    if (phase !== 'open' || connecting !== undefined) return;
    if (performance.now() - connectedAt > GOOD_MS) failures = 0;
    connecting = reconnect()
      .catch(() => undefined)
      .finally(() => {
        connecting = undefined;
      });
  });

  return {
    async open() {
      await connect();
      phase = 'open';
    },
    async close() {
      phase = 'closing';
      const farewell = Promise.all([connecting, client.disconnect()]);
      if (await within(farewell, pace.goodbyeMs)) return;
      // The second time the client does not wait for Slack's close frame.
      await within(client.disconnect(), pace.goodbyeMs);
    },
  };
}
