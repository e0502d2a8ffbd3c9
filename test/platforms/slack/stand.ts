/** The real Slack platform before a scripted bot, connected to the test server in one of its two modes. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, expect } from 'vitest';
import type { Errands } from '../../../src/chat/errand.ts';
import type { Invocation } from '../../../src/chat/invocation.ts';
import type { Bot, Compare, Removed } from '../../../src/chat/platform.ts';
import type { Form, Reply } from '../../../src/chat/reply.ts';
import type { CommandShape } from '../../../src/chat/shape.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { createSlack, type Slack } from '../../../src/platforms/slack/connect.ts';
import { PACE, type Pace } from '../../../src/platforms/slack/limits.ts';
import { openErrands } from '../../support/errands.ts';
import { type SlackServer, startSlackServer } from './server/server.ts';

export const MODES = ['socket', 'http'] as const;
export type Mode = (typeof MODES)[number];

/** What the bot says to an invocation; the key is the command's name, or the button's id for presses and forms. */
export type Scripts = Readonly<Record<string, (heard: Invocation) => AsyncIterable<Reply> | Iterable<Reply>>>;

export type Stand = {
  readonly server: SlackServer;
  readonly slack: Slack;
  /** Every invocation that the bot was handed. */
  readonly heard: readonly Invocation[];
  readonly log: readonly string[];
  /** Starts another on the same data, in the place of this one, which has stopped. */
  again(): Promise<Slack>;
  /** Ends platform and server; done by itself after the test. */
  stop(): Promise<void>;
};

export type Setting = {
  /** Instead of one that follows `scripts`. */
  readonly bot?: Bot;
  readonly errands?: Errands;
  readonly mode?: Mode;
  readonly scripts?: Scripts;
  readonly forms?: Readonly<Record<string, Form>>;
  /** Who sees the answer to what, if not everyone. */
  readonly audience?: Bot['audience'];
  readonly prefix?: string;
  readonly pace?: Partial<Pace>;
  readonly mostAnswers?: number;
  readonly removed?: Removed;
  readonly compare?: Compare;
  readonly clock?: Clock;
  /** Where the bot looks for Slack, if not at the server of the stand. */
  readonly apiUrl?: string;
  /** Done to the server before the platform connects. */
  readonly before?: (server: SlackServer) => void;
  readonly tokens?: Partial<Record<'botToken' | 'appToken' | 'signingSecret', string>>;
};

/** The pace of tests that are not about it. */
const QUICK: Partial<Pace> = {
  editEveryMs: 200,
  pictureMs: [40, 80, 160],
  retryMs: 20,
  fetchAgainMs: [20, 40],
  personMs: 30_000,
};

const COMMANDS = ['add', 'train', 'help'] as const;

export function shape(name: string): CommandShape {
  return {
    kind: 'plain',
    name,
    words: { en: `The ${name} command`, ja: `${name} コマンド` },
    examples: [`/${name}`],
    options: {},
  };
}

function scriptedBot(
  { scripts = {}, forms = {}, audience = () => 'channel' }: Setting,
  heard: Invocation[],
): Bot {
  return {
    commands: COMMANDS.map(shape),
    audience,
    languageOf: async ({ locale }) => locale,
    form: (id) => forms[id],
    async *handle(invocation) {
      heard.push(invocation);
      const script = scripts[invocation.kind === 'command' ? invocation.command : invocation.id];
      if (script === undefined) throw new Error(`nothing is scripted for ${JSON.stringify(invocation)}`);
      yield* script(invocation);
    },
  };
}

const stands: Stand[] = [];

/** Every test ends with its platform stopped and no rule of Slack's broken. */
afterEach(async () => {
  for (const stand of stands.splice(0)) {
    await stand.stop();
    expect(stand.server.complaints).toEqual([]);
  }
});

/** Builds a stand without connecting it. */
export async function build(setting: Setting = {}): Promise<Stand> {
  const { mode = 'socket', prefix = '', pace = {}, clock = systemClock } = setting;
  const server = await startSlackServer();
  setting.before?.(server);
  const heard: Invocation[] = [];
  const log: string[] = [];
  const lines = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  const bot = setting.bot ?? scriptedBot(setting, heard);
  const errands = setting.errands ?? (await openErrands());
  const options = {
    bot,
    errands,
    botToken: setting.tokens?.botToken ?? server.botToken,
    appToken: mode === 'socket' ? (setting.tokens?.appToken ?? server.appToken) : undefined,
    signingSecret: mode === 'http' ? (setting.tokens?.signingSecret ?? server.signingSecret) : undefined,
    apiUrl: setting.apiUrl ?? server.apiUrl,
    commandPrefix: prefix,
    log: pino({ level: 'debug' }, lines),
    clock,
    pace: { ...PACE, ...QUICK, ...pace },
    mostAnswers: setting.mostAnswers ?? 100,
    removed: setting.removed ?? (async () => {}),
    compare: setting.compare ?? (async () => {}),
  };
  const slack = createSlack(options);
  let latest = slack;
  const http = createServer((request, response) => latest.listener?.(request, response));
  if (mode === 'http') {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    server.deliverTo(`http://127.0.0.1:${(http.address() as AddressInfo).port}/slack/events`);
  }
  let stopping: Promise<void> | undefined;
  const stand: Stand = {
    server,
    slack,
    heard,
    log,
    async again() {
      latest = createSlack(options);
      await latest.start();
      return latest;
    },
    stop() {
      stopping ??= (async () => {
        await latest.stop();
        http.closeAllConnections();
        http.close();
        await server.close();
      })();
      return stopping;
    },
  };
  stands.push(stand);
  return stand;
}

/** Builds a stand and connects it. */
export async function connect(setting: Setting = {}): Promise<Stand> {
  const stand = await build(setting);
  await stand.slack.start();
  return stand;
}
