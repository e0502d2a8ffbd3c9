/** What a command, a press and a sent form do: they become invocations, and the bot's replies find their way back. */
import type { Caller, Invocation } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import type { Form } from '../../chat/reply.ts';
import { type Answerer, type AnswererParts, createAnswerer, type Delivery } from './answerer.ts';
import { faultOf } from './fault.ts';
import { fieldsOf, limitsOf } from './files.ts';
import { type FormMetadata, type Sent, toModal } from './form.ts';
import { warned } from './gallery.ts';
import { unescapeSlack } from './mrkdwn.ts';
import type { Installation, Origin, Pressed } from './origin.ts';
import { type CommandPayload, handleOf, type PressPayload, type SubmitPayload } from './payload.ts';
import type { People, Person } from './people.ts';
import { sentence } from './render.ts';
import { createResponseUrl, type ResponseUrl } from './response-url.ts';
import { formPerhaps, formTooLate, uploadTooLarge } from './words.ts';

export type ActorParts = AnswererParts & { readonly people: People };

export type Actor = ActorParts & {
  command(installation: Installation, payload: CommandPayload, delivery: Delivery): Promise<void>;
  press(installation: Installation, press: PressPayload, delivery: Delivery): Promise<void>;
  submit(installation: Installation, payload: SubmitPayload, sent: Sent, delivery: Delivery): Promise<void>;
  /** Goes on with what an earlier process has promised. */
  goOn: Answerer['goOn'];
  /** What is wrong with a sent form that can be told in the form itself: a sentence for each such field. */
  faultsOf(sent: Sent): Record<string, string>;
};

export function createActor(parts: ActorParts): Actor {
  const { bot, people, clock, log } = parts;
  const { prefix } = parts.stage.naming;
  const { answer, goOn } = createAnswerer(parts);

  /** Who asked, for an answer to all; what is done in private is nobody's there, the answer says who did what. */
  function askedBy(name: string, label: string, invocation: Invocation): string | undefined {
    return bot.audience(invocation) === 'caller' ? undefined : `${name}: ${label}`;
  }

  function responseOf(url: string | undefined, since: number): ResponseUrl | undefined {
    return url === undefined ? undefined : createResponseUrl(url, since, clock, parts.stage.fetch);
  }

  async function openForm(press: PressPayload, origin: Origin, form: Form): Promise<void> {
    const metadata: FormMetadata = {
      id: press.button.id,
      channel: press.channel,
      thread: press.thread,
      message: press.message,
      url: press.responseUrl,
      at: clock.now(),
      locale: origin.locale,
    };
    try {
      await origin.installation.api.openModal(press.trigger ?? '', toModal(form, metadata));
    } catch (error) {
      if (!warned(error, 'Slack: a form could not be opened', log)) throw error;
      const words = faultOf(error)?.kind === 'unreachable' ? formPerhaps : formTooLate;
      await origin.response?.send('caller', sentence(words[origin.locale]));
    }
  }

  return {
    ...parts,
    goOn,
    async command(installation, payload, delivery) {
      const user = payload.user_id;
      const person = await people.person(
        installation.api,
        user,
        payload.user_name ?? user,
        payload.channel_id,
      );
      const origin: Origin = {
        installation,
        channel: payload.channel_id,
        thread: undefined,
        user,
        locale: person.locale,
        response: responseOf(payload.response_url, clock.now()),
        pressed: undefined,
        asked: `${person.name}: ${`${payload.command} ${unescapeSlack(payload.text ?? '')}`.trim()}`,
      };
      const typed = payload.command.slice(1);
      const invocation: Invocation = {
        kind: 'command',
        command: prefix !== '' && typed.startsWith(prefix) ? typed.slice(prefix.length) : typed,
        subcommand: undefined,
        input: { kind: 'text', text: unescapeSlack(payload.text ?? '') },
        caller: callerAt(origin, person),
      };
      await answer(origin, invocation, delivery);
    },

    async press(installation, press, delivery) {
      const { api } = installation;
      const person = await people.person(api, press.user.id, press.user.handle, press.channel);
      const { id, label } = press.button;
      const at = { installation, channel: press.channel, user: press.user.id, locale: person.locale };
      const invocation: Invocation = { kind: 'press', id, caller: callerAt(at, person) };
      const origin: Origin = {
        ...at,
        thread: press.thread,
        response: responseOf(press.responseUrl, clock.now()),
        pressed: pressedBy(press),
        asked: askedBy(person.name, label, invocation),
      };
      if (bot.form(id, person.locale) === undefined) return answer(origin, invocation, delivery);
      // A form promises nothing yet.
      delivery.isKept();
      const locale = await bot.languageOf(invocation.caller);
      const form = bot.form(id, locale);
      if (form !== undefined) await openForm(press, { ...origin, locale }, form);
    },

    async submit(installation, payload, sent, delivery) {
      const { metadata } = sent;
      const user = payload.user.id;
      const person = await people.person(installation.api, user, handleOf(payload.user), metadata.channel);
      const at = { installation, channel: metadata.channel, user, locale: person.locale };
      const { texts, files } = fieldsOf(sent);
      const caller = callerAt(at, person);
      const invocation: Invocation = { kind: 'submit', id: metadata.id, fields: texts, caller };
      const origin: Origin = {
        ...at,
        thread: metadata.thread,
        response: responseOf(metadata.url, metadata.at),
        pressed:
          metadata.message === undefined
            ? { kind: 'ephemeral' }
            : { kind: 'message', ts: metadata.message, asked: undefined },
        asked: askedBy(person.name, payload.view.title.text, invocation),
      };
      await answer(origin, invocation, delivery, files);
    },

    faultsOf(sent) {
      const limits = limitsOf(bot.form(sent.metadata.id, sent.metadata.locale));
      const faults: Record<string, string> = {};
      for (const [id, field] of Object.entries(sent.fields)) {
        const maxBytes = limits.get(id);
        if (field.kind !== 'file' || maxBytes === undefined || field.file.bytes <= maxBytes) continue;
        faults[id] = uploadTooLarge(field.file.name, field.file.bytes, maxBytes)[sent.metadata.locale];
      }
      return faults;
    },
  };
}

/** Tells a user, in the language that is known or else in English, that nothing was done. */
export async function refuse(actor: Actor, user: string, url: string, words: Words): Promise<void> {
  const locale = actor.people.localeOf(user) ?? 'en';
  const response = createResponseUrl(url, actor.clock.now(), actor.clock, actor.stage.fetch);
  await response.send('caller', sentence(words[locale]));
}

function callerAt(
  { installation, channel, user, locale }: Pick<Origin, 'installation' | 'channel' | 'user' | 'locale'>,
  { name, zone, role }: Pick<Person, 'name' | 'zone' | 'role'>,
): Caller {
  return {
    platform: 'slack',
    workspace: `slack:${installation.identity.team}`,
    channel,
    userId: user,
    userName: name,
    locale,
    role,
    zone,
  };
}

function pressedBy(press: PressPayload): Pressed | undefined {
  if (press.isEphemeral) return { kind: 'ephemeral' };
  return press.message === undefined ? undefined : { kind: 'message', ts: press.message, asked: press.asked };
}
