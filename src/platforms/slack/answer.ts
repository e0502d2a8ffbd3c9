/** Answers under way: progress edited at Slack's pace, the end always shown, a stop that waits for both. */
import type { Reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import { faultOf, wordOf } from './fault.ts';
import { warned } from './gallery.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { MAX_ANSWERS, type Pace } from './limits.ts';
import type { Stage } from './stage.ts';
import { within } from './within.ts';

export type Answers = {
  /** Whether as much is under way as the bot takes on at one time. */
  isFull(): boolean;
  /** Counts work as under way until it ends; what goes wrong in it is logged. */
  track(task: Promise<void>): void;
  /** Shows the replies of one answer, to its end. */
  perform(stage: Stage, replies: AsyncGenerator<Reply, void, undefined>): Promise<void>;
  /** Waits for all that is under way, at most so long. */
  settle(atMostMs: number): Promise<void>;
  /** Says in the messages that still show progress that the answer will not come. */
  interrupt(): Promise<void>;
};

/** `signal` ends all waiting. */
export function createAnswers(pace: Pace, log: Log, signal: AbortSignal): Answers {
  const running = new Set<Promise<void>>();
  const stages = new Set<Stage>();

  function report(error: unknown): void {
    if (signal.aborted) return;
    const fault = faultOf(error);
    if (fault === undefined) log.error({ err: error }, 'Slack: an answer failed');
    else log.error({ reason: wordOf(fault) }, 'Slack: an answer could not be delivered');
  }

  return {
    isFull: () => running.size >= MAX_ANSWERS,
    track(task) {
      const done: Promise<void> = task.catch(report).finally(() => running.delete(done));
      running.add(done);
    },
    async perform(stage, replies) {
      stages.add(stage);
      try {
        await perform(stage, replies, pace, log, signal);
      } finally {
        stages.delete(stage);
      }
    },
    async settle(atMostMs) {
      await within(Promise.all(running), atMostMs);
    },
    async interrupt() {
      await Promise.all([...stages].map((stage) => stage.interrupt().catch(report)));
    },
  };
}

/** Shows replies as they come. Of progress that comes faster than it may be edited, the latest wins. */
async function perform(
  stage: Stage,
  replies: AsyncGenerator<Reply, void, undefined>,
  pace: Pace,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const inbox = createInbox();
  const reading = read(replies, inbox);
  // Awaited below; until then a failure must not count as unhandled.
  reading.catch(() => undefined);
  signal.addEventListener('abort', inbox.close, { once: true });
  let editAt = 0;
  try {
    while (await inbox.hasMore()) {
      const waitMs = inbox.isUrgent() ? 0 : editAt - performance.now();
      if (waitMs > 0) {
        await inbox.changed(waitMs);
        continue;
      }
      const reply = inbox.take();
      if (reply === undefined) continue;
      try {
        await stage.show(reply);
      } catch (error) {
        if (reply.kind !== 'progress' || !warned(error, 'Slack: progress could not be shown', log))
          throw error;
      }
      editAt = performance.now() + pace.editEveryMs;
    }
    // After a stop nobody waits for the command any more.
    if (!signal.aborted) await reading;
  } finally {
    signal.removeEventListener('abort', inbox.close);
    // Ends a command that is still at it when its answer cannot be shown; its last words are not waited for.
    replies.return().catch(() => undefined);
  }
}

async function read(replies: AsyncGenerator<Reply, void, undefined>, inbox: Inbox): Promise<void> {
  try {
    for await (const reply of replies) inbox.give(reply);
  } finally {
    inbox.close();
  }
}
