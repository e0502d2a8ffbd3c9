/** One answer in Discord: the slot it is shown in, as the canvas that pacing writes on. */
import type { Words } from '../../chat/locale.ts';
import { type Audience, type Reply, reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import type { Canvas, Rules, Unfinished } from '../pacing/deliver.ts';
import { interrupted, unanswered } from '../pacing/words.ts';
import { attempt } from './attempt.ts';
import type { Pace } from './limits.ts';
import type { Slot } from './slot.ts';
import { failed } from './words.ts';

/** For so long the end is sent again where Discord cannot be reached: with the token, then as the bot; in ms. */
const INSIST_MS = 60 * 60_000;
/** The longest wait before it is sent again, in ms. */
const LONGEST_MS = 30_000;

/** `asked`: whoever asked waits for an acknowledgement. `earlier`: they have it from an earlier process. */
export function rulesOf(
  { firstReplyMs, editEveryMs, retryMs }: Pace,
  acknowledged: 'asked' | 'earlier',
): Rules {
  return {
    holdMs: acknowledged === 'asked' ? firstReplyMs : 'never',
    everyMs: editEveryMs,
    insistMs: INSIST_MS,
    retryMs,
    longestMs: LONGEST_MS,
  };
}

/** Says an error to the user alone. */
export function apology(text: string): Reply {
  return reply(text, { kind: 'error', audience: 'caller' });
}

/** `reference`: for the log and for users to quote. */
function wordsFor(why: Unfinished, reference: string): Words {
  switch (why) {
    case 'interrupted':
      return interrupted;
    case 'unanswered':
      return unanswered(reference);
    case 'refused':
      return failed(reference);
  }
}

/** `audience`: who will see the answer, if it must be acknowledged before it is known. */
export function canvasOf(parts: {
  readonly slot: Slot;
  readonly audience: Audience;
  readonly reference: string;
  readonly say: (words: Words) => string;
  readonly log: Log;
}): Canvas {
  const { slot, audience, reference, say, log } = parts;
  return {
    hold: () => attempt(() => slot.acknowledge(audience), reference, log),
    show: (one) => attempt(() => slot.show(one), reference, log),
    close(why) {
      if (why === 'unanswered')
        log.error({ interaction: reference }, 'discord: an answer ended without its end');
      return attempt(() => slot.show(apology(say(wordsFor(why, reference)))), reference, log);
    },
  };
}
