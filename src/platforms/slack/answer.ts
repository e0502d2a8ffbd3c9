/** Answers under way in Slack: paced onto their stages, and a stop that waits for them. */
import type { Errands } from '../../chat/errand.ts';
import type { Words } from '../../chat/locale.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import type { Canvas, Outcome, Rules, Unfinished } from '../pacing/deliver.ts';
import { deliverPromised, type Promised } from '../pacing/promised.ts';
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
  /** Shows the replies of one answer, to its end; what a stop cuts off goes on after the next start. */
  perform(stage: Stage, replies: AsyncIterable<Reply>, promise: Promising): Promise<void>;
  /** Waits `graceMs` for all that is under way, then `lastWordsMs` for what is left to say that it will not come. */
  end(graceMs: number, lastWordsMs: number): Promise<void>;
};

type Promising = Pick<Promised, 'errand' | 'keep' | 'address' | 'isKept'>;

/** For so long the end is tried again where Slack cannot be reached, and the longest wait before a try; in ms. */
const INSIST_MS = 60 * 60_000;
const LONGEST_MS = 30_000;

/** `most`: at one time. `signal`: once it is aborted, nothing reaches Slack any more, and nothing is said about that. */
export function createAnswers(parts: {
  readonly most: number;
  readonly errands: Errands;
  readonly pace: Pace;
  readonly log: Log;
  readonly signal: AbortSignal;
}): Answers {
  const { most, errands, pace, log, signal } = parts;
  const underWay = createUnderWay();
  // A delivery is acknowledged before anything else.
  const rules: Rules = {
    holdMs: 'never',
    everyMs: pace.editEveryMs,
    insistMs: INSIST_MS,
    retryMs: pace.retryMs,
    longestMs: LONGEST_MS,
  };

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
    async perform(stage, replies, promise) {
      const reference = crypto.randomUUID().slice(0, 8);
      const course = { rules, timer: systemTimer, stop: underWay.stop };
      try {
        await deliverPromised(replies, canvasOf(stage, reference, log), course, {
          ...promise,
          errands,
          unkept: (error) =>
            log.error({ err: error, reference }, 'Slack: an answer cannot survive a restart'),
        });
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
      if (fault.kind === 'refused') return failed(wordOf(fault));
      log.warn({ reason: wordOf(fault) }, 'Slack: could not be reached');
      return 'unreachable';
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
