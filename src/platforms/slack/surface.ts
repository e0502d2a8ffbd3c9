/** The places where an answer can be shown: a message that takes edits, or an address that takes it once. */
import type { Api, Share, Spot } from './api.ts';
import { isGone } from './fault.ts';
import type { Message } from './render.ts';

export type Surface = LiveSurface | OnceSurface;

/** A message of the bot's own. The first `put` posts it, the later ones edit it. */
export type LiveSurface = {
  readonly kind: 'live';
  put(message: Message): Promise<void>;
  /** Deletes what this surface posted; nothing if it posted nothing. */
  withdraw(): Promise<void>;
  /** Where files that belong to the message go. */
  readonly share: Share;
  /** Where the message is, once it is there. */
  spot(): Spot | undefined;
};

/** Every `put` is another message, or uses up an address: only the end of an answer goes there. */
export type OnceSurface = { readonly kind: 'once'; put(message: Message): Promise<void> };

/** A new message in a channel (or a thread of it). */
export function newMessage(api: Api, share: Share): LiveSurface {
  return live(api, share, undefined, 'anew');
}

/** A message that is there already. If it has been deleted meanwhile, a new one takes its place. */
export function existingMessage(api: Api, share: Share, ts: string): LiveSurface {
  return live(api, share, ts, 'anew');
}

/** A post of an earlier time. Nobody asks for it now: if it has been deleted, it stays so, and `put` fails. */
export function earlierPost(api: Api, share: Share, ts: string): LiveSurface {
  return live(api, share, ts, 'fail');
}

function live(api: Api, share: Share, ts: string | undefined, whenGone: 'anew' | 'fail'): LiveSurface {
  let spot: Spot | undefined = ts === undefined ? undefined : { channel: share.channel, ts };
  let isOwn = ts === undefined;
  return {
    kind: 'live',
    share,
    spot: () => spot,
    async put(message) {
      if (spot !== undefined) {
        try {
          await api.update(spot, message);
          return;
        } catch (error) {
          if (!isGone(error) || whenGone === 'fail') throw error;
          isOwn = true;
        }
      }
      spot = await api.post(share.channel, share.thread, message);
    },
    async withdraw() {
      if (spot === undefined || !isOwn) return;
      const gone = spot;
      spot = undefined;
      await api.remove(gone);
    },
  };
}
