/** A bot whose every word is the test's. */
import type { Invocation } from '../../../src/chat/invocation.ts';
import type { Bot } from '../../../src/chat/platform.ts';
import { type Audience, type Form, type Reply, reply } from '../../../src/chat/reply.ts';

export type Replies = AsyncIterable<Reply> | Iterable<Reply>;

/** What the bot says, by the name of the command or the id of the button. Its commands are those of `COMMANDS`. */
export type Script = Readonly<Record<string, (heard: Invocation) => Replies>>;

export const COMMANDS = ['say', 'other'] as const;

export type ScriptedBot = Bot & { readonly heard: readonly Invocation[] };

const nameOf = (heard: Invocation) => (heard.kind === 'command' ? heard.command : heard.id);

export function scriptedBot(
  script: Script,
  forms: Readonly<Record<string, Form>>,
  audiences: Readonly<Record<string, Audience>>,
): ScriptedBot {
  const heard: Invocation[] = [];
  return {
    heard,
    commands: COMMANDS.map((name) => ({
      kind: 'plain',
      name,
      words: { en: `Says ${name}`, ja: `${name} と言う` },
      examples: [`/${name}`],
      options: {},
    })),
    async *handle(invocation) {
      heard.push(invocation);
      const say = script[nameOf(invocation)];
      if (say === undefined) throw new Error(`nothing is scripted for ${nameOf(invocation)}`);
      yield* say(invocation);
    },
    audience: (invocation) => audiences[nameOf(invocation)] ?? 'channel',
    languageOf: async ({ locale }) => locale,
    form: (id) => forms[id],
  };
}

/** What a bot says at once. */
export const says =
  (...replies: readonly Reply[]) =>
  () =>
    replies;

export const progress = (text: string, parts: Partial<Reply> = {}) =>
  reply(text, { ...parts, kind: 'progress' });

/** A gate that a script waits at until the test opens it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
