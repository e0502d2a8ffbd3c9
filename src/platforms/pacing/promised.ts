/**
 * An answer that survives its process: before anything but its end is shown, its errand is kept; its end is noted
 * before it is told; and told, all that was kept is erased. What a stop cuts off stays kept, without a word: it goes on
 * after the next start.
 */
import type { Errand, Errands } from '../../chat/errand.ts';
import { type Audience, type Reply, reply } from '../../chat/reply.ts';
import { type Canvas, type Course, deliver, type Outcome } from './deliver.ts';
import { givenUp } from './words.ts';

export type Promised = {
  readonly errands: Errands;
  readonly errand: Pick<Errand, 'id' | 'invocation' | 'at'>;
  /**
   * `at-once`: who asked was told already that an answer comes. `when-it-waits`: the answer itself is the first that
   * they hear, unless they are told to wait. `kept`: it is, since an earlier start.
   */
  readonly keep: 'at-once' | 'when-it-waits' | 'kept';
  /** Where the answer goes, as it stands now. */
  address(): string;
  /** Called once it is kept, or it is known that it cannot be: whoever waits to acknowledge need not wait longer. */
  isKept?(): void;
  /** Told of what the store could not do: the answer is shown all the same. */
  unkept(error: unknown): void;
};

/** An answer that was begun so often, and never came to its end, is given up: perhaps it is what ends the process. */
const MOST_TRIES = 4;

/**
 * The replies of an errand that an earlier process has left.
 * @param audience who was to see the answer: the same see that it is given up, in the place of what they saw of it
 * @param again does it once more, from its beginning
 */
export async function* repliesLeft(
  { invocation: { caller }, reply: end, tries }: Errand,
  audience: Audience,
  again: () => AsyncIterable<Reply>,
): AsyncGenerator<Reply, void, undefined> {
  if (end !== null) yield end;
  else if (tries > MOST_TRIES) yield reply(givenUp[caller.locale], { kind: 'error', audience });
  else yield* again();
}

/** Does what `deliver` does, for an answer that is promised. */
export async function deliverPromised(
  replies: AsyncIterable<Reply>,
  canvas: Canvas,
  course: Course,
  { errands, errand, keep, address, isKept, unkept }: Promised,
): Promise<void> {
  const { id } = errand;
  /** The address that is kept; undefined while nothing is. */
  let kept = keep === 'kept' ? address() : undefined;
  /** The end, and what became of it, or of the words in its stead. */
  let last: Reply | undefined;
  let outcome: Outcome | undefined;

  async function carefully<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      unkept(error);
      return undefined;
    }
  }

  async function promise(): Promise<'kept' | 'known' | undefined> {
    if (kept !== undefined) return 'kept';
    const at = address();
    const was = await carefully(errands.keep({ ...errand, address: at }));
    if (was === 'kept') kept = at;
    return was;
  }

  async function move(): Promise<void> {
    const now = address();
    if (kept === undefined || now === kept) return;
    kept = now;
    await carefully(errands.moved(id, now));
  }

  async function note(end: Reply): Promise<void> {
    if (last === end) return;
    last = end;
    if (kept !== undefined) await carefully(errands.ended(id, end));
  }

  async function settle(): Promise<void> {
    if (kept === undefined) return;
    if (outcome !== 'shown' && (course.stop.aborted || outcome === 'unreachable')) return;
    // What all were to see has been deleted, or its place is closed; what one person was to see waits for them.
    const waits = outcome !== 'shown' && last?.audience === 'caller';
    await carefully(waits ? errands.wait(id) : errands.told(id));
  }

  const durable: Canvas = {
    async hold() {
      await promise();
      const held = await canvas.hold();
      await move();
      return held;
    },
    async show(reply) {
      await (reply.kind === 'progress' ? promise() : note(reply));
      const shown = await canvas.show(reply);
      if (reply.kind !== 'progress') outcome = shown;
      await move();
      return shown;
    },
    async close(why) {
      if (why === 'interrupted' && kept !== undefined) return 'shown';
      outcome = await canvas.close(why);
      return outcome;
    },
  };
  if (keep === 'at-once') {
    const was = await promise();
    isKept?.();
    // It came a second time; the first is being answered.
    if (was === 'known') return;
  }
  try {
    await deliver(replies, durable, course);
  } finally {
    await settle();
  }
}
