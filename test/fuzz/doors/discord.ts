/** Interactions over the gateway, as Discord sends them and as it never would. */
import fc from 'fast-check';
import { startDiscordServer } from '../../platforms/discord/server/server.ts';
import { startBot } from '../../support/carrybot.ts';
import { door } from '../fuzz.ts';
import { mutatedJson } from '../mutate.ts';
import { standDiscord } from '../stands.ts';
import { plant, watch } from '../watch.ts';

const IDS = [
  'run:/help',
  'run:/schedule list',
  'quiz:import',
  'runs:letter:secret-discord',
  'quiz:answer:1:A',
  'nothing',
];
const option = (name: string, value: unknown) => ({ name, type: 3, value });
const DATA: readonly (readonly [type: number, data: unknown])[] = [
  [2, { id: '9', name: 'help', type: 1, options: [] }],
  [2, { id: '9', name: 'help', type: 1, options: [option('about', 'add')] }],
  [2, { id: '9', name: 'quiz', type: 1, options: [option('topic', 'decks')] }],
  [2, { id: '9', name: 'add', type: 1, options: [option('a', '1'), option('b', '2')] }],
  [2, { id: '9', name: 'schedule', type: 1, options: [{ type: 1, name: 'list', options: [] }] }],
  ...IDS.map((custom_id) => [3, { component_type: 2, custom_id, id: 1 }] as const),
  ...IDS.map(
    (custom_id) =>
      [
        5,
        {
          custom_id,
          components: [
            { type: 18, id: 1, component: { id: 2, custom_id: 'answer', type: 4, value: 'x' } },
            { type: 18, id: 3, component: { id: 4, custom_id: 'deck', type: 19, values: ['7'] } },
          ],
          resolved: {
            attachments: {
              '7': { id: '7', filename: 'd.csv', size: 3, url: 'http://127.0.0.1:1/d', proxy_url: 'x' },
            },
          },
        },
      ] as const,
  ),
];

const user = {
  id: '1300000000000000007',
  username: 'mallory',
  discriminator: '0',
  global_name: 'Mallory',
  avatar: null,
};
const interaction = fc.constantFrom(...DATA).map(([type, data]) => ({
  id: '1400000000000000000',
  type,
  token: 'a-token',
  version: 1,
  channel: { id: '1', type: 0, guild_id: 'guild', name: 'general', permissions: '0' },
  channel_id: 'channel',
  guild_id: 'guild',
  member: {
    user,
    nick: null,
    roles: [],
    joined_at: '2026-01-01T00:00:00Z',
    permissions: '0',
    deaf: false,
    mute: false,
    flags: 0,
  },
  context: 0,
  app_permissions: '2147483647',
  locale: 'en-US',
  guild_locale: 'en-US',
  entitlements: [],
  authorizing_integration_owners: { '0': 'guild' },
  attachment_size_limit: 10_485_760,
  data,
  ...(type === 2
    ? {}
    : {
        message: {
          id: '8',
          channel_id: 'channel',
          type: 0,
          content: 'x',
          flags: 0,
          author: user,
          attachments: [],
          embeds: [],
          components: [],
          mentions: [],
          mention_roles: [],
          timestamp: '2026-01-01T00:00:00Z',
          pinned: false,
          tts: false,
          mention_everyone: false,
          edited_timestamp: null,
        },
      }),
}));

export const discord = door<unknown>('discord', async () => {
  const test = await startBot();
  const server = await startDiscordServer({ ackMs: 20_000 });
  await plant(test, [{ platform: 'discord', workspace: `discord:${server.guild}` }]);
  const seen = watch(test.bot);
  const { close } = await standDiscord(seen, test.services.store.errands, server);
  let count = 0;
  return {
    inputs: mutatedJson(interaction),
    atOnce: 40,
    watch: seen,
    async send(all) {
      for (const each of all) {
        count += 1;
        const text = (JSON.stringify(each) ?? 'null')
          .replaceAll('"guild"', `"${server.guild}"`)
          .replaceAll('"channel"', `"${server.channel}"`)
          .replace(/"1400000000000000000[^"]*"/, `"${1_400_000_000_000_000_000n + BigInt(count)}"`);
        server.gateway.dispatch('INTERACTION_CREATE', JSON.parse(text));
      }
      const exchange = await server.command('help', {}, { until: 'sent' });
      await exchange.until((messages) => messages.some((message) => /Carrybot/.test(message.text)), 60_000);
      await seen.idle();
    },
    async close() {
      await close();
      await test.end();
    },
  };
});
