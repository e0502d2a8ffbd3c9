/** One person's conversation at the terminal: a line in, replies out. */
import { UserError } from '../../chat/error.ts';
import type { Caller, FieldValue, Invocation } from '../../chat/invocation.ts';
import type { Bot } from '../../chat/platform.ts';
import { type Button, type Field, type Form, type Reply, reply } from '../../chat/reply.ts';
import { readFileField } from './file-field.ts';

/** A form that a button has opened; its fields are typed one line each. */
type Pending = {
  readonly id: string;
  readonly form: Form;
  readonly fields: Readonly<Record<string, FieldValue>>;
};

export type Session = {
  /** Answers one line: a command, the label or letter of a button, or the next field of a form. */
  answer(line: string): AsyncGenerator<Reply, void, undefined>;
  /** Presses a button of the answer that is under way; undefined if it has none that `line` names. */
  interrupt(line: string): AsyncGenerator<Reply, void, undefined> | undefined;
  /** Presses the button that stops the answer under way; undefined if it has none. */
  cancel(): AsyncGenerator<Reply, void, undefined> | undefined;
};

/** Starts a conversation for `caller` with `bot`. */
export function createSession(bot: Bot, caller: Caller): Session {
  let buttons: readonly Button[] = [];
  let pending: Pending | undefined;
  /** The person's own, as of the line that is answered. */
  let { locale } = caller;
  /** Buttons of the answer that is under way. */
  let live: readonly Button[] = [];

  async function* handle(invocation: Invocation): AsyncGenerator<Reply, void, undefined> {
    try {
      for await (const each of bot.handle(invocation)) {
        if (each.kind !== 'error') buttons = each.buttons;
        live = each.kind === 'progress' ? each.buttons : [];
        yield each;
        // The end of an answer is one: whatever would come after it is not asked for.
        if (each.kind !== 'progress') return;
      }
    } finally {
      live = [];
    }
  }

  /** Beside the answer under way: its buttons stay those of the last reply. */
  function pressLive(found: Button | undefined) {
    if (found === undefined || bot.form(found.id, locale) !== undefined) return undefined;
    return bot.handle({ kind: 'press', id: found.id, caller });
  }

  /** Opens a form, or says which field comes next. */
  function ask({ form, fields }: Pick<Pending, 'form' | 'fields'>): Reply {
    const label = nextField({ form, fields })?.label ?? '';
    return reply(`**${form.title}**\n${label}`, { audience: 'caller' });
  }

  async function* fill(form: Pending, line: string): AsyncGenerator<Reply, void, undefined> {
    const field = nextField(form);
    // A field that cannot be read leaves the form as it was, with what was typed before.
    const fields = field ? { ...form.fields, [field.id]: await readField(field, line) } : form.fields;
    const filled = { ...form, fields };
    pending = nextField(filled) && filled;
    if (pending === undefined) yield* handle({ kind: 'submit', id: form.id, fields, caller });
    else yield ask(pending);
  }

  async function* press(line: string): AsyncGenerator<Reply, void, undefined> {
    const found = findButton(buttons, line);
    const only = onlyForm();
    if (found !== undefined) {
      const form = open(found.id);
      if (form === undefined) yield* handle({ kind: 'press', id: found.id, caller });
      else {
        pending = form;
        yield ask(form);
      }
    } else if (only !== undefined) {
      yield* fill(only, line);
    } else {
      throw noButton(line, buttons);
    }
  }

  /** The one form that the last reply's buttons open, if it has one field: a line may fill it without the press. */
  function onlyForm(): Pending | undefined {
    const [only, ...others] = buttons.flatMap(({ id }) => open(id) ?? []);
    return others.length === 0 && only?.form.fields.length === 1 ? only : undefined;
  }

  /** A path begins with a slash too: where a file is asked for, only the name of a command makes one. */
  function readCommand(line: string): { readonly name: string; readonly text: string } | undefined {
    const [, name, text] = /^\s*[/／](\S*)\s*(.*)$/s.exec(line) ?? [];
    if (name === undefined || text === undefined) return undefined;
    const asked = pending ?? onlyForm();
    const isFile = asked !== undefined && nextField(asked)?.kind === 'file';
    return isFile && !bot.commands.some((each) => each.name === name) ? undefined : { name, text };
  }

  function open(id: string): Pending | undefined {
    const form = bot.form(id, locale);
    return form && { id, form, fields: {} };
  }

  return {
    interrupt: (line) => pressLive(findButton(live, line)),
    cancel: () => pressLive(live.find(({ style }) => style === 'danger')),
    async *answer(line) {
      locale = await bot.languageOf(caller);
      const command = readCommand(line);
      try {
        if (command !== undefined) {
          pending = undefined;
          const { name, text } = command;
          const input = { kind: 'text', text } as const;
          yield* handle({ kind: 'command', command: name, subcommand: undefined, input, caller });
        } else if (pending !== undefined) yield* fill(pending, line);
        else yield* press(line);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        yield reply(error.words[locale], { kind: 'error', audience: 'caller' });
      }
    },
  };
}

/** @throws UserError if the field does not take it. */
async function readField(field: Field, line: string): Promise<FieldValue> {
  if (field.kind === 'file') return readFileField(line, field.maxBytes);
  const { label, maxLength } = field;
  if (line.length <= maxLength) return { kind: 'text', text: line };
  throw new UserError({
    en: `“${label}” is too long: at most ${maxLength} characters. Type it again.`,
    ja: `「${label}」が長すぎます。${maxLength} 文字以内で入力し直してください。`,
  });
}

/** The first field that has not been filled in. */
function nextField({ form, fields }: Pick<Pending, 'form' | 'fields'>): Field | undefined {
  return form.fields.find(({ id }) => !Object.hasOwn(fields, id));
}

/** By label, with or without its signs, by id, or by the letter that it is or begins with (`B`, `B. …`, `B) …`). */
function findButton(buttons: readonly Button[], line: string): Button | undefined {
  const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  const bare = (text: string) => fold(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const wanted = fold(line);
  return (
    buttons.find(({ label }) => fold(label) === wanted) ??
    buttons.find(({ id }) => id === line.trim()) ??
    buttons.find(({ label }) => letterOf(fold(label)) === wanted) ??
    buttons.find(({ label }) => bare(label) !== '' && bare(label) === bare(line))
  );
}

/** The letter or digit that a folded label begins with, if it is a mark of its own. */
function letterOf(label: string): string | undefined {
  return /^([\p{L}\p{N}])[.):\s]/u.exec(label)?.[1];
}

function noButton(line: string, buttons: readonly Button[]): UserError {
  const shown = `\`${line.slice(0, 60).replaceAll('`', ' ')}\``;
  const labels = buttons.map(({ label }) => `\`${label}\``);
  if (labels.length === 0) {
    return new UserError({
      en: `${shown} is not a command, and there is no button to press. Commands begin with a slash: \`/help\`.`,
      ja: `${shown} はコマンドではなく、押せるボタンもありません。コマンドは \`/help\` のようにスラッシュで始めます。`,
    });
  }
  return new UserError({
    en: `The last reply has no button ${shown}. Its buttons are ${labels.join(', ')}. Commands begin with a slash.`,
    ja: `直前の返信に ${shown} というボタンはありません。押せるのは ${labels.join('、')} です。コマンドはスラッシュで始めます。`,
  });
}
