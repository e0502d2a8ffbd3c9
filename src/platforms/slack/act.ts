/** What a command, a press and a sent form do: they become invocations, and the bot's replies find their way back. */
import type { Caller, FieldValue, Invocation } from '../../chat/invocation.ts';
import type { Words } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import { type Form, plain, reply } from '../../chat/reply.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Answers } from './answer.ts';
import { download } from './download.ts';
import { Refusal } from './fault.ts';
import { type FormMetadata, type Sent, type SentFile, toModal } from './form.ts';
import { warned } from './gallery.ts';
import { unescapeSlack } from './mrkdwn.ts';
import type { Installation, Installations, Origin, Pressed } from './origin.ts';
import { type CommandPayload, handleOf, type PressPayload, type SubmitPayload } from './payload.ts';
import type { People, Person } from './people.ts';
import { sentence } from './render.ts';
import { createResponseUrl, type ResponseUrl } from './response-url.ts';
import { createStage, type StageTools } from './stage.ts';
import { formTooLate, uploadTooLarge, uploadUnreadable } from './words.ts';

export type ActorParts = {
  readonly bot: Bot;
  readonly installations: Installations;
  readonly people: People;
  readonly answers: Answers;
  readonly stage: StageTools;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiUrl: string;
};

export type Actor = ActorParts & {
  command(installation: Installation, payload: CommandPayload): Promise<void>;
  press(installation: Installation, press: PressPayload): Promise<void>;
  submit(installation: Installation, payload: SubmitPayload, sent: Sent): Promise<void>;
  /** What is wrong with a sent form that can be told in the form itself: a sentence for each such field. */
  faultsOf(sent: Sent): Record<string, string>;
};

export function createActor(parts: ActorParts): Actor {
  const { bot, people, answers, clock, log, apiUrl } = parts;
  const { prefix } = parts.stage.naming;

  function answer(origin: Origin, invocation: Invocation): Promise<void> {
    return answers.perform(createStage(origin, parts.stage), bot.handle(invocation));
  }

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
      await origin.response?.send('caller', sentence(formTooLate[origin.locale]));
    }
  }

  /** Fetches the files of a form. @returns the fields, or the file that could not be had */
  async function fetchFields(sent: Sent, { token }: Installation): Promise<Fetched> {
    const limits = limitsOf(sent);
    const fields: Record<string, FieldValue> = {};
    for (const [id, field] of Object.entries(sent.fields)) {
      if (field.kind === 'text') {
        fields[id] = { kind: 'text', text: unescapeSlack(field.text) };
        continue;
      }
      try {
        const maxBytes = limits.get(id) ?? 0;
        const bytes = await download(field.file, maxBytes, { token, apiUrl, fetch: parts.stage.fetch });
        fields[id] = { kind: 'file', name: field.file.name, bytes };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        warned(error, 'Slack: a sent file could not be fetched', log);
        return { kind: 'lost', file: field.file };
      }
    }
    return { kind: 'fields', fields };
  }

  /** The largest size of each file field, in bytes; known from the form that the button opens. */
  function limitsOf({ metadata }: Sent): ReadonlyMap<string, number> {
    const fields = bot.form(metadata.id, metadata.locale)?.fields ?? [];
    return new Map(fields.flatMap((field) => (field.kind === 'file' ? [[field.id, field.maxBytes]] : [])));
  }

  return {
    ...parts,
    async command(installation, payload) {
      const user = payload.user_id;
      const person = await people.person(installation.api, user, payload.user_name ?? user);
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
      await answer(origin, {
        kind: 'command',
        command: prefix !== '' && typed.startsWith(prefix) ? typed.slice(prefix.length) : typed,
        subcommand: undefined,
        input: { kind: 'text', text: unescapeSlack(payload.text ?? '') },
        caller: callerAt(origin, person),
      });
    },

    async press(installation, press) {
      const person = await people.person(installation.api, press.user.id, press.user.handle);
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
      const form = bot.form(id, person.locale);
      if (form !== undefined) await openForm(press, origin, form);
      else await answer(origin, invocation);
    },

    async submit(installation, payload, sent) {
      const { metadata } = sent;
      const user = payload.user.id;
      const person = await people.person(installation.api, user, handleOf(payload.user));
      const at = { installation, channel: metadata.channel, user, locale: person.locale };
      const sentBy = (fields: Readonly<Record<string, FieldValue>>): Invocation => ({
        kind: 'submit',
        id: metadata.id,
        fields,
        caller: callerAt(at, person),
      });
      const origin: Origin = {
        ...at,
        thread: metadata.thread,
        response: responseOf(metadata.url, metadata.at),
        pressed:
          metadata.message === undefined
            ? { kind: 'ephemeral' }
            : { kind: 'message', ts: metadata.message, asked: undefined },
        asked: askedBy(person.name, payload.view.title.text, sentBy({})),
      };
      const fetched = await fetchFields(sent, installation);
      if (fetched.kind === 'lost') return say(origin, uploadUnreadable(fetched.file.name));
      await answer(origin, sentBy(fetched.fields));
    },

    faultsOf(sent) {
      const limits = limitsOf(sent);
      const faults: Record<string, string> = {};
      for (const [id, field] of Object.entries(sent.fields)) {
        const maxBytes = limits.get(id);
        if (field.kind !== 'file' || maxBytes === undefined || field.file.bytes <= maxBytes) continue;
        faults[id] = uploadTooLarge(field.file.name, field.file.bytes, maxBytes)[sent.metadata.locale];
      }
      return faults;
    },
  };

  async function say(origin: Origin, words: Words): Promise<void> {
    const told = reply(plain(words[origin.locale]), { kind: 'error', audience: 'caller' });
    await createStage(origin, parts.stage).show(told);
  }
}

type Fetched =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, FieldValue>> }
  | { readonly kind: 'lost'; readonly file: SentFile };

/** Tells a user, in the language that is known or else in English, that nothing was done. */
export async function refuse(actor: Actor, user: string, url: string, words: Words): Promise<void> {
  const locale = actor.people.known(user)?.locale ?? 'en';
  const response = createResponseUrl(url, actor.clock.now(), actor.clock, actor.stage.fetch);
  await response.send('caller', sentence(words[locale]));
}

function callerAt(
  { installation, channel, user, locale }: Pick<Origin, 'installation' | 'channel' | 'user' | 'locale'>,
  { name, zone }: Pick<Person, 'name' | 'zone'>,
): Caller {
  return {
    platform: 'slack',
    workspace: `slack:${installation.identity.team}`,
    channel,
    userId: user,
    userName: name,
    locale,
    zone,
  };
}

function pressedBy(press: PressPayload): Pressed | undefined {
  if (press.isEphemeral) return { kind: 'ephemeral' };
  return press.message === undefined ? undefined : { kind: 'message', ts: press.message, asked: press.asked };
}
