/** Messages that nobody asked for: posted to a channel and edited later, also after a restart, or said to one person. */
import { PlaceError } from '../../chat/error.ts';
import type { Place } from '../../chat/invocation.ts';
import type { Platform, PostKey } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Api } from './api.ts';
import { isGone, isOutside } from './fault.ts';
import { type GalleryTools, showWithFiles } from './gallery.ts';
import type { Installations } from './origin.ts';
import type { Dress, Naming } from './render.ts';
import { begunMessage, earlierPost, newMessage } from './surface.ts';
import { noPosting, postGone } from './words.ts';

type Parts = {
  readonly installations: Installations;
  readonly gallery: GalleryTools;
  readonly naming: Naming;
  readonly clock: Clock;
};

export function createPosts({
  installations,
  gallery,
  naming,
  clock,
}: Parts): Pick<Platform, 'post' | 'edit' | 'tell'> {
  const dress: Dress = { pictures: [], unseen: [], asked: undefined, locale: 'en', naming };
  const apiFor = (workspace: string): Api => installations(workspace.replace(/^slack:/, '')).api;
  function made(api: Api, channel: string, as: PostKey = anew(clock.now())) {
    const [share, mark] = [
      { channel, thread: undefined },
      { key: `post-${as.key}`, since: as.since },
    ];
    return as.past === 'none' ? newMessage(api, share, mark) : begunMessage(api, share, undefined, mark);
  }

  return {
    async post(place, reply, as) {
      const api = apiFor(place.workspace);
      const surface = made(api, place.channel, as);
      await at(place, () => showWithFiles(surface, reply, dress, api, gallery, as?.since));
      const spot = surface.spot();
      if (spot === undefined) throw new Error('Slack: a post left no trace');
      const { platform, workspace, channel } = place;
      return { platform, workspace, channel, message: spot.ts };
    },
    async edit(posted, reply) {
      const api = apiFor(posted.workspace);
      const surface = earlierPost(api, { channel: posted.channel, thread: undefined }, posted.message);
      await at(posted, () => showWithFiles(surface, reply, dress, api, gallery, undefined));
    },
    async tell({ workspace, userId }, reply) {
      const api = apiFor(workspace);
      const surface = made(api, await api.openDirect(userId));
      await showWithFiles(surface, reply, dress, api, gallery, undefined);
    },
  };
}

/** For what is posted each time: the mark only tells whether this very try came through. */
function anew(now: number): PostKey {
  return { key: crypto.randomUUID(), since: now, past: 'none' };
}

/** Does what needs a place; Slack's refusal of it becomes the error that says what to do. */
async function at(place: Place, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isOutside(error)) throw new PlaceError('forbidden', [], noPosting(place.channel));
    if (isGone(error)) throw new PlaceError('gone', [], postGone(place.channel));
    throw error;
  }
}
