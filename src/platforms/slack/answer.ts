/** Answers under way in Slack: paced onto their stages, and a stop that waits for them. */
import type { Words } from '../../chat/locale.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import { type Canvas, deliver, type Outcome, type Rules, type Unfinished } from '../pacing/deliver.ts';
import { systemTimer } from '../pacing/timer.ts';
import { createUnderWay } from '../pacing/under-way.ts';
import { interrupted, unanswered } from '../pacing/words.ts';
import { faultOf, wordOf } from './fault.ts';
import type { Pace } from './limits.ts';
import type { Stage } from './stage.ts';

export type Answers = {
  /** Whether as much is under way as the bot takes on at one time. */
  isFull(): boolean;
  /** Counts work as under way until it ends; what goes wrong in it is logged. */
  track(task: Promise<void>): void;
  /** Counts work whose failure somebody else is told. @returns the same promise */
  accompany<T>(work: Promise<T>): Promise<T>;
  /** Shows the replies of one answer, to its end. */
  perform(stage: Stage, replies: AsyncIterable<Reply>): Promise<void>;
  /** Waits `graceMs` for all that is under way, then `lastWordsMs` for what is left to say that it will not come. */
  end(graceMs: number, lastWordsMs: number): Promise<void>;
};

/** `most`: at one time. `signal`: once it is aborted, nothing reaches Slack any more, and nothing is said about that. */
export function createAnswers(most: number, pace: Pace, log: Log, signal: AbortSignal): Answers {
  const underWay = createUnderWay();
  // A delivery is acknowledged before anything else; the lane makes calls again.
  const rules: Rules = { holdMs: 'never', everyMs: pace.editEveryMs, tries: 1, retryMs: pace.retryMs };

  function report(error: unknown, reference?: string): void {
    if (signal.aborted) return;
    const fault = faultOf(error);
    if (fault === undefined) log.error({ err: error, reference }, 'Slack: an answer failed');
    else log.error({ reason: wordOf(fault) }, 'Slack: an answer could not be delivered');
  }

  return {
    isFull: () => underWay.size() >= most,
    track: (task) => void underWay.track(task.catch((error: unknown) => report(error))),
    accompany: (work) => underWay.track(work),
    async perform(stage, replies) {
      const reference = crypto.randomUUID().slice(0, 8);
      const course = { rules, timer: systemTimer, stop: underWay.stop };
      try {
        await deliver(replies, canvasOf(stage, reference, log), course);
      } catch (error) {
        report(error, reference);
      }
    },
    end: underWay.end,
  };
}

/** `reference`: for the log and for users to quote. */
function canvasOf(stage: Stage, reference: string, log: Log): Canvas {
  async function attempt(write: Promise<void>, failed: (reason: string) => Outcome): Promise<Outcome> {
    try {
      await write;
      return 'shown';
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      return failed(wordOf(fault));
    }
  }

  /** The stage has tried every way that there is. */
  function undelivered(reason: string): Outcome {
    log.error({ reason }, 'Slack: an answer could not be delivered');
    return 'gone';
  }

  return {
    hold: async () => 'shown',
    show(reply) {
      if (reply.kind !== 'progress') return attempt(stage.show(reply), undelivered);
      return attempt(stage.show(reply), (reason) => {
        log.warn({ reason }, 'Slack: progress could not be shown');
        return 'refused';
      });
    },
    close(why) {
      if (why === 'unanswered') log.error({ reference }, 'Slack: an answer ended without its end');
      return attempt(stage.close(wordsFor(why, reference)), undelivered);
    },
  };
}

function wordsFor(why: Unfinished, reference: string): Words {
  switch (why) {
    case 'interrupted':
      return interrupted;
    case 'unanswered':
    case 'refused':
      return unanswered(reference);
  }
}
