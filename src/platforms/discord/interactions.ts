/** From an interaction to its answer: the modal, or the bot's replies in a slot of their own. */
import { MessageFlags, PermissionsBitField, type REST } from 'discord.js';
import type { Errand, Errands } from '../../chat/errand.ts';
import type { FieldValue, Invocation } from '../../chat/invocation.ts';
import type { Locale, Words } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import { type Reply, reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Left } from '../pacing/left.ts';
import { deliverPromised, repliesLeft } from '../pacing/promised.ts';
import { systemTimer } from '../pacing/timer.ts';
import { createUnderWay } from '../pacing/under-way.ts';
import { busy, restarting } from '../pacing/words.ts';
import { missing, permissionNames } from './access.ts';
import { type Address, addressText } from './address.ts';
import { apology, canvasOf, rulesOf } from './answer.ts';
import { attempt } from './attempt.ts';
import { LIMITS, type Pace } from './limits.ts';
import { modal } from './modal.ts';
import { type Answerable, type Received, receive } from './receive.ts';
import { openSlot, type Pressed, type Slot } from './slot.ts';
import { openTicket } from './ticket.ts';
import { fetchUploads } from './upload.ts';

export type InteractionParts = {
  readonly bot: Bot;
  readonly errands: Errands;
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
  /** Goes on with what an earlier process has promised. Resolves when the answer is complete. Rejects only for bugs. */
  goOn(left: Left<Address>): Promise<void>;
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

/** Where the answer to an interaction goes, before anything is said. */
function addressOf(interaction: Answerable, { invocation, uploads }: Received, at: number): Address {
  const { id, token, applicationId: application } = interaction;
  return {
    facts: { id, token, application, channel: invocation.caller.channel, at },
    pressed: pressedOf(interaction),
    state: { kind: 'unacknowledged' },
    fileBytes: interaction.attachmentSizeLimit ?? LIMITS.fileBytes,
    permissions: String(interaction.appPermissions.bitfield),
    channel: interaction.channel?.isThread() === true ? 'thread' : 'other',
    uploads,
  };
}

export function createInteractions(parts: InteractionParts): Interactions {
  const { bot, errands, rest, clock, pace, mostAnswers, log } = parts;
  const underWay = createUnderWay();
  let isClosed = false;

  function open(address: Address, locale: Locale) {
    const ticket = openTicket({ facts: address.facts, rest, clock });
    const say = (words: Words) => words[locale];
    const held = new PermissionsBitField(BigInt(address.permissions));
    const slot = openSlot({
      ticket,
      pressed: address.pressed,
      state: address.state,
      fileBytes: address.fileBytes,
      explain: (fault, { files }) =>
        permissionNames(
          missing(held, { files: files.length > 0 ? 'some' : 'none', channel: address.channel }, fault),
        ),
      say,
      log,
    });
    return { ticket, slot, say };
  }

  /** The bot's replies, once the files of a form are here. */
  async function* replies(
    { invocation, uploads }: Received,
    errand: string,
  ): AsyncGenerator<Reply, void, undefined> {
    if (invocation.kind !== 'submit' || uploads.length === 0) return yield* bot.handle(invocation, errand);
    const { locale } = invocation.caller;
    const fetched = await fetchUploads(uploads, bot.form(invocation.id, locale), pace);
    if (fetched.kind === 'fields') return yield* bot.handle(withFields(invocation, fetched.fields), errand);
    log.info({ cause: fetched.cause }, 'discord: a file that a user sent was not taken');
    yield reply(fetched.words[locale], { kind: 'error', audience: 'caller' });
  }

  /** Shows an answer in its slot, to its end. */
  function perform(
    address: Address,
    slot: Slot,
    errand: Pick<Errand, 'id' | 'invocation' | 'at'>,
    told: AsyncIterable<Reply>,
    keep: 'when-it-waits' | 'kept',
  ): Promise<void> {
    const { caller } = errand.invocation;
    const { id } = address.facts;
    const audience = bot.audience(errand.invocation);
    const say = (words: Words) => words[caller.locale];
    return deliverPromised(
      told,
      canvasOf({ slot, audience, reference: id, say, log }),
      {
        rules: rulesOf(pace, keep === 'kept' ? 'earlier' : 'asked'),
        timer: systemTimer,
        stop: underWay.stop,
      },
      {
        errands,
        errand,
        keep,
        address: () => addressText({ ...address, state: slot.state() }),
        unkept: (error) =>
          log.error({ err: error, interaction: id }, 'discord: an answer cannot survive a restart'),
      },
    );
  }

  async function respond(interaction: Answerable, obstacle: Words | undefined): Promise<void> {
    const received = receive(interaction);
    const { invocation } = received;
    const { locale } = invocation.caller;
    const { id } = interaction;
    const at = clock.now();
    const address = addressOf(interaction, received, at);
    const { ticket, slot, say } = open(address, locale);
    if (obstacle !== undefined) {
      await attempt(() => slot.show(apology(say(obstacle))), id, log);
      return;
    }
    if (invocation.kind === 'press' && bot.form(invocation.id, locale) !== undefined) {
      const form = bot.form(invocation.id, await bot.languageOf(invocation.caller));
      if (form !== undefined) await attempt(() => ticket.openModal(modal(invocation.id, form)), id, log);
      return;
    }
    await perform(address, slot, { id, invocation, at }, replies(received, id), 'when-it-waits');
  }

  async function takeUp({ errand, address }: Left<Address>): Promise<void> {
    const { id, invocation } = errand;
    const { slot } = open(address, invocation.caller.locale);
    const again = () => replies({ invocation, uploads: address.uploads }, id);
    await perform(address, slot, errand, repliesLeft(errand, bot.audience(invocation), again), 'kept');
  }

  return {
    take(interaction) {
      const isFull = underWay.size() >= mostAnswers;
      return underWay.track(respond(interaction, isClosed ? restarting : isFull ? busy : undefined));
    },

    goOn: (left) => underWay.track(takeUp(left)),

    async close() {
      isClosed = true;
      await underWay.end(pace.graceMs, pace.lastWordsMs);
    },
  };
}
