/**
 * Drives one answer: acknowledges in time, shows the first reply, edits progress at the allowed pace (the latest
 * wins), and delivers the last reply whatever happens. The bot's work is never held up by Discord.
 */
import type { Words } from '../../chat/locale.ts';
import { type Audience, type Reply, reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import { attempt } from './attempt.ts';
import { createBell } from './bell.ts';
import type { Pace } from './limits.ts';
import type { Slot } from './slot.ts';
import { failed, interrupted } from './words.ts';

/** How often the last reply is sent when Discord cannot be reached. */
const TRIES = 4;

export type AnswerParts = {
  readonly replies: AsyncIterable<Reply>;
  /** Who will see the answer, if it must be acknowledged before it is known. */
  readonly audience: Audience;
  readonly slot: Slot;
  /** For the log and for users to quote. */
  readonly reference: string;
  readonly pace: Pace;
  /** This answer's own signal, aborted when the bot ends before it. */
  readonly stop: AbortSignal;
  readonly say: (words: Words) => string;
  readonly log: Log;
};

/** What has come from the bot and is not yet shown. */
type Inbox = { latest: Reply | undefined; isEnded: boolean };

/** Says an error to the user alone. */
function apology(text: string): Reply {
  return reply(text, { kind: 'error', audience: 'caller' });
}

/** Resolves when the answer is complete, or nothing more can be done for it. Rejects only for bugs. */
export async function answer(parts: AnswerParts): Promise<void> {
  const { replies, audience, slot, reference, pace, stop, say, log } = parts;
  const inbox: Inbox = { latest: undefined, isEnded: false };
  const bell = createBell();
  stop.addEventListener('abort', bell.ring);

  async function read(): Promise<void> {
    try {
      for await (const one of replies) {
        inbox.latest = one;
        bell.ring();
        if (one.kind !== 'progress') return;
      }
    } finally {
      inbox.isEnded = true;
      bell.ring();
    }
  }

  /** Shows one reply. @returns whether it makes sense to show more. */
  async function show(one: Reply): Promise<'go on' | 'give up'> {
    for (let tries = one.kind === 'progress' ? TRIES : 1; ; tries += 1) {
      const outcome = await attempt(() => slot.show(one), reference, log);
      if (outcome !== 'unreachable') return outcome === 'refused' ? refused(one) : outcome;
      if (tries >= TRIES || stop.aborted) return 'go on';
      await bell.heard(pace.retryMs);
    }
  }

  async function refused(one: Reply): Promise<'go on' | 'give up'> {
    if (one.kind === 'progress') return 'go on';
    await attempt(() => slot.show(apology(say(failed(reference)))), reference, log);
    return 'give up';
  }

  async function write(): Promise<void> {
    if (inbox.latest === undefined && !inbox.isEnded) await bell.heard(pace.firstReplyMs);
    if (inbox.latest === undefined) {
      if ((await attempt(() => slot.acknowledge(audience), reference, log)) === 'give up') return;
    }
    let earliest = performance.now();
    while (!stop.aborted) {
      const next = inbox.latest;
      const wait = next?.kind === 'progress' ? earliest - performance.now() : 0;
      if (next === undefined && inbox.isEnded) break;
      if (next === undefined || wait > 0) {
        await bell.heard(next === undefined ? undefined : wait);
        continue;
      }
      inbox.latest = undefined;
      const outcome = await show(next);
      if (outcome === 'give up' || next.kind !== 'progress') return;
      earliest = performance.now() + pace.editEveryMs;
    }
    const last = inbox.latest?.kind === 'progress' ? undefined : inbox.latest;
    await show(last ?? apology(say(stop.aborted ? interrupted : failed(reference))));
  }

  const both = await Promise.allSettled([Promise.race([read(), aborted(stop)]), write()]);
  for (const one of both) if (one.status === 'rejected') throw one.reason;
}

/** Resolves when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
