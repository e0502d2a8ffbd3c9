/** Start, connection and registration, through the real client. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type Compare, StartError } from '../../../src/chat/platform.ts';
import { reply } from '../../../src/chat/reply.ts';
import type { CommandShape } from '../../../src/chat/shape.ts';
import { systemClock } from '../../../src/clock.ts';
import { inviteUrl } from '../../../src/platforms/discord/access.ts';
import { createDiscord } from '../../../src/platforms/discord/connect.ts';
import type { Pace } from '../../../src/platforms/discord/limits.ts';
import { openErrands } from '../../support/errands.ts';
import { command, keptLog, pause, QUICK, scriptedBot, stage } from './harness.ts';
import { type DiscordServerParts, startDiscordServer } from './server/server.ts';

async function server(parts: DiscordServerParts = {}) {
  const started = await startDiscordServer(parts);
  onTestFinished(() => started.close());
  return started;
}

type Given = {
  readonly token: string;
  readonly apiUrl: string;
  readonly commands?: readonly CommandShape[];
  readonly pace?: Pace;
};

const errands = await openErrands();

function platform({ token, apiUrl, commands = [command('hello')], pace = QUICK }: Given) {
  const { log, lines } = keptLog();
  const bot = scriptedBot({ script: {}, commands });
  const made = createDiscord({ bot, errands, token, apiUrl, log, clock: systemClock, pace });
  return { lines, start: () => made.start(), stop: () => made.stop() };
}

test('it asks for one intent, none of the privileged ones', async () => {
  const {
    server: { gateway },
  } = await stage({ script: {} });
  const guilds = 1 << 0;
  expect(gateway.identified).toEqual([guilds]);
});

test('it is told of a server that removes it, and not of one that is away', async () => {
  const told: string[] = [];
  const { server: discord } = await stage({
    script: {
      hello: async function* () {
        yield reply('hello');
      },
    },
    removed: async (workspace) => void told.push(workspace),
  });
  discord.gateway.loseGuild();
  // What the gateway sends is heard in its order.
  await discord.command('hello');
  expect(told).toEqual([]);
  discord.gateway.kick();
  await expect.poll(() => told).toEqual([`discord:${discord.guild}`]);
});

test.each([
  ['member', 'has'],
  ['away', 'has'],
  ['stranger', 'has-not'],
] as const)('where it is %s, the server that is known %s it at the start', async (membership, stand) => {
  const compared: Parameters<Compare>[0][] = [];
  const { server: discord } = await stage({
    script: {},
    membership,
    compare: async (stands) => void compared.push(stands),
  });
  expect(compared).toHaveLength(1);
  const known = [`discord:${discord.guild}`, 'discord:900000000000000007', 'slack:T1'];
  expect(known.map((each) => compared[0]?.(each))).toEqual([stand, 'has-not', 'unknown']);
});

test('it is told of a server that adds it', async () => {
  const told: string[] = [];
  const { server: discord } = await stage({
    script: {},
    added: async (workspace) => void told.push(workspace),
  });
  expect(told).toEqual([]);
  discord.gateway.add('900000000000000007');
  await expect.poll(() => told).toEqual(['discord:900000000000000007']);
});

test.each(['wrong.token.of-nobody', 'パスワード', 'two words', ''])(
  'a bad token (%j) ends the start with one sentence that names DISCORD_TOKEN and hides the token',
  async (token) => {
    const { url: apiUrl } = await server();
    const { start, lines } = platform({ token, apiUrl });
    const error = await start().catch((one: unknown) => one);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toMatch(/DISCORD_TOKEN/);
    expect(String(error)).not.toContain('\n');
    if (token !== '') expect(`${String(error)}${lines.join('')}`).not.toContain(token);
  },
);

test('an API that nobody serves ends the start with a sentence that names the network and DISCORD_API_URL', async () => {
  const { url: apiUrl, token, close } = await startDiscordServer();
  await close();
  const error = await platform({ token, apiUrl })
    .start()
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).toMatch(/ECONNREFUSED.*network.*DISCORD_API_URL/);
});

test.each([
  [4_004, /DISCORD_TOKEN/],
  [4_011, /closed the connection for good \(4011, ShardingRequired\)/],
] as const)('when the gateway refuses with %i, the sentence says why', async (code, sentence) => {
  const { url: apiUrl, token, gateway } = await server();
  gateway.rejectWith(code);
  const error = await platform({ token, apiUrl })
    .start()
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).toMatch(sentence);
});

test('a gateway that does not open ends the start, and no attempt to reach it goes on', async () => {
  const { url: apiUrl, token, gateway } = await server();
  gateway.refuse();
  const { start, lines } = platform({ token, apiUrl, pace: { ...QUICK, startMs: 3_000 } });
  await expect(start()).rejects.toThrow(/cannot be reached .*DISCORD_API_URL/);
  const attempts = () => gateway.refused();
  const before = attempts();
  expect(before).toBeGreaterThan(0);
  // discord.js tries anew after half a second.
  await pause(1_200);
  expect(attempts()).toBe(before);
  expect(lines.join('')).toContain('reconnecting');
});

test('an address that is not an API ends the start with a sentence that names DISCORD_API_URL', async () => {
  const { url, token } = await server();
  const error = await platform({ token, apiUrl: `${url}/elsewhere` })
    .start()
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).toMatch(/DISCORD_API_URL/);
});

test.each([
  ['answers with a page', /^What answers in place of Discord is not Discord: check DISCORD_API_URL/],
  ['never answers', /^Discord cannot be reached \(no answer in time\)/],
] as const)('something else that %s ends the start with a sentence, and in time', async (how, sentence) => {
  const door = createServer((_, response) => {
    if (how === 'answers with a page') response.setHeader('content-type', 'text/html').end('<p>Proxy</p>');
  });
  await once(door.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    door.closeAllConnections();
    door.close();
  });
  const address = door.address();
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api`;
  const error = await platform({
    token: 'a.b.c',
    apiUrl,
    pace: { ...QUICK, startMs: how === 'never answers' ? 500 : 20_000 },
  })
    .start()
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(StartError);
  expect(error instanceof Error ? error.message : '').toMatch(sentence);
});

test('a bot that is in no server yet says where to add it', async () => {
  const { url: apiUrl, token, application } = await server({ membership: 'stranger' });
  const { start, stop, lines } = platform({ token, apiUrl });
  await start();
  await stop();
  expect(lines.join('')).toContain(inviteUrl(application));
});

test('a version or a slash at the end of the address does no harm', async () => {
  const { url, token } = await server();
  const { start, stop } = platform({ token, apiUrl: `${url}/v10/` });
  await start();
  await stop();
});

test('commands are registered with one request, and again only when they differ', async () => {
  const { url: apiUrl, token, requests, commands } = await server();
  const puts = () => requests.filter(({ method }) => method === 'PUT').length;
  for (const [names, count] of [
    [['a', 'b'], 1],
    [['b', 'a'], 1],
    [['a', 'c'], 2],
  ] as const) {
    const { start, stop } = platform({ token, apiUrl, commands: names.map(command) });
    await start();
    await stop();
    expect(puts()).toBe(count);
  }
  expect(commands().map(({ name }) => name)).toEqual(['a', 'c']);
});

test('a definition that Discord would refuse ends the start and names the command', async () => {
  const { url: apiUrl, token } = await server();
  const words = { en: 'x'.repeat(101), ja: '長い' };
  const { start } = platform({ token, apiUrl, commands: [{ ...command('long'), words }] });
  await expect(start()).rejects.toThrow(/\/long: a description has 1 to 100 characters, not 101/);
});

test('the start does not fail because registration is held back for hours; the earlier commands stay', async () => {
  const { url: apiUrl, token, trouble } = await server();
  trouble({ kind: 'limit', method: 'PUT', path: /commands$/, times: 1, seconds: 7_200, scope: 'user' });
  const { start, stop, lines } = platform({ token, apiUrl });
  await start();
  await stop();
  expect(lines.join('')).toContain('rate limited for 720');
});

test('a lost connection is resumed, and what happened meanwhile is answered', async () => {
  const { server: discord, lines } = await stage({
    script: {
      hello: async function* () {
        yield reply('hello');
      },
    },
  });
  discord.gateway.lose();
  await discord.until(() => !discord.gateway.isConnected());
  const hello = await discord.command('hello');
  expect(hello.messages()).toMatchObject([{ text: 'hello' }]);
  expect(discord.gateway.resumes()).toBe(1);
  await expect.poll(() => lines.join('')).toMatch(/connection lost, reconnecting.*connection resumed/s);
});

test('it reconnects when Discord asks it to', async () => {
  const { server: discord } = await stage({ script: {} });
  discord.gateway.askToReconnect();
  await discord.until(() => discord.gateway.resumes() === 1);
});

test('a token that is withdrawn while the bot runs is written to the log', async () => {
  const { server: discord, lines } = await stage({ script: {} });
  discord.gateway.closeWith(4_004);
  await expect.poll(() => lines.join('')).toContain('"code":4004');
});

test("no token, neither the bot's nor an interaction's, reaches the log", async () => {
  const { server: discord, lines } = await stage({
    script: {
      hello: async function* () {
        yield reply('hello');
      },
    },
  });
  discord.trouble({ kind: 'status', method: 'POST', path: /callback$/, times: 1, status: 400 });
  await discord.command('hello');
  const tokens = discord.requests.flatMap(
    ({ path }) => /^\/interactions\/\d+\/([^/]+)/.exec(path)?.[1] ?? [],
  );
  expect(tokens).not.toEqual([]);
  for (const token of [discord.token, ...tokens]) expect(lines.join('')).not.toContain(token);
});
