/** What Discord's client lets people type, made from the definitions, and what the bot says to the rest. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OptionShape, OptionShapes } from '../../src/chat/shape.ts';
import type { Values } from '../platforms/discord/server/server.ts';
import { type DiscordStand, heard, openDiscord } from './discord-stand.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let discord: DiscordStand;
beforeAll(async () => {
  discord = await openDiscord();
});
afterAll(() => discord.close());

describe('the registration', () => {
  const described = ({ words }: Pick<OptionShape, 'words'>) => ({
    description: words.en,
    description_localizations: { ja: words.ja },
  });
  const expected = (options: OptionShapes) =>
    Object.entries(options).map(([name, option]) => ({
      name,
      ...described(option),
      ...(option.kind === 'choice' && {
        choices: option.choices.map((value) => {
          const label = option.labels[value];
          return label === undefined
            ? { name: value, value }
            : { name: label.en, name_localizations: { ja: label.ja }, value };
        }),
      }),
    }));

  it('has every command and option of the definitions, described in Japanese too', async () => {
    const { commands } = discord.carrybot().bot;
    const files = await readdir(new URL('../../commands', import.meta.url));
    expect(commands.map(({ name }) => `${name}.ts`).sort()).toEqual(
      files.filter((name) => name.endsWith('.ts')).sort(),
    );
    expect(discord.server.commands()).toMatchObject(
      commands.map((shape) => ({
        name: shape.name,
        ...described(shape),
        options:
          shape.kind === 'plain'
            ? expected(shape.options)
            : Object.entries(shape.subcommands).map(([name, { words, options }]) => ({
                name,
                ...described({ words }),
                options: expected(options),
              })),
      })),
    );
  });
});

describe('bad input', () => {
  const shownLists = async () => [
    (await discord.type('runs list', {}, /./)).text,
    (await discord.type('schedule list', {}, /./)).text,
  ];
  let lists: readonly string[];
  beforeAll(async () => {
    lists = await shownLists();
  });
  it.each<[string, Values, string]>([
    ['train', { colour: 'red' }, 'no option `colour`'],
    ['train', { hidden: 300 }, 'from 1 to 256'],
    ['train', { iterations: 2_000_000 }, 'from 1 to 1,000,000'],
    ['train', { activation: 'softmax' }, '`sigmoid`, `tanh`, `relu`'],
    ['add', { a: '45' }, '`b` is missing'],
    ['add', { a: '-1', b: '2' }, 'from 0 up to 256 bits'],
    ['schedule quiz', { at: '25:00' }, "can't read `25:00`"],
    ['schedule quiz', { zone: 'Mars/Olympus' }, 'no time zone `Mars/Olympus`'],
  ])(
    '/%s %j, from a client that knows another registration, gets one private sentence',
    async (line, values, sentence) => {
      const before = discord.publicMessages().length;
      const exchange = await discord.server.command(line, values, { client: 'stale' });
      await heard(exchange, /./);
      expect(exchange.messages()).toMatchObject([
        { private: true, text: expect.stringContaining(sentence), files: [], buttons: [] },
      ]);
      expect(discord.publicMessages()).toHaveLength(before);
    },
  );
  it('changes nothing', async () => {
    expect(await shownLists()).toEqual(lists);
  });
  it('is full-width digits only in looks', async () => {
    expect((await discord.type('add', { a: '４５', b: '７７' }, /45/)).text).toContain('45 + 77 = 122');
  });
  it('is what a client with the present registration does not send', async () => {
    await expect(discord.server.command('train', { hidden: 300 })).rejects.toThrow(/client refuses.*hidden/);
    await expect(discord.server.command('add', { a: '45' })).rejects.toThrow(/client refuses.*b is required/);
  });
});

describe('the log', () => {
  it('holds no token, neither the bot’s nor an interaction’s', () => {
    const interactions = discord.server.requests.flatMap(
      ({ path }) => /^\/(?:interactions|webhooks)\/\d+\/([^/?]+)/.exec(path)?.[1] ?? [],
    );
    expect(interactions.length).toBeGreaterThan(10);
    const log = discord.log.join('');
    expect(log).not.toBe('');
    for (const token of [discord.server.token, ...interactions]) expect(log.includes(token)).toBe(false);
  });
});
