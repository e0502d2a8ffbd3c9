import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StartError } from '../../../src/chat/platform.ts';
import { reply } from '../../../src/chat/reply.ts';
import { createSlack, type Slack } from '../../../src/platforms/slack/connect.ts';
import { openErrands } from '../../support/errands.ts';
import { ANA, GENERAL, LOUNGE, SECRET, TEAM } from './server/world.ts';
import { build, connect, MODES } from './stand.ts';

/** Bodies such as Slack's, with anything in the place of each part. */
const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      type: fc.oneof(fc.constantFrom('block_actions', 'view_submission', 'event_callback'), fc.jsonValue()),
      command: fc.oneof(fc.constantFrom('/help', '/nothing'), fc.jsonValue()),
      event: fc.jsonValue(),
      actions: fc.oneof(fc.constant([{ action_id: 'press-1', value: 'x' }]), fc.jsonValue()),
      view: fc.oneof(fc.constant({ callback_id: 'form' }), fc.jsonValue()),
      channel: fc.jsonValue(),
      user: fc.jsonValue(),
      team: fc.jsonValue(),
      authorizations: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);

describe('starting', () => {
  it('fails with one sentence that names the bot token if Slack refuses it', async () => {
    const { slack } = await build({ tokens: { botToken: 'xoxb-wrong-secret' } });

    const error = await slack.start().catch((each: unknown) => each);

    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toMatch(/SLACK_BOT_TOKEN \(invalid_auth\)/);
    expect(String(error)).not.toMatch(/SLACK_APP_TOKEN|wrong-secret/);
  });

  it('names the app token if Slack refuses that one', async () => {
    const { slack, server } = await build({ tokens: { appToken: 'xapp-wrong-secret' } });

    await expect(slack.start()).rejects.toThrow(
      /^Slack does not accept SLACK_APP_TOKEN \(invalid_auth\)[^.]*\.$/,
    );
    expect(server.sockets.count()).toBe(0);
  });

  it('names both if both are refused, and says what such tokens begin with', async () => {
    const { slack, server } = await build({
      tokens: { botToken: 'xapp-mixed-up', appToken: 'xoxb-mixed-up' },
    });

    const error = await slack.start().catch((each: unknown) => each);

    expect(String(error)).toMatch(
      /SLACK_BOT_TOKEN .*begin with xoxb-; .*SLACK_APP_TOKEN .*begin with xapp-\.$/,
    );
    expect(String(error)).not.toContain('mixed-up');
    expect(server.sockets.count()).toBe(0);
  });

  it('asks for the signing secret in HTTP mode', async () => {
    const { server } = await build();
    const slack = createSlack({
      bot: {
        commands: [],
        audience: () => 'channel',
        form: () => undefined,
        languageOf: async ({ locale }) => locale,
        async *handle() {},
      },
      errands: await openErrands(),
      botToken: server.botToken,
      appToken: undefined,
      signingSecret: undefined,
      apiUrl: server.apiUrl,
      commandPrefix: '',
      log: { debug() {}, info() {}, warn() {}, error() {} },
      clock: { now: () => 0 },
    });

    await expect(slack.start()).rejects.toThrow(/^SLACK_SIGNING_SECRET is missing/);
    await slack.stop();
  });

  it('says that Slack cannot be reached, and where it was looked for', async () => {
    const { slack, server } = await build();
    await server.close();

    await expect(slack.start()).rejects.toThrow(
      new RegExp(`^Slack cannot be reached at ${new URL(server.apiUrl).host} \\(ECONNREFUSED\\)`),
    );
  });

  it.each([
    ['answers with a page', 'what answers there is not Slack'],
    ['never answers', 'no answer in time'],
  ] as const)('says so where something else %s', async (how, reason) => {
    const door = createServer((_, response) => {
      if (how === 'answers with a page') response.setHeader('content-type', 'text/html').end('<p>Proxy</p>');
    });
    await once(door.listen(0, '127.0.0.1'), 'listening');
    const address = door.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { slack, log } = await build({
      apiUrl: `http://127.0.0.1:${port}/api/`,
      pace: { callMs: how === 'never answers' ? 500 : 20_000 },
    });

    const error = await slack.start().catch((each: unknown) => each);
    door.closeAllConnections();
    door.close();

    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toBe(
      `StartError: Slack cannot be reached at 127.0.0.1:${port} (${reason}); check the network, and SLACK_API_URL if it is set.`,
    );
    expect(log).toEqual([]);
  });

  it('names in the log what the bot cannot do for want of a scope', async () => {
    const { log } = await connect({ before: (server) => server.scopes.delete('im:write') });

    expect(log.filter((line) => line.includes('"level":40'))).toEqual([
      expect.stringMatching(/"scope":"im:write".*private answers with pictures/),
    ]);
  });

  it('and everything after it keeps tokens and what users write out of the log', async () => {
    const { server, log, stop } = await connect({
      scripts: {
        add: () => [reply('122')],
        help: () => {
          throw new Error('a bug');
        },
      },
    });
    await server.command('/add', 'my-private-words');
    await server.command('/help', 'my-private-words', { until: 'nothing' });
    server.sockets.drop();
    await server.sockets.become(0);
    await server.sockets.become(1);
    await stop();

    const all = log.join('');
    expect(all).toContain('a bug');
    expect(all).not.toMatch(/xoxb-|xapp-|test-signing|my-private-words|ticket=|\/response\//);
  });
});

describe('a request that does not come from Slack', () => {
  it('is refused with 401 and a line in the log', async () => {
    const { server, heard, log } = await connect({ mode: 'http', scripts: { add: () => [reply('122')] } });

    expect(await server.forge({ secret: 'guessed' })).toBe(401);
    expect(log.filter((line) => line.includes('signature mismatch'))).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it('is refused if it is older than five minutes, though its signature is right', async () => {
    const { server, heard, log } = await connect({ mode: 'http', scripts: { add: () => [reply('122')] } });

    expect(await server.forge({ ageSeconds: 6 * 60 })).toBe(401);
    expect(log.some((line) => line.includes('stale'))).toBe(true);
    expect(await server.forge({ ageSeconds: 4 * 60 })).toBe(200);
    await expect.poll(() => heard).toHaveLength(1);
  });

  it.each(['null', '7', '"text"', 'true', ...['null', '7', '"text"'].map((text) => `payload=${text}`)])(
    'is refused, and ends nothing, if there is nothing in it: %j',
    async (body) => {
      const { server, heard } = await connect({ mode: 'http', scripts: { add: () => [reply('122')] } });

      const type = body.startsWith('payload=') ? undefined : 'application/json';
      expect(await server.forge({ body, ...(type && { type }) })).toBe(400);
      expect(heard).toEqual([]);
      await server.command('/add', '1 1', { until: /122/ });
    },
  );

  it('may be of any shape and ends nothing', async () => {
    const { server } = await connect({ mode: 'http', scripts: { add: () => [reply('122')] } });

    const post = (body: unknown) => server.forge({ body: JSON.stringify(body), type: 'application/json' });

    // At once: Bolt holds what no listener takes for 3 s.
    await fc.assert(
      fc.asyncProperty(fc.array(anyBody, { minLength: 40, maxLength: 60 }), async (bodies) => {
        for (const status of await Promise.all(bodies.map(post))) expect(status).toBeLessThan(600);
      }),
      { numRuns: 2 },
    );
    await server.command('/add', '1 1', { until: /122/ });
  });

  it.each(['', 'garbage', 'payload=%7B%7D', 'payload=nonsense', 'type=event_callback'])(
    'is answered at once, without an error, if nothing is asked of the bot: %j',
    async (body) => {
      const { server, heard, log } = await connect({ mode: 'http' });

      const first = await Promise.race([server.forge({ body }), sleep(2_000, 'late')]);

      expect(first).toBe(body === 'payload=nonsense' ? 400 : 200);
      expect(heard).toEqual([]);
      expect(log.filter((line) => line.includes('"level":50'))).toEqual([]);
    },
  );

  it('is told that the bot is not ready before it has started', async () => {
    const { server } = await build({ mode: 'http' });

    expect(await server.forge({})).toBe(503);
  });
});

describe('a workspace that takes the bot out', () => {
  const event = (type: string, more = {}) => ({
    type: 'events_api' as const,
    payload: { type: 'event_callback', team_id: 'T9', api_app_id: 'A1', event: { type, ...more } },
  });
  it.each(MODES)('is told by either event that Slack sends, acknowledged (%s)', async (mode) => {
    const told: string[] = [];
    const { server, log } = await connect({ mode, removed: async (workspace) => void told.push(workspace) });

    await server.deliver(event('tokens_revoked', { tokens: { oauth: ['U1'], bot: [] } }));
    await server.deliver(event('app_home_opened'));
    expect(told).toEqual([]);
    await server.deliver(event('tokens_revoked', { tokens: { bot: ['U1'] } }));
    await server.deliver(event('app_uninstalled'));

    await expect.poll(() => told).toEqual(['slack:T9', 'slack:T9']);
    expect(log.filter((line) => /"level":[45]0/.test(line))).toEqual([]);
  });
});

describe('a workspace that took the bot out while nobody could hear it', () => {
  const known = [`slack:${TEAM}`, 'slack:T9'];
  it.each([
    ['token_revoked', ['has-not', 'has-not']],
    ['account_inactive', ['has-not', 'has-not']],
    // Mistyped, perhaps.
    ['invalid_auth', ['unknown', 'unknown']],
    [undefined, ['has', 'unknown']],
  ] as const)('is told by what Slack says to the token at the start (%s)', async (refusal, stands) => {
    const told: string[][] = [];
    const { slack } = await build({
      before: (server) => refusal && server.refuse('auth.test', refusal, 9),
      compare: async (stand) => void told.push(known.map(stand)),
    });
    const started = await slack.start().catch((error: unknown) => error);
    expect(started instanceof StartError).toBe(refusal !== undefined);
    expect(told).toEqual([stands]);
  });
});

describe('a socket', () => {
  it.each([
    'null',
    '7',
    'no JSON',
    '{"type":7}',
    '{"envelope_id":"E1","type":"slash_commands","payload":null}',
    '{"envelope_id":"E1","type":"events_api","payload":null}',
    '{"envelope_id":"E1","type":"events_api","payload":{"type":"app_rate_limited","team_id":"T1"}}',
    '{"envelope_id":"E1","type":"events_api","payload":{"event":{"type":"disconnected"}}}',
    '{"envelope_id":"E1","type":"ws_message","payload":{}}',
    '{"envelope_id":"E1","type":"error","payload":{}}',
  ])('goes on after the frame %s', async (frame) => {
    const { server, heard, log } = await connect({ scripts: { add: () => [reply('122')] } });

    server.sockets.say(frame);
    await server.command('/add', '1 1', { until: /122/ });

    expect(server.sockets.count()).toBe(1);
    expect(heard).toHaveLength(1);
    expect(log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it('acknowledges an event that tells of no happening, so that Slack does not repeat it', async () => {
    const { server } = await connect();

    expect(
      await server.deliver({ type: 'events_api', payload: { type: 'app_rate_limited', team_id: 'T1' } }),
    ).toEqual({});
  });

  it('goes on after frames of any shape', async () => {
    const { server, heard } = await connect({ scripts: { add: () => [reply('122')] } });
    const type = fc.oneof(fc.constantFrom('events_api', 'slash_commands', 'interactive'), fc.string());

    await fc.assert(
      fc.asyncProperty(type, anyBody, async (named, payload) => {
        server.sockets.say(JSON.stringify({ envelope_id: 'E1', type: named, payload }));
        server.sockets.say(JSON.stringify(payload));
      }),
      { numRuns: 200 },
    );
    await server.command('/add', '1 1', { until: /122/ });

    expect(heard.filter((each) => each.kind === 'command' && each.command === 'add')).toHaveLength(1);
  });

  it('that Slack refreshes is opened again, and commands go on', async () => {
    const { server, heard } = await connect({ scripts: { add: () => [reply('122')] } });

    server.sockets.refresh();
    await server.sockets.become(0);
    await server.command('/add', '1 1');

    expect(server.sockets.count()).toBe(1);
    expect(heard).toHaveLength(1);
  });

  it('that breaks off is opened again, though Slack refuses at first', async () => {
    const { server, heard, log } = await connect({ scripts: { add: () => [reply('122')] } });

    server.refuse('apps.connections.open', 'internal_error', 1);
    server.sockets.drop();
    await server.sockets.become(0);
    await server.command('/add', '1 1');

    expect(heard).toHaveLength(1);
    expect(log.some((line) => line.includes('"reason":"internal_error"'))).toBe(true);
  });

  it('is not opened again once the token is revoked and the bot stops, and nothing breaks', async () => {
    const { server, stop, log } = await connect();

    server.refuse('apps.connections.open', 'invalid_auth', 100);
    server.sockets.drop();
    await expect.poll(() => log.join('')).toContain('"reason":"invalid_auth"');
    await stop();

    expect(server.sockets.count()).toBe(0);
  });
});

describe.each(MODES)('stopping in %s mode', (mode) => {
  it('makes no more calls afterwards, whatever the bot still says', async () => {
    const more = Promise.withResolvers<void>();
    const { server, slack } = await connect({
      mode,
      pace: { graceMs: 100 },
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress' });
          await more.promise;
          yield reply('trained');
        },
      },
    });
    await server.command('/train', '', { until: /training/ });
    await slack.stop();
    const before = server.calls.length;

    more.resolve();
    await sleep(100);

    expect(server.calls).toHaveLength(before);
  });
});

describe('stopping', () => {
  it('closes the socket with a goodbye', async () => {
    const { server, slack } = await connect();

    await slack.stop();

    await server.sockets.become(0);
    expect(server.sockets.endedProperly()).toBe(true);
  });

  it('refuses in private what comes in meanwhile by HTTP', async () => {
    const more = Promise.withResolvers<void>();
    const { server, slack, heard } = await connect({
      mode: 'http',
      scripts: {
        async *train() {
          yield reply('training…', { kind: 'progress' });
          await more.promise;
          yield reply('trained');
        },
      },
    });
    await server.command('/train', '', { until: /training/ });

    const stopping = slack.stop();
    await server.command('/train', '', { until: /restarting/ });
    more.resolve();
    await stopping;

    expect(server.messages()).toMatchObject([{ text: 'trained' }, { private: true }]);
    expect(heard).toHaveLength(1);
  });
});

describe('what the bot lacks', () => {
  const WORKSPACE = { platform: 'slack', workspace: `slack:${TEAM}` } as const;
  const names = async (slack: Slack, channel: string) =>
    (await slack.examine({ ...WORKSPACE, channel }, 'nobody')).lacks.map(({ name }) => name.en);

  it('is nothing in a channel that it is in, with all scopes; and Slack’s latency is told', async () => {
    const { slack, server } = await connect({});
    expect(await slack.examine({ ...WORKSPACE, channel: GENERAL }, 'nobody')).toMatchObject({ lacks: [] });
    expect(await names(slack, server.direct(ANA))).toEqual([]);
  });
  it('is a seat in a channel that it is not in', async () => {
    const { slack } = await connect({});
    for (const channel of [LOUNGE, SECRET])
      expect(await names(slack, channel)).toEqual(['`/invite @Carrybot` in this channel']);
  });
  it('is each scope that its token has no more, as it is now', async () => {
    const { slack, server } = await connect({});
    server.scopes.delete('files:write');
    server.scopes.delete('channels:read');
    expect(await names(slack, GENERAL)).toEqual(['`files:write`', '`channels:read`']);
  });
});
