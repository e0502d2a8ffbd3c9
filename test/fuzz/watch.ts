/** What must never come of an input, whoever sends it through whichever door. */

import { inspect } from 'node:util';
import type { Invocation } from '../../src/chat/invocation.ts';
import type { Bot } from '../../src/chat/platform.ts';
import { reply } from '../../src/chat/reply.ts';
import type { Log } from '../../src/log.ts';
import type { TestBot } from '../support/carrybot.ts';

/** Stands in what belongs to others. */
export const MARK = 'MARKED4711';

/** Longest text of a reply, in characters. */
const LONGEST = 1_900;
const APOLOGY = /Something went wrong|こちらの不具合/;
/** What is no word of ours, but a value that nobody turned into words. */
const RAW = /\[object \w+\]|\[native code\]|\bundefined\b/;

export type Watch = {
  /** The bot, whose every answer is looked at. */
  readonly bot: Bot;
  /** Looks at what has come out of a door. */
  see(text: string, what: string): void;
  /** Resolves when no answer is being made. */
  idle(): Promise<void>;
  /** A log whose errors are faults: on a platform, they are what a person sees nothing of. */
  readonly log: Log;
  /** Writes down what is wrong. */
  fault(words: string): void;
  /** What was wrong since it was asked last. */
  take(): readonly string[];
  /** Answers so far, by kind. */
  readonly counts: Readonly<Record<'final' | 'error', number>>;
};

export function watch(bot: Bot): Watch {
  const faults: string[] = [];
  const counts = { final: 0, error: 0 };
  const under = new Set<Promise<void>>();
  const quiet = () => undefined;

  function see(text: string, what: string): void {
    if (text.includes(MARK)) faults.push(`what belongs to others came out of ${what}: ${text}`);
  }

  return {
    see,
    counts,
    log: {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (...said: unknown[]) => void faults.push(`logged: ${inspect(said, { depth: 4 })}`),
    },
    async idle() {
      while (under.size > 0) await Promise.all(under);
    },
    fault: (words) => void faults.push(words),
    take: () => faults.splice(0),
    bot: {
      commands: bot.commands,
      audience: (invocation) => bot.audience(invocation),
      languageOf: (...asked) => bot.languageOf(...asked),
      form: (id, locale) => bot.form(id, locale),
      async *handle(invocation, errand) {
        const what = told(invocation);
        let isAnswered = false;
        const ended = Promise.withResolvers<void>();
        under.add(ended.promise);
        try {
          for await (const each of bot.handle(invocation, errand)) {
            see(
              JSON.stringify(each, (_, value: unknown) => (value instanceof Uint8Array ? undefined : value)),
              what,
            );
            if (APOLOGY.test(each.text)) faults.push(`an apology for ${what}`);
            if (RAW.test(each.text) && !RAW.test(what)) faults.push(`a raw value for ${what}: ${each.text}`);
            if (each.text.length > LONGEST) faults.push(`${each.text.length} characters for ${what}`);
            if (each.kind !== 'progress') {
              isAnswered = true;
              counts[each.kind] += 1;
              if (each.text.trim() === '' && each.files.length === 0)
                faults.push(`nothing is said for ${what}`);
            }
            yield each;
          }
          if (!isAnswered) faults.push(`no answer to ${what}`);
        } finally {
          under.delete(ended.promise);
          ended.resolve();
        }
      },
    },
  };
}

function told(invocation: Invocation): string {
  const { caller: _, ...rest } = invocation;
  return JSON.stringify(rest, (_key, value: unknown) =>
    value instanceof Uint8Array ? `${value.byteLength} bytes` : value,
  ).slice(0, 3_000);
}

/** Puts marked data of others where an attacker must not come: another workspace's, and another person's of the same. */
export async function plant(
  { type, services }: TestBot,
  places: readonly { readonly platform: 'web' | 'slack' | 'discord'; readonly workspace: string }[],
): Promise<void> {
  const other = {
    platform: 'slack',
    workspace: 'slack:T0VICTIM',
    channel: 'C1',
    userId: 'victim',
    userName: MARK,
  } as const;
  const deck = `deck: secret
title: ${MARK}
questions: [{ id: secret, kind: choice, topic: rnn, text: ${MARK}, right: r, wrong: [{ text: ${MARK}, why: y }], explanation: ${MARK} }]
`;
  const { decks, errands } = services.store;
  // Straight into the store: the thread that reads decks is started by those who send some.
  const { workspace, userId, userName } = other;
  const stored = { workspace, userId, userName, name: 'secret', yaml: deck, importedAt: 1 };
  await decks.put(stored, await decks.revision(workspace));
  await type('/schedule quiz at=8:30', other);
  for (const { platform, workspace } of places) {
    const caller = {
      ...other,
      platform,
      workspace,
      userName: 'Victim',
      locale: 'en',
      role: 'member',
    } as const;
    const id = `secret-${platform}`;
    const invocation: Invocation = {
      kind: 'command',
      command: 'help',
      subcommand: undefined,
      input: { kind: 'text', text: '' },
      caller,
    };
    await errands.keep({ id, invocation, at: 1, address: '{}' });
    await errands.ended(id, reply(MARK, { audience: 'caller' }));
    await errands.wait(id);
  }
}
