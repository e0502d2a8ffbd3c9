/** What visitors do: type a line, press a button, send a form. Checked, limited, and handed to the bot. */
import { z } from 'zod';
import { type Cause, type History, type Message, visible } from '../../chat/history.ts';
import type { Caller, FieldValue, Invocation } from '../../chat/invocation.ts';
import { LOCALES, type Words } from '../../chat/locale.ts';
import type { Bot } from '../../chat/platform.ts';
import type { Form } from '../../chat/reply.ts';
import type { Log } from '../../log.ts';
import type { Left } from '../pacing/left.ts';
import { createUnderWay } from '../pacing/under-way.ts';
import type { Address } from './address.ts';
import type { Admission, Asker } from './admission.ts';
import type { Conversation } from './conversation.ts';
import { LINE_LENGTH, REPEATS, UPLOAD_BYTES } from './limits.ts';
import { Refusal } from './refusal.ts';
import { nameOf } from './username.ts';
import type { Visitor } from './visitor.ts';
import type { WirePress } from './wire.ts';

const base = {
  key: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  name: z.string().max(200),
  locale: z.enum(LOCALES),
  /** The browser's. */
  zone: z.string().max(64).optional(),
};
export const sendShape = z.strictObject({ ...base, line: z.string().min(1).max(LINE_LENGTH) });
export const pressShape = z.strictObject({
  ...base,
  message: z.string().max(64),
  button: z.string().max(100),
});
type Sent = z.infer<typeof sendShape>;
type Pressed = z.infer<typeof pressShape>;

export type Acts = {
  send(visitor: Visitor, sent: Sent): Promise<void>;
  press(visitor: Visitor, pressed: Pressed): Promise<WirePress>;
  /** `fields`: by the ids of the form's fields. */
  submit(visitor: Visitor, pressed: Pressed, fields: ReadonlyMap<string, string | File>): Promise<void>;
  /** Goes on with answers that an earlier process has promised. */
  goOn(left: readonly Left<Address>[]): void;
  /** Waits `graceMs` for the answers under way, then `lastWordsMs` for those that are left to say that they end. */
  end(graceMs: number, lastWordsMs: number): Promise<void>;
};

/** Stands for the sessions that an earlier process has served. */
const EARLIER: Asker = { session: 'earlier', address: '' };

const COMMANDS_BEGIN: Words = {
  en: 'Commands begin with a slash. Type / to see them all, or try /help.',
  ja: 'コマンドは / で始まります。/ を入力すると一覧が出ます。/help もお試しください。',
};

export function createActs(parts: {
  readonly bot: Bot;
  readonly conversation: Conversation;
  readonly history: History;
  readonly place: Pick<Caller, 'platform' | 'workspace' | 'channel'>;
  readonly admission: Admission;
  readonly log: Log;
}): Acts {
  const { bot, conversation, history, place, log } = parts;
  const { admit, count } = parts.admission;
  const underWay = createUnderWay();
  const done = new Set<string>();

  /** Whether this was sent before: a page that did not hear the answer sends again. */
  function repeated({ userId }: Visitor, key: string): boolean {
    const mark = `${userId} ${key}`;
    if (done.has(mark)) return true;
    done.add(mark);
    const [oldest] = done;
    if (oldest !== undefined && done.size > REPEATS) done.delete(oldest);
    return false;
  }

  function run(asker: Asker, work: Promise<void>): void {
    count(asker, work);
    // Nobody waits for this promise: what fails here (a full disk) is for the person who runs the bot.
    underWay.track(work).catch((error: unknown) => log.error({ err: error }, 'An answer could not be shown'));
  }

  function callerOf(
    { userId, role }: Visitor,
    { name, locale, zone }: Pick<Sent, 'name' | 'locale' | 'zone'>,
  ): Caller {
    return { ...place, userId, userName: nameOf(name, userId, locale), locale, zone, role };
  }

  const causeOf = (caller: Caller, kind: Cause['kind'], text: string, key: string): Cause => ({
    userId: caller.userId,
    userName: caller.userName,
    locale: caller.locale,
    kind,
    text,
    key,
  });

  /** The message and the label of a button, if this visitor can see it there. */
  async function buttonOf(
    visitor: Visitor,
    { message: id, button }: Pressed,
  ): Promise<{ message: Message; label: string }> {
    const message = await history.get(id);
    if (message && visible(message, visitor.userId) && message.content.kind === 'reply') {
      const found = message.content.reply.buttons.find((each) => each.id === button);
      if (found) return { message, label: found.label };
    }
    throw new Refusal(409, {
      en: 'This button is no longer there: the message has changed.',
      ja: 'このボタンはもう使えません。メッセージが更新されました。',
    });
  }

  return {
    async send(visitor, sent) {
      await admit(visitor);
      if (repeated(visitor, sent.key)) return;
      const caller = callerOf(visitor, sent);
      const line = sent.line.trim();
      const cause = causeOf(caller, 'command', line, sent.key);
      const [, command, text = ''] = /^[/／]\s*(\S+)\s*(.*)$/su.exec(line) ?? [];
      if (command === undefined) return run(visitor, conversation.tell(cause, COMMANDS_BEGIN));
      const invocation: Invocation = {
        kind: 'command',
        command: command.normalize('NFKC'),
        subcommand: undefined,
        input: { kind: 'text', text },
        caller,
      };
      run(visitor, conversation.answer(invocation, cause, null, underWay.stop));
    },

    async press(visitor, pressed) {
      await admit(visitor);
      const { message, label } = await buttonOf(visitor, pressed);
      const caller = callerOf(visitor, pressed);
      const form = bot.form(pressed.button, await bot.languageOf(caller));
      if (form) return { kind: 'form', form };
      if (!repeated(visitor, pressed.key)) {
        const cause = causeOf(caller, 'press', label, pressed.key);
        const invocation: Invocation = { kind: 'press', id: pressed.button, caller };
        run(visitor, conversation.answer(invocation, cause, message, underWay.stop));
      }
      return { kind: 'accepted' };
    },

    async submit(visitor, pressed, given) {
      await admit(visitor);
      const { message, label } = await buttonOf(visitor, pressed);
      const caller = callerOf(visitor, pressed);
      const form = bot.form(pressed.button, await bot.languageOf(caller));
      if (!form) throw incomplete();
      const fields = await fieldsOf(form, given);
      if (repeated(visitor, pressed.key)) return;
      const cause = causeOf(caller, 'press', label, pressed.key);
      const invocation: Invocation = { kind: 'submit', id: pressed.button, fields, caller };
      run(visitor, conversation.answer(invocation, cause, message, underWay.stop));
    },

    goOn(left) {
      for (const each of left) run(EARLIER, conversation.goOn(each, underWay.stop));
    },

    end: underWay.end,
  };
}

/** The form's fields with what was given for them. Throws a Refusal for a missing or too large one. */
async function fieldsOf(
  form: Form,
  given: ReadonlyMap<string, string | File>,
): Promise<Readonly<Record<string, FieldValue>>> {
  const fields: Record<string, FieldValue> = {};
  for (const field of form.fields) {
    const value = given.get(field.id);
    if (field.kind === 'text') {
      if (typeof value !== 'string') throw incomplete();
      // A browser counts a line break as one character and sends two.
      const text = value.replaceAll('\r\n', '\n');
      if (text.length > field.maxLength) throw tooLong(field.label, field.maxLength);
      fields[field.id] = { kind: 'text', text };
    } else {
      if (!(value instanceof File) || value.name === '') throw incomplete();
      if (value.size > Math.min(field.maxBytes, UPLOAD_BYTES)) throw tooLarge(field.label);
      fields[field.id] = { kind: 'file', name: value.name, bytes: await value.bytes() };
    }
  }
  return fields;
}

function incomplete(): Refusal {
  return new Refusal(400, {
    en: 'The form is incomplete: fill in every field and send it again.',
    ja: '未入力の欄があります。すべて入力して、もう一度送ってください。',
  });
}

function tooLong(label: string, most: number): Refusal {
  return new Refusal(400, {
    en: `“${label}” is too long: at most ${most} characters.`,
    ja: `「${label}」が長すぎます。${most} 文字までにしてください。`,
  });
}

function tooLarge(label: string): Refusal {
  return new Refusal(413, {
    en: `The file for “${label}” is too large.`,
    ja: `「${label}」のファイルが大きすぎます。`,
  });
}
