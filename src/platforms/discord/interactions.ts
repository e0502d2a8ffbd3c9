/** From an interaction to its answer: the modal, or the bot's replies in a slot of their own. */
import { MessageFlags, type REST } from 'discord.js';
import type { FieldValue, Invocation } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import { type Reply, reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { missing, permissionNames } from './access.ts';
import { answer } from './answer.ts';
import { attempt } from './attempt.ts';
import { LIMITS, type Pace } from './limits.ts';
import { modal } from './modal.ts';
import { type Answerable, type Received, receive } from './receive.ts';
import { openSlot, type Pressed, type Slot } from './slot.ts';
import { openTicket, type Ticket } from './ticket.ts';
import { fetchUploads } from './upload.ts';
import { within } from './within.ts';
import { restarting } from './words.ts';

export type InteractionParts = {
  readonly bot: Bot;
  readonly rest: REST;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly log: Log;
};

/** Time for the last words to those whose answers are cut off, in ms. */
const LAST_WORDS_MS = 500;

/** The answers under way. */
export type Interactions = {
  /** Resolves when the answer is complete. Rejects only for bugs. */
  take(interaction: Answerable): Promise<void>;
  /** From now on everybody is asked to come back later; answers under way may finish within `graceMs`. */
  close(graceMs: number): Promise<void>;
};

function pressedOf(interaction: Answerable): Pressed | undefined {
  if (interaction.isChatInputCommand() || interaction.message === null) return undefined;
  const { id, flags } = interaction.message;
  return { id, audience: flags.has(MessageFlags.Ephemeral) ? 'caller' : 'channel' };
}

function withFields(invocation: Invocation, files: Readonly<Record<string, FieldValue>>): Invocation {
  return invocation.kind === 'submit'
    ? { ...invocation, fields: { ...invocation.fields, ...files } }
    : invocation;
}

export function createInteractions({ bot, rest, clock, pace, log }: InteractionParts): Interactions {
  const underWay = new Map<AbortController, Promise<void>>();
  let isClosed = false;

  function slotFor(interaction: Answerable, ticket: Ticket, say: (words: Words) => string): Slot {
    const channel = interaction.channel?.isThread() === true ? 'thread' : 'other';
    return openSlot({
      ticket,
      pressed: pressedOf(interaction),
      fileBytes: interaction.attachmentSizeLimit ?? LIMITS.fileBytes,
      explain: (fault, { files }) =>
        permissionNames(
          missing(interaction.appPermissions, { files: files.length > 0 ? 'some' : 'none', channel }, fault),
        ),
      say,
      log,
    });
  }

  /** The bot's replies, once the files of a form are here. */
  async function* replies({ invocation, uploads }: Received): AsyncGenerator<Reply, void, undefined> {
    if (invocation.kind !== 'submit' || uploads.length === 0) return yield* bot.handle(invocation);
    const { locale } = invocation.caller;
    const fetched = await fetchUploads(uploads, bot.form(invocation.id, locale), pace.uploadMs);
    if (fetched.kind === 'fields') return yield* bot.handle(withFields(invocation, fetched.fields));
    log.info({ cause: fetched.cause }, 'discord: a file that a user sent was not taken');
    yield reply(fetched.words[locale], { kind: 'error', audience: 'caller' });
  }

  async function respond(interaction: Answerable, stop: AbortSignal): Promise<void> {
    const received = receive(interaction);
    const { invocation } = received;
    const { locale } = invocation.caller;
    const { id, token, applicationId: application } = interaction;
    const facts = { id, token, application, channel: invocation.caller.channel };
    const ticket = openTicket({ facts, rest, clock });
    const say = (words: Words) => words[locale];
    const slot = slotFor(interaction, ticket, say);
    if (isClosed) {
      const later = reply(say(restarting), { kind: 'error', audience: 'caller' });
      await attempt(() => slot.show(later), id, log);
      return;
    }
    const form = invocation.kind === 'press' ? bot.form(invocation.id, locale) : undefined;
    if (form !== undefined && invocation.kind === 'press') {
      await attempt(() => ticket.openModal(modal(invocation.id, form)), id, log);
      return;
    }
    const audience = bot.audience(invocation);
    await answer({ replies: replies(received), audience, slot, reference: id, pace, stop, say, log });
  }

  return {
    async take(interaction) {
      const controller = new AbortController();
      const done = respond(interaction, controller.signal);
      underWay.set(controller, done);
      try {
        await done;
      } finally {
        underWay.delete(controller);
      }
    },

    async close(graceMs) {
      isClosed = true;
      const all = Promise.allSettled(underWay.values());
      await within(graceMs, all);
      for (const controller of underWay.keys()) controller.abort();
      await within(LAST_WORDS_MS, Promise.allSettled(underWay.values()));
    },
  };
}
