/** The real bot behind the real Bolt app, before the loopback Slack, in one of its two modes, and people who use it. */
import { expect } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connectPlatforms } from '../../src/connect.ts';
import { createSlack } from '../../src/platforms/slack/connect.ts';
import { PACE } from '../../src/platforms/slack/limits.ts';
import type { Seen } from '../platforms/slack/server/seen.ts';
import { type SlackServer, startSlackServer } from '../platforms/slack/server/server.ts';
import type { UserId } from '../platforms/slack/server/world.ts';
import { ACK_MS, type Connection, goLive, type Live, PATIENCE, type Parts } from './live.ts';

/** `http`: on the bot's one port, beside the playground, with a prefix before every command. */
export type Mode = 'socket' | 'http';

export type SlackStand = Live & {
  readonly server: SlackServer;
  /** Where the playground is; empty in Socket Mode. */
  readonly address: () => string;
  /** Types a command, without the prefix, and waits for the message that says `words`. */
  type(line: string, words: RegExp, user?: UserId): Promise<Seen>;
  /** Presses the newest button with this label and waits for the message that says `words`. */
  press(label: string, words: RegExp, user?: UserId): Promise<Seen>;
  /** Fills in the open form and waits for the message that says `words`. */
  submit(answer: string, words: RegExp, user?: UserId): Promise<Seen>;
  publicMessages(): readonly Seen[];
};

/** Progress and posts come quickly, so that suites do. */
const QUICK = {
  ...PACE,
  editEveryMs: 250,
  postEveryMs: 50,
  pictureMs: [50, 100, 200],
  graceMs: 500,
  personMs: PATIENCE,
};
const PREFIX = 'rnn-';

/** Starts a Slack and the bot in it. */
export async function openSlack(mode: Mode): Promise<SlackStand> {
  const server = await startSlackServer({ ackMs: ACK_MS });
  let address = '';

  async function connect({ carrybot, clock, log }: Parts): Promise<Connection> {
    const { botToken, appToken, signingSecret, apiUrl } = server;
    if (mode === 'socket') {
      const tokens = { botToken, appToken, signingSecret: undefined, apiUrl, commandPrefix: '' };
      const slack = createSlack({
        bot: carrybot.bot,
        errands: carrybot.services.store.errands,
        ...tokens,
        log,
        clock,
        pace: QUICK,
      });
      return { platforms: [slack], start: () => slack.start(), stop: () => slack.stop() };
    }
    const config = readConfig({
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: apiUrl,
      SLACK_COMMAND_PREFIX: PREFIX,
      PORT: '0',
    });
    const connection = await connectPlatforms({ config, carrybot, clock, log });
    return {
      ...connection,
      async start() {
        address = await connection.start();
        server.deliverTo(`${address}/slack/events`);
      },
    };
  }

  const live = await goLive(connect);
  const said = (messages: readonly Seen[], words: RegExp) => {
    const found = messages.find(({ text }) => words.test(text));
    if (found === undefined) throw new Error(`nothing says ${words}`);
    return found;
  };
  const wait = (words: RegExp, user: UserId | undefined) => ({
    until: words,
    within: PATIENCE,
    ...(user && { user }),
  });
  return {
    ...live,
    server,
    address: () => address,
    async type(line, words, user) {
      const [, name = '', text = ''] = /^\/(\S+)\s*(.*)$/s.exec(line) ?? [];
      const command = `/${mode === 'http' ? PREFIX : ''}${name}`;
      return said(await server.command(command, text, wait(words, user)), words);
    },
    press: async (label, words, user) => said(await server.press(label, wait(words, user)), words),
    submit: async (answer, words, user) => said(await server.submit({ answer }, wait(words, user)), words),
    publicMessages: () => server.messages().filter((message) => !message.private),
    async close() {
      await live.close();
      await server.close();
      expect(server.complaints).toEqual([]);
    },
  };
}

/** The label of the button with such an id. */
export function labelOf({ buttons }: Seen, id: RegExp): string {
  const button = buttons.find((each) => id.test(each.id));
  if (button === undefined) throw new Error(`no button ${id} in ${JSON.stringify(buttons)}`);
  return button.label;
}

/** The letter of the option that says `words`. */
export function letterOf({ text }: Seen, words: RegExp): string {
  const line = text.split('\n').find((each) => /^\*[A-Z]\.\*/.test(each) && words.test(each));
  if (line === undefined) throw new Error(`no option says ${words}: ${text}`);
  return line.charAt(1);
}
