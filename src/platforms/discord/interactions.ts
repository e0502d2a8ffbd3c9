/** From an interaction to its answer: the modal, or the bot's replies in a slot of their own. */
import { MessageFlags, type REST } from 'discord.js';
import type { FieldValue, Invocation } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import { type Reply, reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { deliver } from '../pacing/deliver.ts';
import { systemTimer } from '../pacing/timer.ts';
import { createUnderWay } from '../pacing/under-way.ts';
import { busy, restarting } from '../pacing/words.ts';
import { missing, permissionNames } from './access.ts';
import { apology, canvasOf, rulesOf } from './answer.ts';
import { attempt } from './attempt.ts';
import { LIMITS, type Pace } from './limits.ts';
import { modal } from './modal.ts';
import { type Answerable, type Received, receive } from './receive.ts';
import { openSlot, type Pressed, type Slot } from './slot.ts';
import { openTicket, type Ticket } from './ticket.ts';
import { fetchUploads } from './upload.ts';

export type InteractionParts = {
  readonly bot: Bot;
  readonly rest: REST;
  readonly clock: Clock;
  readonly pace: Pace;
  /** Answers under way at one time. */
  readonly mostAnswers: number;
  readonly log: Log;
};

/** The answers under way. */
export type Interactions = {
  /** Resolves when the answer is complete. Rejects only for bugs. */
  take(interaction: Answerable): Promise<void>;
  /** From now on everybody is asked to come back later; answers under way may finish within the pace's `graceMs`. */
  close(): Promise<void>;
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

export function createInteractions(parts: InteractionParts): Interactions {
  const { bot, rest, clock, pace, mostAnswers, log } = parts;
  const underWay = createUnderWay();
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

  async function respond(interaction: Answerable, obstacle: Words | undefined): Promise<void> {
    const received = receive(interaction);
    const { invocation } = received;
    const { locale } = invocation.caller;
    const { id, token, applicationId: application } = interaction;
    const facts = { id, token, application, channel: invocation.caller.channel };
    const ticket = openTicket({ facts, rest, clock });
    const say = (words: Words) => words[locale];
    const slot = slotFor(interaction, ticket, say);
    if (obstacle !== undefined) {
      await attempt(() => slot.show(apology(say(obstacle))), id, log);
      return;
    }
    const form = invocation.kind === 'press' ? bot.form(invocation.id, locale) : undefined;
    if (form !== undefined && invocation.kind === 'press') {
      await attempt(() => ticket.openModal(modal(invocation.id, form)), id, log);
      return;
    }
    const audience = bot.audience(invocation);
    const canvas = canvasOf({ slot, audience, reference: id, say, log });
    await deliver(replies(received), canvas, {
      rules: rulesOf(pace),
      timer: systemTimer,
      stop: underWay.stop,
    });
  }

  return {
    take(interaction) {
      const isFull = underWay.size() >= mostAnswers;
      return underWay.track(respond(interaction, isClosed ? restarting : isFull ? busy : undefined));
    },

    async close() {
      isClosed = true;
      await underWay.end(pace.graceMs, pace.lastWordsMs);
    },
  };
}
