/** Messages that nobody asked for: posted to a channel, and edited later, also after a restart. */
import { createHash } from 'node:crypto';
import { type Client, type PermissionsBitField, Routes } from 'discord.js';
import type { Place } from '../../chat/invocation.ts';
import type { Addressee, Platform, Posted, PostKey } from '../../chat/platform.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import { lacksOf, missing, placeForbidden, placeGone } from './access.ts';
import { faultOf } from './fault.ts';
import { LIMITS } from './limits.ts';
import { type Rendered, render } from './render.ts';

export type Posts = {
  /**
   * Posts a message. What is sent under one key again within some minutes, by a retry or after a crash, is not doubled.
   * @throws PlaceError naming the missing permission, or that the channel is gone
   */
  post(place: Place, reply: Reply, as?: PostKey): Promise<Posted>;
  /** Replaces a post. @throws PlaceError as above */
  edit(posted: Posted, reply: Reply): Promise<void>;
  /** What the bot lacks in a channel, as far as the gateway has told. */
  examine: Platform['examine'];
  /** Writes to a person in a direct message. @throws Error if the person takes none */
  tell(person: Addressee, reply: Reply): Promise<void>;
};

/** For a message whose nonce it has seen in the channel some minutes ago, Discord returns that one again. */
function nonceOf({ key }: PostKey): object {
  const nonce = createHash('sha256').update(key).digest('base64url').slice(0, LIMITS.nonce);
  return { nonce, enforce_nonce: true };
}

/** What the bot may do in a channel, as far as the gateway has told. */
function held(client: Client, channel: string): Readonly<PermissionsBitField> | undefined {
  const known = client.channels.cache.get(channel);
  if (known === undefined || known.isDMBased()) return undefined;
  const me = known.guild.members.me;
  return me === null ? undefined : (known.permissionsFor(me) ?? undefined);
}

/** Whether Discord has said that a server is away for a while: what it refuses meanwhile says nothing of channels. */
function isAway(client: Client, workspace: string): boolean {
  return client.guilds.cache.get(workspace.replace(/^discord:/, ''))?.available === false;
}

/** The id in Discord's answer. @throws TypeError if there is none */
function idOf(answer: unknown, what: string): string {
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || typeof answer.id !== 'string') {
    throw new TypeError(`Discord's answer to ${what} lacks the id`);
  }
  return answer.id;
}

export function createPosts(client: Client, log: Log): Posts {
  function rendered(channel: string, reply: Reply): Rendered {
    const message = render(reply);
    if (message.cuts.length > 0) log.warn({ channel, cuts: message.cuts }, 'discord: a post was cut');
    return message;
  }

  /** Turns a refusal into the error that says what to do about the place. */
  async function at<T>({ workspace, channel }: Place, reply: Reply, request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      if (isAway(client, workspace)) throw error;
      const fault = faultOf(error);
      if (fault?.kind === 'gone') throw placeGone(channel);
      if (fault?.kind !== 'forbidden' && fault?.kind !== 'hidden') throw error;
      const place = client.channels.cache.get(channel)?.isThread() === true ? 'thread' : 'other';
      const need = { files: reply.files.length > 0 ? 'some' : 'none', channel: place } as const;
      const lacking = missing(held(client, channel), need, fault);
      log.error({ channel, missing: lacking }, `discord: the bot lacks a permission (${fault.detail})`);
      throw placeForbidden(channel, lacking);
    }
  }

  return {
    async post(place, reply, as) {
      const message = rendered(place.channel, reply);
      const body = { ...message.body, ...(as === undefined ? {} : nonceOf(as)) };
      const sent: unknown = await at(place, reply, () =>
        client.rest.post(Routes.channelMessages(place.channel), { body, files: [...message.files] }),
      );
      const id = idOf(sent, 'a post');
      const { platform, workspace, channel } = place;
      return { platform, workspace, channel, message: id };
    },

    async edit(posted, reply) {
      const { body, files } = rendered(posted.channel, reply);
      await at(posted, reply, () =>
        client.rest.patch(Routes.channelMessage(posted.channel, posted.message), { body, files: [...files] }),
      );
    },

    async examine({ workspace, channel }, calls) {
      const { ping } = client.ws;
      const known = client.channels.cache.get(channel);
      const kind = known?.isThread() === true ? 'thread' : 'other';
      const isDirect = workspace.startsWith('discord:dm-');
      return {
        lacks: isDirect ? [] : lacksOf(held(client, channel), kind, calls),
        // -1 until the first heartbeat is answered.
        latencyMs: ping < 0 ? null : ping,
      };
    },

    async tell({ userId }, reply) {
      const opened: unknown = await client.rest.post(Routes.userChannels(), {
        body: { recipient_id: userId },
      });
      const channel = idOf(opened, 'the opening of a direct message');
      const { body, files } = rendered(channel, reply);
      await client.rest.post(Routes.channelMessages(channel), { body, files: [...files] });
    },
  };
}
