/** The places where an answer can be shown: a message that takes edits, or an address that takes it once. */
import type { Api, Mark, Share, Spot } from './api.ts';
import { faultOf, isGone } from './fault.ts';
import type { Message } from './render.ts';

export type Surface = LiveSurface | OnceSurface;

/** A message of the bot's own. The first `put` posts it, the later ones edit it. */
export type LiveSurface = {
  readonly kind: 'live';
  put(message: Message): Promise<void>;
  /** Deletes what this surface posted, also without our knowing; nothing if it posted nothing. */
  withdraw(): Promise<void>;
  /** Where files that belong to the message go. */
  readonly share: Share;
  /** Where the message is, once it is there. */
  spot(): Spot | undefined;
};

/** Every `put` is another message, or uses up an address: only the end of an answer goes there. */
export type OnceSurface = { readonly kind: 'once'; put(message: Message): Promise<void> };

/** A new message in a channel (or a thread of it). @param mark by which it is found again */
export function newMessage(api: Api, share: Share, mark: Mark): LiveSurface {
  return live(api, share, { spot: undefined, mark, past: 'none' }, 'anew');
}

/**
 * The message of an answer that an earlier process has begun.
 * @param spot where it is; undefined: it was not posted, or that is not known, and it is looked for first
 */
export function begunMessage(api: Api, share: Share, spot: Spot | undefined, mark: Mark): LiveSurface {
  return live(api, share, { spot, mark, past: 'unknown' }, 'anew');
}

/** A message that is there already. If it has been deleted meanwhile, a new one takes its place. */
export function existingMessage(api: Api, share: Share, ts: string): LiveSurface {
  return live(api, share, { ts }, 'anew');
}

/** A post of an earlier time. Nobody asks for it now: if it has been deleted, it stays so, and `put` fails. */
export function earlierPost(api: Api, share: Share, ts: string): LiveSurface {
  return live(api, share, { ts }, 'fail');
}

/** A message of others, by its timestamp; or one of our own, which may have been posted by now without our knowing. */
type Origin =
  | { readonly ts: string }
  | { readonly spot: Spot | undefined; readonly mark: Mark; readonly past: 'none' | 'unknown' };

function live(api: Api, share: Share, origin: Origin, whenGone: 'anew' | 'fail'): LiveSurface {
  let spot: Spot | undefined = 'ts' in origin ? { channel: share.channel, ts: origin.ts } : origin.spot;
  let isOwn = !('ts' in origin);
  const mark = 'ts' in origin ? undefined : origin.mark;
  let isLost = mark !== undefined && 'past' in origin && origin.past === 'unknown';

  async function post(message: Message): Promise<Spot> {
    try {
      return await api.post(share.channel, share.thread, message, mark);
    } catch (error) {
      // It may have come through all the same.
      isLost = mark !== undefined && faultOf(error)?.kind === 'unreachable';
      throw error;
    }
  }

  return {
    kind: 'live',
    share,
    spot: () => spot,
    async put(message) {
      if (spot === undefined && isLost && mark !== undefined) spot = await api.find(share, mark);
      if (spot !== undefined) {
        try {
          await api.update(spot, message);
          return;
        } catch (error) {
          if (!isGone(error) || whenGone === 'fail') throw error;
          isOwn = true;
        }
      }
      spot = await post(message);
      isLost = false;
    },
    async withdraw() {
      if (spot === undefined && isLost && mark !== undefined) spot = await api.find(share, mark);
      if (spot === undefined || !isOwn) return;
      const gone = spot;
      spot = undefined;
      await api.remove(gone);
    },
  };
}
