/**
 * One answer on its way from the bot to people, at a platform's pace. Of progress the newest wins, one write at a time
 * is under way, and the end comes last, whatever happened before it. The bot's work is never held up by a platform.
 * Nothing here knows a platform: how a reply is shown is the canvas's.
 */
import type { Reply } from '../../chat/reply.ts';
import { createBell } from './bell.ts';
import type { Timer } from './timer.ts';

/**
 * What became of a write. `unreachable`: perhaps later. `refused`: not like this. `gone`: nothing more can be shown
 * there; the bot still finishes its work.
 */
export type Outcome = 'shown' | 'unreachable' | 'refused' | 'gone';

/**
 * Why an answer ends without the bot's own last reply. `interrupted`: the bot stops. `unanswered`: the replies ended
 * without one, or broke off. `refused`: the platform did not take it.
 */
export type Unfinished = 'interrupted' | 'unanswered' | 'refused';

/** Where one answer is shown. Rejects only for bugs: what a platform may do is an outcome. */
export type Canvas = {
  /** Says that an answer will come; asked for where the first reply keeps people waiting. */
  hold(): Promise<Outcome>;
  /** Shows a reply in the place of the one before. */
  show(reply: Reply): Promise<Outcome>;
  /** Says in words, in the place of what was shown, that no answer will come. */
  close(why: Unfinished): Promise<Outcome>;
};

/** All in ms. */
export type Rules = {
  /** How long a first reply is waited for before `hold`; `never`: whoever asks needs no word before it. */
  readonly holdMs: number | 'never';
  /** Between the end of one write of progress and the next. */
  readonly everyMs: number;
  /** For so long the end is tried again where the platform is unreachable. */
  readonly insistMs: number;
  /** The wait before the second try; before each later one it is twice as long, up to `longestMs`. */
  readonly retryMs: number;
  readonly longestMs: number;
};

export type Course = {
  readonly rules: Rules;
  readonly timer: Timer;
  /** Aborted when the bot stops: no further reply is read, and the answer is closed in words. */
  readonly stop: AbortSignal;
};

/**
 * Shows `replies` on `canvas`. Resolves when the end is shown, or nothing more can be done for it.
 * @throws what the replies or the canvas throw, after the answer was closed in words if that can be done
 */
export async function deliver(
  replies: AsyncIterable<Reply>,
  canvas: Canvas,
  { rules, timer, stop }: Course,
): Promise<void> {
  const bell = createBell(timer);
  /** What has come and is not shown yet. */
  const inbox: { latest: Reply | undefined; isEnded: boolean } = { latest: undefined, isEnded: false };

  async function read(): Promise<void> {
    try {
      for await (const reply of replies) {
        // Leaving the loop ends the stream, so a command that goes on is told so at its next reply.
        if (stop.aborted) return;
        inbox.latest = reply;
        bell.ring();
        if (reply.kind !== 'progress') return;
      }
    } finally {
      inbox.isEnded = true;
      bell.ring();
    }
  }

  async function write(): Promise<void> {
    if ((await hold()) === 'gone') return;
    let earliest = timer.now();
    while (!stop.aborted && (inbox.latest !== undefined || !inbox.isEnded)) {
      const next = inbox.latest;
      const waitMs = next?.kind === 'progress' ? earliest - timer.now() : 0;
      if (next === undefined || waitMs > 0) {
        await bell.heard(next === undefined ? undefined : waitMs);
        continue;
      }
      if (next.kind !== 'progress') break;
      inbox.latest = undefined;
      if ((await canvas.show(next)) === 'gone') return;
      earliest = timer.now() + rules.everyMs;
    }
    await end(inbox.latest);
  }

  async function hold(): Promise<Outcome> {
    const isSilent = () => inbox.latest === undefined && !inbox.isEnded && !stop.aborted;
    if (rules.holdMs === 'never' || !isSilent()) return 'shown';
    await bell.heard(rules.holdMs);
    return isSilent() ? canvas.hold() : 'shown';
  }

  async function end(last: Reply | undefined): Promise<void> {
    if (last === undefined || last.kind === 'progress') {
      await insist(() => canvas.close(stop.aborted ? 'interrupted' : 'unanswered'));
    } else if ((await insist(() => canvas.show(last))) === 'refused') {
      await insist(() => canvas.close('refused'));
    }
  }

  /** Makes a write again while the platform is unreachable; not after a stop. */
  async function insist(make: () => Promise<Outcome>): Promise<Outcome> {
    const until = timer.now() + rules.insistMs;
    for (let waitMs = rules.retryMs; ; waitMs = Math.min(2 * waitMs, rules.longestMs)) {
      const outcome = await make();
      const next = timer.now() + waitMs;
      if (outcome !== 'unreachable' || next > until) return outcome;
      while (!stop.aborted && timer.now() < next) await bell.heard(next - timer.now());
      if (stop.aborted) return outcome;
    }
  }

  const stopped = Promise.withResolvers<void>();
  const halt = () => {
    stopped.resolve();
    bell.ring();
  };
  stop.addEventListener('abort', halt);
  if (stop.aborted) halt();
  // After a stop nobody waits for the bot's next reply.
  const both = await Promise.allSettled([Promise.race([read(), stopped.promise]), write()]);
  stop.removeEventListener('abort', halt);
  for (const one of both) if (one.status === 'rejected') throw one.reason;
}
