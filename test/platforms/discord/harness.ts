/** A scripted bot behind the real discord.js client, connected to the loopback Discord. */

import pino from 'pino';
import { onTestFinished } from 'vitest';
import type { Errands } from '../../../src/chat/errand.ts';
import type { Invocation } from '../../../src/chat/invocation.ts';
import type { Added, Bot, Compare, Platform, Removed } from '../../../src/chat/platform.ts';
import type { Audience, Form, Reply } from '../../../src/chat/reply.ts';
import type { CommandShape } from '../../../src/chat/shape.ts';
import type { Log } from '../../../src/log.ts';
import { createDiscord } from '../../../src/platforms/discord/connect.ts';
import { PACE, type Pace } from '../../../src/platforms/discord/limits.ts';
import { openErrands } from '../../support/errands.ts';
import { type DiscordServer, startDiscordServer } from './server/server.ts';
import type { Membership } from './server/world.ts';

export type Replies = AsyncGenerator<Reply, void, undefined>;

/** What a bot says, by command name or by the first part of a button's id. */
export type Script = Readonly<Record<string, (invocation: Invocation) => Replies>>;

export type ScriptParts = {
  readonly script: Script;
  readonly audiences?: Readonly<Record<string, Audience>>;
  readonly forms?: Readonly<Record<string, Form>>;
  readonly commands?: readonly CommandShape[];
};

function nameOf(invocation: Invocation): string {
  return invocation.kind === 'command' ? invocation.command : (invocation.id.split(':')[0] ?? '');
}

/** A plain command without options. */
export function command(name: string): CommandShape {
  const words = { en: `Says ${name}`, ja: `${name} と言います` };
  return { kind: 'plain', name, words, examples: [], options: {} };
}

/** A bot that follows a script and remembers what it was asked. */
export function scriptedBot(parts: ScriptParts): Bot & { readonly asked: Invocation[] } {
  const { script, audiences = {}, forms = {} } = parts;
  const asked: Invocation[] = [];
  return {
    asked,
    commands: parts.commands ?? Object.keys(script).map(command),
    handle(invocation) {
      asked.push(invocation);
      const said = script[nameOf(invocation)];
      if (said === undefined) throw new Error(`the script lacks ${nameOf(invocation)}`);
      return said(invocation);
    },
    audience: (invocation) => audiences[nameOf(invocation)] ?? 'channel',
    languageOf: async ({ locale }) => locale,
    form: (id) => forms[id],
  };
}

/** A log that is kept; `lines` are its JSON. */
export function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  return { log, lines };
}

/** Quick, so that suites are. */
export const QUICK: Pace = {
  ...PACE,
  uploadAgainMs: [20, 40],
  firstReplyMs: 150,
  editEveryMs: 300,
  retryMs: 50,
  graceMs: 300,
  lastWordsMs: 20_000,
};

export type Stage = {
  readonly server: DiscordServer;
  readonly platform: Platform;
  readonly bot: ReturnType<typeof scriptedBot>;
  readonly errands: Errands;
  readonly lines: readonly string[];
  readonly clock: { now(): number; ahead: number };
};

export type StageParts = ScriptParts & {
  readonly errands?: Errands;
  readonly pace?: Pace;
  readonly mostAnswers?: number;
  readonly removed?: Removed;
  readonly added?: Added;
  readonly compare?: Compare;
  readonly membership?: Membership;
};

/** A server and a platform, started and, when the test is over, ended. */
export async function stage(parts: StageParts): Promise<Stage> {
  const clock = {
    ahead: 0,
    now() {
      return Date.now() + this.ahead;
    },
  };
  const server = await startDiscordServer({
    now: () => clock.now(),
    membership: parts.membership ?? 'member',
  });
  const bot = scriptedBot(parts);
  const { log, lines } = keptLog();
  const { url: apiUrl, token } = server;
  const { pace = QUICK, mostAnswers = 100, removed = async () => {}, added = async () => {} } = parts;
  const { compare = async () => {} } = parts;
  const errands = parts.errands ?? (await openErrands());
  const platform = createDiscord({
    bot,
    errands,
    token,
    apiUrl,
    log,
    clock,
    pace,
    mostAnswers,
    removed,
    added,
    compare,
  });
  onTestFinished(async () => {
    await platform.stop();
    await server.close();
  });
  await platform.start();
  return { server, platform, bot, errands, lines, clock };
}

/** Resolves after `ms`. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A gate that a script waits at until the test opens it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
