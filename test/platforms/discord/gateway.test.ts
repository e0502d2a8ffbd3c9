/** Events that Discord would not send: none stops the bot, and what comes after them is answered. */
import { describe, expect, it } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { stage } from './harness.ts';

const script = {
  async *help() {
    yield reply('Carrybot');
  },
};
const user = { id: '7', username: 'mallory', discriminator: '0', global_name: null, avatar: null };
const base = {
  id: '14',
  type: 2,
  token: 't',
  version: 1,
  channel_id: '1',
  locale: 'en-US',
  entitlements: [],
};

describe('an interaction', () => {
  it.each([
    ['that is null', null],
    ['that is a number', 7],
    ['that is empty', {}],
    ['without data', { ...base, user }],
    ['without a person', { ...base, data: { id: '9', name: 'help', type: 1 } }],
    ['with options that are none', { ...base, user, data: { id: '9', name: 'help', type: 1, options: 7 } }],
    ['of no type', { ...base, type: 'x', user, data: {} }],
    ['that sends no fields', { ...base, type: 5, user, data: { custom_id: 'a:b', components: null } }],
    ['that presses nothing', { ...base, type: 3, user, data: null, message: null }],
  ])('%s stops nothing', async (_, data) => {
    const { server, bot } = await stage({ script });

    server.gateway.dispatch('INTERACTION_CREATE', data);
    const exchange = await server.command('help');

    expect(exchange.messages()[0]?.text).toBe('Carrybot');
    expect(bot.asked).toHaveLength(1);
    expect(server.gateway.isConnected()).toBe(true);
  });
  it('that cannot be read is told in the log, a flood of them as a sum', async () => {
    const { server, lines } = await stage({ script });
    for (let count = 0; count < 500; count += 1) server.gateway.dispatch('INTERACTION_CREATE', null);
    await server.command('help');
    expect(lines.filter((line) => line.includes('cannot be read'))).toHaveLength(10);
  });
});

it.each(['GUILD_CREATE', 'GUILD_DELETE', 'CHANNEL_UPDATE', 'THREAD_LIST_SYNC', 'NO_SUCH_EVENT'])(
  'an event %s without data stops nothing',
  async (name) => {
    const { server } = await stage({ script });
    server.gateway.dispatch(name, null);
    server.gateway.dispatch(name, {});
    expect((await server.command('help')).messages()[0]?.text).toBe('Carrybot');
  },
);
