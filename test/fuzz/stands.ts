/** Slack and Discord on loopback, each with the real client before a bot that is watched. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Errands } from '../../src/chat/errand.ts';
import { createDiscord } from '../../src/platforms/discord/connect.ts';
import { PACE as DISCORD_PACE } from '../../src/platforms/discord/limits.ts';
import { createSlack } from '../../src/platforms/slack/connect.ts';
import { PACE as SLACK_PACE } from '../../src/platforms/slack/limits.ts';
import type { DiscordServer } from '../platforms/discord/server/server.ts';
import { type SlackServer, startSlackServer } from '../platforms/slack/server/server.ts';
import { MARK, type Watch } from './watch.ts';

type Stand<Server> = {
  readonly server: Server;
  /** Looks at all that was posted, and ends both. */
  close(): Promise<void>;
};

/** Words of others that were posted are a fault. */
function look(seen: Watch, messages: readonly { readonly text: string }[]): void {
  for (const { text } of messages) if (text.includes(MARK)) seen.fault(`it was posted: ${text}`);
}

export async function standSlack(
  seen: Watch,
  errands: Errands,
  mode: 'http' | 'socket',
): Promise<Stand<SlackServer>> {
  const server = await startSlackServer({ ackMs: 20_000 });
  const slack = createSlack({
    bot: seen.bot,
    errands,
    botToken: server.botToken,
    appToken: mode === 'socket' ? server.appToken : undefined,
    signingSecret: mode === 'http' ? server.signingSecret : undefined,
    apiUrl: server.apiUrl,
    commandPrefix: '',
    log: seen.log,
    clock: { now: () => Date.now() },
    pace: {
      ...SLACK_PACE,
      postEveryMs: 0,
      editEveryMs: 1,
      pictureMs: [1],
      retryMs: 1,
      fetchAgainMs: [1],
      personMs: 20_000,
    },
    mostAnswers: 1_000,
  });
  const http = createServer((request, response) => slack.listener?.(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  if (mode === 'http')
    server.deliverTo(`http://127.0.0.1:${(http.address() as AddressInfo).port}/slack/events`);
  await slack.start();
  return {
    server,
    async close() {
      look(seen, server.messages());
      await slack.stop();
      http.closeAllConnections();
      http.close();
      await server.close();
    },
  };
}

/** @param server as it was started: what is planted has to know its guild */
export async function standDiscord(
  seen: Watch,
  errands: Errands,
  server: DiscordServer,
): Promise<Stand<DiscordServer>> {
  const platform = createDiscord({
    bot: seen.bot,
    errands,
    token: server.token,
    apiUrl: server.url,
    log: seen.log,
    clock: { now: () => Date.now() },
    pace: { ...DISCORD_PACE, uploadAgainMs: [1], retryMs: 1 },
    mostAnswers: 1_000,
  });
  await platform.start();
  return {
    server,
    async close() {
      look(seen, server.messages());
      await platform.stop();
      await server.close();
    },
  };
}
