/** Slack's team decides the workspace: what another team has sent is never answered with this one's data. */
import { describe, expect, it } from 'vitest';
import { reply } from '../../../src/chat/reply.ts';
import { type Delivery, form } from './server/deliver.ts';
import { ANA, GENERAL, TEAM } from './server/world.ts';
import { connect, MODES, type Stand } from './stand.ts';

const OTHER = 'T0OTHER';
const scripts = {
  add: () => [reply('the schedules of this team')],
  'train:cancel': () => [reply('this team')],
};

/** Without what is undefined, as JSON has it. */
const sent = (fields: object): Delivery['payload'] => JSON.parse(JSON.stringify(fields));

const command = (more: object): Delivery => ({
  type: 'slash_commands',
  payload: sent({
    team_id: TEAM,
    channel_id: GENERAL,
    user_id: ANA,
    user_name: 'ana',
    command: '/add',
    text: '',
    trigger_id: crypto.randomUUID(),
    is_enterprise_install: 'false',
    ...more,
  }),
});
const press = (more: object): Delivery => ({
  type: 'interactive',
  payload: {
    type: 'block_actions',
    team: { id: TEAM, domain: 'class' },
    user: { id: ANA, name: 'ana', team_id: TEAM },
    channel: { id: GENERAL },
    container: { type: 'message', message_ts: '1.2', channel_id: GENERAL },
    trigger_id: crypto.randomUUID(),
    is_enterprise_install: false,
    actions: [{ action_id: 'press-0', block_id: 'b', value: 'train:cancel', type: 'button' }],
    ...more,
  },
});
const submit = (more: object): Delivery => ({
  type: 'interactive',
  payload: {
    type: 'view_submission',
    team: { id: TEAM, domain: 'class' },
    user: { id: ANA, name: 'ana', team_id: TEAM },
    trigger_id: crypto.randomUUID(),
    view: {
      id: 'V1',
      callback_id: 'form',
      title: { text: 'A form' },
      private_metadata: JSON.stringify({ id: 'train:cancel', channel: GENERAL, at: 0, locale: 'en' }),
      state: { values: {} },
    },
    ...more,
  },
});

const foreign: readonly (readonly [what: string, delivery: Delivery])[] = [
  ['a command of another team', command({ team_id: OTHER })],
  ['a command without a team', command({ team_id: undefined })],
  [
    'a command of another team of the same organisation',
    command({ team_id: OTHER, enterprise_id: 'E1', is_enterprise_install: 'true' }),
  ],
  ['a command with two teams', command({ team: { id: OTHER } })],
  ['a press in another team', press({ team: { id: OTHER } })],
  ['a press without a team', press({ team: null, enterprise: { id: 'E1' }, is_enterprise_install: true })],
  ['a press with two teams', press({ team_id: OTHER })],
  ['a form of another team', submit({ team: { id: OTHER } })],
  ['a form without a team', submit({ team: undefined })],
];

function isSilent({ server, heard }: Stand): void {
  expect(heard).toEqual([]);
  expect(server.messages().map(({ text }) => text)).toEqual([]);
}

describe.each(MODES)('another team (%s)', (mode) => {
  it.each(foreign)('gets nothing of this one: %s', async (_, delivery) => {
    const stand = await connect({ mode, scripts });

    await stand.server.deliver(delivery);
    await stand.server.command('/add', '', { until: /schedules/ });

    expect(stand.heard).toHaveLength(1);
    expect(stand.server.messages()).toHaveLength(1);
    expect(stand.log.filter((line) => line.includes('another team'))).toHaveLength(1);
  });

  it.each([
    ['a command', command({})],
    ['a press', press({})],
    ['a form', submit({})],
  ])('is no other team if it is this one: %s', async (_, delivery) => {
    const stand = await connect({ mode, scripts });
    await stand.server.deliver(delivery);
    await expect.poll(() => stand.heard).toHaveLength(1);
  });

  it('gets a sentence where it can be answered', async () => {
    const stand = await connect({ mode, scripts });
    await stand.server.deliver(command({ team_id: OTHER, response_url: stand.server.responseUrl() }));

    await stand.server.message(/installed in another workspace/);
    expect(stand.heard).toEqual([]);
  });

  it('is told no event of this one', async () => {
    const stand = await connect({ mode, scripts });
    const event = { type: 'event_callback', team_id: OTHER, event: { type: 'message', text: '/add' } };
    await stand.server.deliver({ type: 'events_api', payload: event });
    isSilent(stand);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a command without a person', command({ user_id: undefined })],
    ['a press without a person', press({ user: undefined })],
    [
      'a form whose memory is no JSON',
      submit({
        view: {
          id: 'V',
          callback_id: 'form',
          title: { text: 't' },
          private_metadata: '{',
          state: { values: {} },
        },
      }),
    ],
    ['a form without a memory', submit({ view: { callback_id: 'form' } })],
  ])('is acknowledged at once, with a line in the log: %s', async (_, delivery) => {
    const stand = await connect({ mode: 'http', scripts });
    await stand.server.deliver(delivery);
    isSilent(stand);
    expect(stand.log.filter((line) => /"level":40.*cannot be read/.test(line))).toHaveLength(1);
    expect(stand.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

describe('a flood', () => {
  it('of unsigned requests is counted in the log, not written down', async () => {
    const time = { now: Date.now() };
    const stand = await connect({ mode: 'http', scripts, clock: { now: () => time.now } });
    const forged = { secret: 'guessed', body: form({ command: '/add' }) };
    const before = stand.log.length;
    for (let i = 0; i < 40; i += 1)
      await Promise.all(Array.from({ length: 50 }, () => stand.server.forge(forged)));
    expect(stand.log.length - before).toBe(10);

    time.now += 61_000;
    await stand.server.forge(forged);
    expect(stand.log.slice(before + 10).map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 40, lines: 1_990, seconds: 61, msg: expect.stringContaining('signature') },
      { level: 40, msg: expect.stringContaining('signature') },
    ]);
    await stand.server.command('/add', '', { until: /schedules/ });
  });
  it('of frames that are none is counted, too', async () => {
    const stand = await connect({ scripts });
    const before = stand.log.length;
    for (let i = 0; i < 1_000; i += 1) stand.server.sockets.say(`{"type":${i}}`);
    await stand.server.command('/add', '', { until: /schedules/ });
    expect(stand.log.slice(before).filter((line) => line.includes('cannot be read'))).toHaveLength(10);
  });
});
