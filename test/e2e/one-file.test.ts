/** A command is one file: written into the folder of commands, it appears in every place, and answers. */
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commandReference, commandTable } from '../../src/answers/help.ts';
import { createBot } from '../../src/command/dispatch.ts';
import { loadCommands } from '../../src/command/load.ts';
import { readConfig } from '../../src/config.ts';
import { connectPlatforms } from '../../src/connect.ts';
import { registration } from '../../src/platforms/discord/register.ts';
import { slackManifest } from '../../src/platforms/slack/manifest.ts';
import type { WireStart } from '../../src/platforms/web/wire.ts';
import { checkCommands } from '../platforms/discord/server/check-commands.ts';
import { LEARNER } from '../support/carrybot.ts';
import { goLive, type Live } from './live.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const FILE = `/** \`/parity\`: whether a number is even. */
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { choice, integer, required } from '../src/command/option.ts';

export default defineCommand({
  name: 'parity',
  words: { en: 'Whether a number is even', ja: '偶数か奇数か' },
  examples: ['/parity 7'],
  section: 'lab',
  options: {
    number: required(integer({ en: 'Any number', ja: '好きな数' }, { min: 0, max: 99 }, undefined)),
    tone: choice({ en: 'How to say it', ja: '言い方' }, ['plain', 'loud'], 'plain'),
  },
  async *run({ number, tone }, { say }) {
    const words = number % 2 === 0 ? { en: 'even', ja: '偶数' } : { en: 'odd', ja: '奇数' };
    yield reply(tone === 'loud' ? \`**\${say(words)}**\` : say(words), { data: { number } });
  },
});
`;

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let live: Live;
let address: string;
let bot: ReturnType<typeof createBot>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  await cp(join(root, 'commands'), join(folder, 'commands'), { recursive: true });
  for (const name of ['src', 'node_modules', 'package.json'])
    await symlink(join(root, name), join(folder, name));
  await writeFile(join(folder, 'commands/parity.ts'), FILE);
  const definitions = await loadCommands(join(folder, 'commands'));
  const commands = definitions.map(({ shape }) => shape);
  live = await goLive(async ({ carrybot, clock, log }) => {
    const services = { ...carrybot.services, commands };
    bot = createBot({ definitions, services, log, reference: () => 'r1' });
    const config = readConfig({ PORT: '0' });
    const connection = await connectPlatforms({ config, carrybot: { ...carrybot, bot }, clock, log });
    return {
      ...connection,
      async start() {
        address = await connection.start();
      },
    };
  });
});
afterAll(async () => {
  await live.close();
  await rm(folder, { recursive: true });
});

async function answer(command: string, text: string, locale: 'en' | 'ja' = 'en') {
  const caller = { ...LEARNER, locale };
  const replies = [];
  const input = { kind: 'text', text } as const;
  for await (const one of bot.handle({ kind: 'command', command, subcommand: undefined, input, caller }))
    replies.push(one);
  return replies.at(-1);
}

describe('a command written as one file', () => {
  it('answers, and has its input checked', async () => {
    expect(await answer('parity', '7 loud', 'ja')).toMatchObject({ kind: 'final', text: '**奇数**' });
    expect(await answer('parity', 'number=100')).toMatchObject({
      kind: 'error',
      text: expect.stringContaining('from 0 to 99'),
    });
    expect((await answer('parit', ''))?.text).toContain('Did you mean `/parity`?');
  });
  it.each([
    ['en', 'Whether a number is even'],
    ['ja', '偶数か奇数か'],
  ] as const)('is in the help (%s)', async (locale, words) => {
    expect((await answer('help', '', locale))?.text).toContain(`- \`/parity\` ${words}`);
    const own = (await answer('help', 'parity', locale))?.text;
    expect(own).toMatch(/`number` .*0–99/);
    expect(own).toMatch(/`tone` .*`plain`, `loud`/);
  });
  it("is in Discord's registration, typed and in both languages", () => {
    const bodies = registration(bot.commands);
    expect(bodies.find(({ name }) => name === 'parity')).toMatchObject({
      description: 'Whether a number is even',
      description_localizations: { ja: '偶数か奇数か' },
      options: [
        { name: 'number', type: 4, required: true, min_value: 0, max_value: 99 },
        { name: 'tone', type: 3, choices: [{ value: 'plain' }, { value: 'loud' }] },
      ],
    });
    expect(() => checkCommands(JSON.parse(JSON.stringify(bodies)))).not.toThrow();
  });
  it("is in Slack's manifest", () => {
    const { features } = slackManifest(bot.commands, 'rnn-', { kind: 'socket' });
    expect(features.slash_commands).toContainEqual({
      command: '/rnn-parity',
      description: 'Whether a number is even / 偶数か奇数か',
      usage_hint: 'number [tone=plain]',
      should_escape: false,
    });
  });
  it("is in the data of the playground's completion", async () => {
    const response = await fetch(`${address}/api/start`, { method: 'POST', headers: { origin: address } });
    expect(response.status).toBe(200);
    const { commands } = (await response.json()) as WireStart;
    expect(commands).toHaveLength(bot.commands.length);
    expect(commands.find(({ name }) => name === 'parity')).toEqual(
      JSON.parse(JSON.stringify(bot.commands.find(({ name }) => name === 'parity'))),
    );
  });
  it("is in the READMEs' table and the reference of commands", () => {
    expect(commandTable(bot.commands, 'ja')).toContain('| `/parity` | 偶数か奇数か |');
    expect(commandReference(bot.commands, 'en')).toContain('## /parity');
  });
});
