/** Answers: seen in time, by the right people, in one message. */
import { expect, test } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { PACE } from '../../../src/platforms/discord/limits.ts';
import { gate, pause, stage } from './harness.ts';
import { CALLBACK } from './server/callback.ts';

const PNG = {
  name: 'loss.png',
  type: 'image/png',
  alt: 'The loss falls from 1.71 to 0.003',
  bytes: new Uint8Array([137, 80, 78, 71]),
};

test('a quick answer is the first response itself, public or private as it says', async () => {
  const { server } = await stage({
    script: {
      open: async function* () {
        yield reply('for all');
      },
      secret: async function* () {
        yield reply('for you', { audience: 'caller' });
      },
    },
  });
  const open = await server.command('open');
  expect(open.messages()).toMatchObject([{ text: 'for all', private: false }]);
  expect(open.callback()).toBe(CALLBACK.message);
  const secret = await server.command('secret');
  expect(secret.messages()).toMatchObject([{ text: 'for you', private: true }]);
});

test('an answer that takes longer than 3 s is acknowledged in time and filled in later', async () => {
  const { server } = await stage({
    pace: PACE,
    script: {
      slow: async function* () {
        await pause(3_300);
        yield reply('at last');
      },
    },
  });
  const slow = await server.command('slow');
  expect(slow.callback()).toBe(CALLBACK.deferred);
  expect(slow.messages()).toMatchObject([{ text: 'at last', private: false }]);
  expect(slow.isThinking()).toBe(false);
});

test('a slow private answer is acknowledged privately', async () => {
  const { server } = await stage({
    script: {
      slow: async function* () {
        await pause(400);
        yield reply('only you', { audience: 'caller' });
      },
    },
    audiences: { slow: 'caller' },
  });
  const slow = await server.command('slow');
  expect(slow.messages()).toMatchObject([{ text: 'only you', private: true }]);
  expect(server.messages()).toHaveLength(1);
});

test('a private error after a public "thinking…" is seen by the caller alone, and the "thinking…" goes', async () => {
  const { server } = await stage({
    script: {
      slow: async function* () {
        await pause(400);
        yield reply('`a` must be whole', { kind: 'error', audience: 'caller' });
      },
    },
  });
  const slow = await server.command('slow');
  expect(slow.callback()).toBe(CALLBACK.deferred);
  expect(server.messages()).toMatchObject([{ text: '`a` must be whole', private: true }]);
  expect(slow.isThinking()).toBe(false);
});

test('a public answer after a private "thinking…" is public', async () => {
  const { server } = await stage({
    script: {
      slow: async function* () {
        await pause(400);
        yield reply('for all');
      },
    },
    audiences: { slow: 'caller' },
  });
  await server.command('slow');
  expect(server.messages()).toMatchObject([{ text: 'for all', private: false }]);
});

test('a private error after public progress replaces it for the caller alone', async () => {
  const failing = gate();
  const { server } = await stage({
    script: {
      train: async function* () {
        yield reply('training…', { kind: 'progress' });
        await failing.opened;
        yield reply('stopped', { kind: 'error', audience: 'caller' });
      },
    },
  });
  const train = await server.command('train');
  expect(train.messages()).toMatchObject([{ text: 'training…', private: false }]);
  failing.open();
  await train.until((messages) => messages[0]?.text === 'stopped');
  expect(server.messages()).toMatchObject([{ text: 'stopped', private: true }]);
});

test('progress and result are one message, edited no faster than the pace, and the result always arrives', async () => {
  const { server } = await stage({
    script: {
      train: async function* () {
        for (let percent = 0; percent < 100; percent += 1) {
          yield reply(`${percent} %`, { kind: 'progress' });
          await pause(10);
        }
        yield reply('done', { files: [PNG] });
      },
    },
  });
  const train = await server.command('train');
  const [message] = await train.until((messages) => messages[0]?.text === 'done');
  expect(server.messages()).toHaveLength(1);
  const texts = message?.texts ?? [];
  expect(texts[0]).toBe('0 %');
  const shown = texts.slice(0, -1).map((text) => Number.parseInt(text, 10));
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  const written = message?.writtenAt ?? [];
  const seconds = ((written.at(-1) ?? 0) - (written[0] ?? 0)) / 1_000;
  // One progress at once, then one each 300 ms of QUICK; and the final.
  expect(texts.length).toBeGreaterThan(3);
  expect(texts.length).toBeLessThanOrEqual(2 + Math.ceil(seconds / 0.3));
});

test('an edit with a new picture replaces the old one, and the alt text is its description', async () => {
  const more = gate();
  const { server } = await stage({
    script: {
      plot: async function* () {
        yield reply('half', { kind: 'progress', files: [PNG] });
        await more.opened;
        yield reply('whole', { files: [{ ...PNG, name: 'whole.png' }] });
      },
    },
  });
  const plot = await server.command('plot');
  expect(plot.messages()[0]?.files).toMatchObject([{ name: 'loss.png', alt: PNG.alt }]);
  more.open();
  const [message] = await plot.until((messages) => messages[0]?.text === 'whole');
  expect(message?.files).toMatchObject([{ name: 'whole.png', alt: PNG.alt, bytes: PNG.bytes }]);
});

test('buttons of a progress are gone when the result has none', async () => {
  const more = gate();
  const { server } = await stage({
    script: {
      train: async function* () {
        const buttons = [{ id: 'train:cancel:1', label: 'Cancel', style: 'danger' }] as const;
        yield reply('training…', { kind: 'progress', buttons });
        await more.opened;
        yield reply('done');
      },
    },
  });
  const train = await server.command('train');
  expect(train.messages()[0]?.buttons).toMatchObject([{ id: 'train:cancel:1', label: 'Cancel' }]);
  more.open();
  const [message] = await train.until((messages) => messages[0]?.text === 'done');
  expect(message?.buttons).toEqual([]);
});

test('after 15 minutes a public answer is edited as the bot', async () => {
  const late = gate();
  const { server, clock } = await stage({
    script: {
      train: async function* () {
        yield reply('training…', { kind: 'progress' });
        await late.opened;
        yield reply('done after all');
      },
    },
  });
  const train = await server.command('train');
  clock.ahead = 16 * 60_000;
  late.open();
  await server.until(() => server.messages()[0]?.text === 'done after all');
  expect(train.messages()).toHaveLength(1);
  await server.until(() => /^\/channels\/\d+\/messages\/\d+$/.test(server.requests.at(-1)?.path ?? ''));
});

test('after 15 minutes a private answer is not made public', async () => {
  const late = gate();
  const { server, clock, lines } = await stage({
    script: {
      secret: async function* () {
        yield reply('wait', { kind: 'progress', audience: 'caller' });
        await late.opened;
        yield reply('your secret', { audience: 'caller' });
      },
    },
  });
  await server.command('secret');
  clock.ahead = 16 * 60_000;
  late.open();
  await expect.poll(() => lines.join('')).toContain('15 minutes old');
  expect(server.messages()).toMatchObject([{ text: 'wait', private: true }]);
});

test('a message that somebody deleted is left alone, and the bot finishes its work', async () => {
  const more = gate();
  let isFinished = false;
  const { server } = await stage({
    script: {
      train: async function* () {
        yield reply('training…', { kind: 'progress' });
        await more.opened;
        yield reply('still training…', { kind: 'progress' });
        isFinished = true;
        yield reply('done');
      },
    },
  });
  const train = await server.command('train');
  server.deleteMessage(train.messages()[0]?.id ?? '');
  more.open();
  await expect.poll(() => isFinished).toBe(true);
  await server.until(() => server.requests.at(-1)?.status === 404);
  expect(server.messages()).toEqual([]);
});

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
  const person = { userId: server.learner.id, userName: 'Learner', platform: 'discord' };
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
