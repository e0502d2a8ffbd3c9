/**
 * What an interaction entitles us to: one response, and with its token edits, follow-ups and deletions for
 * 15 minutes. Afterwards public messages are edited as the bot; private ones can no longer be reached.
 */
import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js';
import type { Audience } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import { LIMITS, TOKEN_MARGIN_MS } from './limits.ts';
import type { Rendered } from './render.ts';

/** The facts of an interaction that its answer needs; they are kept until it is told, for the process that goes on. */
export type Facts = {
  readonly id: string;
  readonly token: string;
  readonly application: string;
  readonly channel: string;
  /** When it came, in ms since 1970. */
  readonly at: number;
};

/**
 * A message that answers: `handle` addresses it with the interaction's token, `id` as the bot; Discord may name
 * the id only at the first edit.
 */
export type Sent = { readonly handle: string; readonly id: string | undefined; readonly audience: Audience };

/** The response itself, or after `holdPressed` the message whose button was pressed. */
const ORIGINAL = '@original';

/** The token has run out and the message is private, or would have to be. */
export class TokenExpired extends Error {
  constructor() {
    super('the interaction is over 15 minutes old, and its private message can no longer be reached');
    this.name = 'TokenExpired';
  }
}

/** The string at `path` of Discord's JSON, if it is there. */
function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  return typeof at === 'string' ? at : undefined;
}

/** The message that a callback made. */
function responseId(response: unknown): string | undefined {
  return (
    textAt(response, 'interaction', 'response_message_id') ?? textAt(response, 'resource', 'message', 'id')
  );
}

function flagsFor(audience: Audience): { readonly flags?: MessageFlags.Ephemeral } {
  return audience === 'caller' ? { flags: MessageFlags.Ephemeral } : {};
}

export type Ticket = ReturnType<typeof openTicket>;

/** All requests reject with discord.js's errors, which `faultOf` explains. */
export function openTicket({ facts, rest, clock }: { facts: Facts; rest: REST; clock: Clock }) {
  const { id, token, application, channel, at } = facts;
  const webhookMessage = (handle: string) => Routes.webhookMessage(application, token, handle);
  const isExpired = () => clock.now() - at > LIMITS.tokenMs - TOKEN_MARGIN_MS;

  async function respond(
    body: { readonly type: InteractionResponseType; readonly data?: unknown },
    files: Rendered['files'] = [],
  ): Promise<unknown> {
    return rest.post(Routes.interactionCallback(id, token), {
      body,
      files: [...files],
      auth: false,
      query: new URLSearchParams({ with_response: 'true' }),
    });
  }

  return {
    /** For the log and for users to quote. */
    reference: id,

    async answer({ body, files }: Rendered, audience: Audience): Promise<Sent> {
      const data = { ...body, ...flagsFor(audience) };
      const response = await respond({ type: InteractionResponseType.ChannelMessageWithSource, data }, files);
      return { handle: ORIGINAL, id: responseId(response), audience };
    },

    /** "Thinking…", to be filled in by an edit. */
    async defer(audience: Audience): Promise<Sent> {
      const type = InteractionResponseType.DeferredChannelMessageWithSource;
      const response = await respond({ type, data: flagsFor(audience) });
      return { handle: ORIGINAL, id: responseId(response), audience };
    },

    /** The response, where it was made but its outcome is not known. */
    response(audience: Audience): Sent {
      return { handle: ORIGINAL, id: undefined, audience };
    },

    /** Replaces the message whose button was pressed. */
    async updatePressed({ body, files }: Rendered): Promise<void> {
      await respond({ type: InteractionResponseType.UpdateMessage, data: body }, files);
    },

    /** Acknowledges a press without showing anything: any kind of answer can follow. */
    async holdPressed(): Promise<void> {
      await respond({ type: InteractionResponseType.DeferredMessageUpdate });
    },

    async openModal(data: APIModalInteractionResponseCallbackData): Promise<void> {
      await respond({ type: InteractionResponseType.Modal, data });
    },

    /** The pressed message, as edits address it after `updatePressed` or `holdPressed`. */
    pressed(message: string, audience: Audience): Sent {
      return { handle: ORIGINAL, id: message, audience };
    },

    /** @returns the same message, its id known. */
    async edit(sent: Sent, { body, files }: Rendered): Promise<Sent> {
      const request = { body, files: [...files] };
      if (!isExpired()) {
        const response = await rest.patch(webhookMessage(sent.handle), { ...request, auth: false });
        return { ...sent, id: textAt(response, 'id') ?? sent.id };
      }
      if (sent.audience === 'caller' || sent.id === undefined) throw new TokenExpired();
      await rest.patch(Routes.channelMessage(channel, sent.id), request);
      return sent;
    },

    /** One more message, after the response. */
    async followUp({ body, files }: Rendered, audience: Audience): Promise<Sent> {
      const request = { body: { ...body, ...flagsFor(audience) }, files: [...files] };
      if (isExpired() && audience === 'caller') throw new TokenExpired();
      const response = isExpired()
        ? await rest.post(Routes.channelMessages(channel), request)
        : await rest.post(Routes.webhook(application, token), { ...request, auth: false });
      const message = textAt(response, 'id');
      if (message === undefined) throw new TypeError("Discord's answer to a message lacks its id");
      return { handle: message, id: message, audience };
    },

    async remove(sent: Sent): Promise<void> {
      if (!isExpired()) await rest.delete(webhookMessage(sent.handle), { auth: false });
      else if (sent.audience === 'channel' && sent.id !== undefined)
        await rest.delete(Routes.channelMessage(channel, sent.id));
    },
  };
}
