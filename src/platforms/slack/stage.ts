/** Shows the replies of one answer where they belong, and finds another way where Slack does not let the bot. */
import type { Words } from '../../chat/locale.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Mark, Share, Spot } from './api.ts';
import { faultOf, isInvalidBlocks, isOutside, Refusal } from './fault.ts';
import { type GalleryTools, putMessage, showWithFiles, warned } from './gallery.ts';
import type { Once } from './once.ts';
import { isDirect, type Origin } from './origin.ts';
import { type Dress, type Message, type Naming, render, sentence } from './render.ts';
import {
  begunMessage,
  existingMessage,
  type LiveSurface,
  newMessage,
  type OnceSurface,
  type Surface,
} from './surface.ts';
import { invite, seeDirect } from './words.ts';

export type StageTools = GalleryTools & {
  readonly naming: Naming;
  /** Who has been told how to invite the bot. */
  readonly told: Once;
};

export type Stage = {
  state(): StageState;
  /** Shows a reply; progress only where it can be edited away, and without its files. */
  show(reply: Reply): Promise<void>;
  /** Says that no answer will come: in the place of progress that is shown, else to the caller alone. */
  close(words: Words): Promise<void>;
};

/**
 * `channel`: a message for all. `open`: the same by response_url, where the bot is not a member.
 * `private`: for the caller alone, by response_url. `direct`: a direct message, because ephemeral messages
 * cannot have files. `pressed`: in place of the message whose button was pressed.
 */
export const WAYS = ['channel', 'open', 'private', 'direct', 'pressed'] as const;
type Place = (typeof WAYS)[number];

/** What is shown where, and which ways turned out not to lead anywhere; plain data. */
export type StageState = {
  readonly spots: { readonly channel?: Spot | undefined; readonly direct?: Spot | undefined };
  readonly closed: readonly Place[];
};

/**
 * @param mark by which messages of the answer are found again
 * @param before where an earlier process has left the answer
 */
export function createStage(origin: Origin, tools: StageTools, mark: Mark, before?: StageState): Stage {
  const { api, identity } = origin.installation;
  const surfaces = new Map<Place, Surface>();
  const closed = new Set<Place>(before?.closed);

  function placeOf(reply: Reply): Place {
    const hasFiles = reply.files.length > 0;
    if (reply.target === 'pressed' && origin.pressed !== undefined && !closed.has('pressed')) {
      const isOfAll = origin.pressed.kind === 'message';
      if (isOfAll && (reply.audience === 'channel' || isDirect(origin.channel))) return 'pressed';
      if (!isOfAll && (!hasFiles || closed.has('direct'))) return 'pressed';
    }
    if (reply.audience === 'channel') {
      if (!closed.has('channel')) return 'channel';
      return closed.has('open') ? 'private' : 'open';
    }
    // The direct messages with the bot are private already; those of two people are closed to it.
    if (isDirect(origin.channel) && !closed.has('channel')) return 'channel';
    return hasFiles && !closed.has('direct') ? 'direct' : 'private';
  }

  async function surfaceAt(place: Place): Promise<Surface> {
    const surface = surfaces.get(place) ?? (await makeSurface(place));
    surfaces.set(place, surface);
    return surface;
  }

  async function makeSurface(place: Place): Promise<Surface> {
    const share = { channel: origin.channel, thread: origin.thread };
    switch (place) {
      case 'channel':
        return own(share, before?.spots.channel);
      case 'direct':
        return own({ channel: await api.openDirect(origin.user), thread: undefined }, before?.spots.direct);
      case 'pressed':
        return origin.pressed?.kind === 'message'
          ? existingMessage(api, share, origin.pressed.ts)
          : byResponse('replace');
      case 'open':
        return byResponse('channel');
      case 'private':
        return { kind: 'once', put: tellCaller };
    }
  }

  function own(share: Share, spot: Spot | undefined): LiveSurface {
    return before === undefined ? newMessage(api, share, mark) : begunMessage(api, share, spot, mark);
  }

  function spotAt(place: 'channel' | 'direct'): Spot | undefined {
    const surface = surfaces.get(place);
    return surface === undefined
      ? before?.spots[place]
      : surface.kind === 'live'
        ? surface.spot()
        : undefined;
  }

  function byResponse(how: 'channel' | 'replace'): OnceSurface {
    return {
      kind: 'once',
      async put(message) {
        if (origin.response === undefined)
          throw new Refusal({ kind: 'refused', code: 'no_response_url', needed: undefined });
        await origin.response.send(how, message);
      },
    };
  }

  /** Says something to the caller alone, by the first way that is open. */
  async function tellCaller(message: Message): Promise<void> {
    if (origin.response?.isOpen() === true) {
      try {
        return await origin.response.send('caller', message);
      } catch (error) {
        if (isInvalidBlocks(error) || !warned(error, 'Slack: a response_url failed', tools.log)) throw error;
      }
    }
    try {
      await api.postEphemeral(origin.channel, origin.thread, origin.user, message);
    } catch (error) {
      if (!isOutside(error)) throw error;
      await api.post(await api.openDirect(origin.user), undefined, message, undefined);
    }
  }

  /** Closes the way that failed. @returns whether to look for another */
  async function closeWay(place: Place, reply: Reply, error: unknown): Promise<boolean> {
    const fault = faultOf(error);
    // What cannot be reached now is tried again later, and at the same place.
    if (fault === undefined || fault.kind !== 'refused' || place === 'private') return false;
    // Progress may fail; only a closed door shows that the end of the answer will fail there too.
    if (reply.kind === 'progress' && !isOutside(error)) return false;
    warned(error, `Slack: the answer cannot be shown here (${place})`, tools.log);
    const isReplaceable = reply.audience === 'channel' && origin.response?.isOpen() === true;
    if (place === 'pressed' && surfaces.get(place)?.kind === 'live' && isReplaceable) {
      // Where the bot is not a member, the press itself still lets it replace the message that all see.
      surfaces.set(place, byResponse('replace'));
      return true;
    }
    closed.add(place);
    if (place === 'channel' && isOutside(error) && reply.audience === 'channel') await tellToInvite();
    return true;
  }

  async function tellToInvite(): Promise<void> {
    if (isDirect(origin.channel) || origin.response?.isOpen() !== true) return;
    if (!tools.told.first([`${origin.channel} ${origin.user}`])) return;
    try {
      await origin.response.send('caller', sentence(invite(`<@${identity.botUser}>`)[origin.locale]));
    } catch (error) {
      if (!warned(error, 'Slack: could not say how to invite the bot', tools.log)) throw error;
    }
  }

  function dressAt(place: Place, reply: Reply): Dress {
    const isForAll = place === 'open' || (place === 'channel' && reply.audience === 'channel');
    const asked = isForAll && !isDirect(origin.channel) ? origin.asked : undefined;
    return {
      pictures: [],
      unseen: [],
      asked: place === 'pressed' && origin.pressed?.kind === 'message' ? origin.pressed.asked : asked,
      locale: origin.locale,
      naming: tools.naming,
    };
  }

  async function showAt(place: Place, reply: Reply): Promise<void> {
    const surface = await surfaceAt(place);
    const dress = dressAt(place, reply);
    if (reply.kind === 'progress') {
      if (surface.kind === 'live') await putMessage(surface, render(reply, dress), tools.log);
      return;
    }
    if (surface.kind === 'live') await showWithFiles(surface, reply, dress, api, tools, mark.since);
    else await putMessage(surface, render(reply, { ...dress, unseen: reply.files }), tools.log);
    await withdrawOthers(surface);
    if (place === 'direct' && surface.kind === 'live') await pointTo(surface);
  }

  /**
   * Deletes progress that stands where the answer then did not come, e.g. because it is private; that of an earlier
   * process, too.
   */
  async function withdrawOthers(kept: Surface): Promise<void> {
    // In the channel it may stand without our knowing, and is looked for.
    if (before !== undefined && !surfaces.has('channel')) await surfaceAt('channel');
    if (before?.spots.direct !== undefined && !surfaces.has('direct')) await surfaceAt('direct');
    for (const surface of surfaces.values()) {
      if (surface === kept || surface.kind === 'once') continue;
      try {
        await surface.withdraw();
      } catch (error) {
        if (!warned(error, 'Slack: a message could not be deleted', tools.log)) throw error;
      }
    }
  }

  /** Tells the caller, where they asked, that the answer is in their direct messages. */
  async function pointTo(surface: LiveSurface): Promise<void> {
    const spot = surface.spot();
    const link =
      spot && identity.url && `${identity.url}archives/${spot.channel}/p${spot.ts.replace('.', '')}`;
    try {
      await tellCaller(sentence(seeDirect(link)[origin.locale]));
    } catch (error) {
      if (!warned(error, 'Slack: could not point to a direct message', tools.log)) throw error;
    }
  }

  return {
    state: () => ({
      spots: { channel: spotAt('channel'), direct: spotAt('direct') },
      closed: [...closed],
    }),
    async show(reply) {
      for (;;) {
        const place = placeOf(reply);
        try {
          await showAt(place, reply);
          return;
        } catch (error) {
          if (!(await closeWay(place, reply, error))) throw error;
        }
      }
    },
    async close(words) {
      const message = sentence(words[origin.locale]);
      // What was pressed may be a question that others still answer.
      const shown = [...surfaces].flatMap(([place, surface]) =>
        place !== 'pressed' && surface.kind === 'live' && surface.spot() !== undefined ? [surface] : [],
      );
      if (shown.length === 0) await tellCaller(message);
      for (const surface of shown) await surface.put(message);
    },
  };
}
