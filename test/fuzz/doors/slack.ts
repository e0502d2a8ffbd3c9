/** Signed bodies and frames of the socket, as Slack sends them and as it never would. */
import fc from 'fast-check';
import { form } from '../../platforms/slack/server/deliver.ts';
import { ANA, GENERAL, TEAM } from '../../platforms/slack/server/world.ts';
import { startBot } from '../../support/carrybot.ts';
import { oddText } from '../../support/odd-text.ts';
import { door, type Opened } from '../fuzz.ts';
import { mutated, mutatedJson } from '../mutate.ts';
import { standSlack } from '../stands.ts';
import { plant, watch } from '../watch.ts';

const IDS = [
  'run:/help',
  'run:/schedule list',
  'quiz:import',
  'runs:letter:secret-slack',
  'quiz:answer:1:A',
  'nothing',
];
const LINES = [
  ['/help', ''],
  ['/help', 'add'],
  ['/schedule', 'list'],
  ['/quiz', 'decks'],
  ['/quiz', 'export secret'],
  ['/add', '1'],
  ['/score', ''],
] as const;

const person = { id: ANA, name: 'ana', username: 'ana', team_id: TEAM };
const command = fc.constantFrom(...LINES).map(([name, text]) => ({
  token: 'verification-token',
  team_id: TEAM,
  team_domain: 'class',
  channel_id: GENERAL,
  user_id: ANA,
  user_name: 'ana',
  command: name,
  text,
  is_enterprise_install: 'false',
  trigger_id: 'unique',
}));
const press = fc.constantFrom(...IDS).map((value) => ({
  type: 'block_actions',
  team: { id: TEAM, domain: 'class' },
  user: person,
  api_app_id: 'A1',
  channel: { id: GENERAL, name: 'general' },
  container: { type: 'message', message_ts: '1700000000.000100', channel_id: GENERAL, is_ephemeral: false },
  message: { ts: '1700000000.000100', blocks: [{ block_id: 'asked', elements: [{ text: 'Ana: /help' }] }] },
  is_enterprise_install: false,
  trigger_id: 'unique',
  actions: [{ action_id: 'press-0', block_id: 'b', value, type: 'button', text: { text: 'A label' } }],
}));
const submit = fc.constantFrom(...IDS).map((id) => ({
  type: 'view_submission',
  team: { id: TEAM, domain: 'class' },
  user: person,
  trigger_id: 'unique',
  view: {
    id: 'V1',
    callback_id: 'form',
    title: { type: 'plain_text', text: 'A form' },
    private_metadata: JSON.stringify({ id, channel: GENERAL, at: 1, locale: 'en' }),
    state: {
      values: {
        answer: { value: { type: 'plain_text_input', value: 'x' } },
        deck: { value: { files: [{ name: 'd.csv', size: 3, url_private: 'http://127.0.0.1:1/f' }] } },
      },
    },
  },
}));
const event = fc
  .constantFrom('app_rate_limited', 'message', 'tokens_revoked', 'app_home_opened')
  .map((type) => ({
    type: type === 'app_rate_limited' ? type : 'event_callback',
    team_id: TEAM,
    api_app_id: 'A1',
    event: { type, tokens: { oauth: ['U1'], bot: [] }, channel: GENERAL, user: ANA, text: '/help' },
  }));

type Body = { readonly type: 'form' | 'json'; readonly body: string };

const json = (value: unknown) => JSON.stringify(value) ?? 'null';
/** A command's fields as a form; others' as JSON in a form. */
const bodies: fc.Arbitrary<Body> = fc.oneof(
  mutatedJson(command).map((value) => ({
    type: 'form' as const,
    body: form(typeof value === 'object' && value !== null ? { ...value } : { text: json(value) }),
  })),
  mutatedJson(fc.oneof(press, submit)).map((value) => ({
    type: 'form' as const,
    body: form({ payload: value }),
  })),
  mutatedJson(event).map((value) => ({ type: 'json' as const, body: json(value) })),
  mutated(
    fc.oneof(press, submit).map((value) => form({ payload: value })),
    50,
  ).map((body) => ({ type: 'form' as const, body })),
  oddText(80).map((body) => ({ type: 'json' as const, body })),
);
const frames: fc.Arbitrary<string> = fc.oneof(
  mutatedJson(
    fc.oneof(command, press, submit, event).map((payload) => ({
      envelope_id: 'unique',
      type: 'command' in payload ? 'slash_commands' : 'event' in payload ? 'events_api' : 'interactive',
      accepts_response_payload: true,
      payload,
    })),
  ).map(json),
  mutated(fc.constantFrom('{"type":"hello"}', 'null', '{"envelope_id":"E","type":"events_api"}'), 50).filter(
    (frame) => !frame.includes('disconnect'),
  ),
  oddText(60),
);

async function open(mode: 'http' | 'socket') {
  const test = await startBot();
  await plant(test, [{ platform: 'slack', workspace: `slack:${TEAM}` }]);
  const seen = watch(test.bot);
  const { server, close } = await standSlack(seen, test.services.store.errands, mode);
  let count = 0;
  return {
    server,
    watch: seen,
    /** What Slack repeats is done once: each is another. */
    unique: (text: string) => {
      count += 1;
      return text.replaceAll('unique', `unique-${count}`);
    },
    async settle() {
      await seen.idle();
      // The door is open still, and the answer to what comes through it is in words.
      const before = seen.counts.final;
      await server.command('/help', '', { until: 'nothing' });
      while (seen.counts.final === before) await new Promise((resolve) => setTimeout(resolve, 5));
      await seen.idle();
    },
    async close() {
      await close();
      await test.end();
    },
  };
}

export const slackBodies = door<Body>('slack', async (): Promise<Opened<Body>> => {
  const { server, watch: seen, unique, settle, close } = await open('http');
  return {
    inputs: bodies,
    atOnce: 40,
    watch: seen,
    async send(all) {
      await Promise.all(
        all.map(async ({ type, body }) => {
          const status = await server.forge({
            body: unique(body),
            ...(type === 'json' && { type: 'application/json' }),
          });
          if (![200, 400].includes(status)) seen.fault(`HTTP ${status}`);
        }),
      );
      await settle();
    },
    close,
  };
});

export const slackFrames = door<string>('socket', async (): Promise<Opened<string>> => {
  const { server, watch: seen, unique, settle, close } = await open('socket');
  return {
    inputs: frames,
    atOnce: 40,
    watch: seen,
    async send(all) {
      for (const frame of all) server.sockets.say(unique(frame));
      await settle();
      if (server.sockets.count() !== 1) seen.fault('the socket was closed');
    },
    close,
  };
});
