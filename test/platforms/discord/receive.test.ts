/** What people do reaches the bot in the words that all platforms share. */
import { expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { stage } from './harness.ts';
import { TEACHERS } from './server/world.ts';

test('names, language, workspace and typed options reach the bot', async () => {
  const { server, bot } = await stage({
    script: {
      add: async function* () {
        yield reply('122');
      },
    },
    commands: [
      {
        kind: 'plain',
        name: 'add',
        words: { en: 'Adds', ja: '足し算' },
        examples: [],
        options: {
          a: {
            kind: 'integer',
            words: { en: 'a', ja: 'a' },
            required: true,
            min: 0,
            max: 127,
            default: undefined,
          },
          b: {
            kind: 'integer',
            words: { en: 'b', ja: 'b' },
            required: true,
            min: 0,
            max: 127,
            default: undefined,
          },
        },
      },
    ],
  });
  await server.command('add', { a: 45, b: 77 }, { locale: 'ja' });
  await server.command('add', { a: 1, b: 2 }, { channel: server.direct });
  const person = {
    userId: server.learner.id,
    userName: 'Learner',
    platform: 'discord',
    role: 'organiser',
    groups: [],
  };
  expect(bot.asked).toEqual([
    {
      kind: 'command',
      command: 'add',
      subcommand: undefined,
      input: { kind: 'typed', values: { a: 45, b: 77 } },
      caller: { ...person, workspace: `discord:${server.guild}`, channel: server.channel, locale: 'ja' },
    },
    {
      kind: 'command',
      command: 'add',
      subcommand: undefined,
      input: { kind: 'typed', values: { a: 1, b: 2 } },
      caller: {
        ...person,
        workspace: `discord:dm-${server.learner.id}`,
        channel: server.direct,
        locale: 'en',
      },
    },
  ]);
});

test('whoever may manage the server is an organiser; others are members, with their roles', async () => {
  const { server, bot } = await stage({
    script: {
      help: async function* () {
        yield reply('ok');
      },
    },
    commands: [
      { kind: 'plain', name: 'help', words: { en: 'Help', ja: 'ヘルプ' }, examples: [], options: {} },
    ],
  });
  const person = { id: server.learner.id, username: 'mo', display: 'Mo' };
  const manageGuild = 1n << 5n;
  for (const permissions of [0n, (1n << 50n) - 1n - manageGuild - (1n << 3n), manageGuild, 1n << 3n]) {
    await server.command('help', {}, { person: { ...person, permissions, roles: [TEACHERS] } });
  }
  await server.command('help', {}, { person: { ...person, permissions: 0n }, channel: server.direct });
  expect(bot.asked.map(({ caller: { role, groups } }) => [role, groups])).toEqual([
    ['member', [TEACHERS]],
    ['member', [TEACHERS]],
    ['organiser', [TEACHERS]],
    ['organiser', [TEACHERS]],
    ['organiser', []],
  ]);
});

test('a subcommand arrives by name, with its own options', async () => {
  const words = { en: 'Posts', ja: '投稿' };
  const { server, bot } = await stage({
    script: {
      schedule: async function* () {
        yield reply('ok');
      },
    },
    commands: [
      {
        kind: 'group',
        name: 'schedule',
        words,
        examples: [],
        subcommands: {
          list: { words, options: {} },
          quiz: {
            words,
            options: {
              topic: {
                kind: 'choice',
                words,
                required: false,
                choices: ['bptt', 'rnn'],
                labels: {},
                default: 'rnn',
              },
            },
          },
        },
      },
    ],
  });
  await server.command('schedule list');
  await server.command('schedule quiz', { topic: 'bptt' });
  expect(bot.asked).toMatchObject([
    { command: 'schedule', subcommand: 'list', input: { kind: 'typed', values: {} } },
    { command: 'schedule', subcommand: 'quiz', input: { kind: 'typed', values: { topic: 'bptt' } } },
  ]);
});

test('foreign text pings nobody and shows no markup', async () => {
  const { server } = await stage({
    script: {
      echo: async function* () {
        yield reply('hello @everyone <@1> W_in ||x||');
      },
    },
  });
  const echo = await server.command('echo');
  expect(echo.messages()[0]?.text).toBe('hello @everyone \\<@1> W\\_in \\|\\|x\\|\\|');
  const sent = server.requests.find(({ path }) => path.endsWith('/callback'));
  expect(sent?.body).toMatchObject({ data: { allowed_mentions: { parse: [] } } });
});
