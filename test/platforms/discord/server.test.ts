/** The loopback Discord keeps Discord's rules: what a careless bot would be refused, it refuses. */
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { checkSchema, extract, readSubset, wholeDocument } from './server/schema.ts';
import { type DiscordServerParts, startDiscordServer } from './server/server.ts';

type Interaction = { readonly id: string; readonly token: string };
type Answer = {
  readonly status: number;
  readonly json: { code?: number; id?: string; errors?: unknown } | undefined;
};

/** A bot made of nothing but sockets, which may break every rule. */
async function carelessBot(parts: DiscordServerParts = {}) {
  const server = await startDiscordServer(parts);
  const socket = new WebSocket(server.url.replace('http', 'ws').replace('/api', '/gateway'));
  onTestFinished(async () => {
    socket.close();
    await server.close();
  });
  const interactions: Interaction[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    const { t, d } = JSON.parse(String(data)) as { t: string; d: Interaction };
    if (t === 'INTERACTION_CREATE') interactions.push(d);
    wake();
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ op: 2, d: { token: server.token, intents: 1 } }));
  await server.until(() => server.gateway.isConnected());

  async function call(method: string, path: string, body?: unknown, token = server.token): Promise<Answer> {
    const response = await fetch(`${server.url}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  }

  /** A command that a person types; the bot answers as it likes. */
  async function interaction(): Promise<Interaction> {
    await call('PUT', `/applications/${server.application}/commands`, [{ name: 'hi', description: 'Hi' }]);
    const known = interactions.length;
    void server.command('hi');
    await new Promise<void>((resolve) => {
      wake = () => interactions.length > known && resolve();
      wake();
    });
    const one = interactions[known];
    if (one === undefined) throw new Error('no interaction came');
    return one;
  }

  const callback = ({ id, token }: Interaction, body: unknown) =>
    call('POST', `/interactions/${id}/${token}/callback`, body);
  const webhook = ({ token }: Interaction) => `/webhooks/${server.application}/${token}`;
  return { server, call, interaction, callback, webhook };
}

const MESSAGE = { type: 4, data: { content: 'hello' } };

test('an interaction can be answered once, and not after its time', async () => {
  const { interaction, callback } = await carelessBot({ ackMs: 200 });
  const one = await interaction();
  expect(await callback(one, MESSAGE)).toMatchObject({ status: 204 });
  expect(await callback(one, MESSAGE)).toMatchObject({ status: 400, json: { code: 40_060 } });
  const late = await interaction();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await callback(late, MESSAGE)).toMatchObject({ status: 404, json: { code: 10_062 } });
  expect(await callback({ ...one, token: 'wrong' }, MESSAGE)).toMatchObject({
    status: 404,
    json: { code: 10_062 },
  });
});

test("an interaction's token opens nothing before the acknowledgement and nothing after 15 minutes", async () => {
  let ahead = 0;
  const { interaction, callback, call, webhook } = await carelessBot({ now: () => Date.now() + ahead });
  const one = await interaction();
  const edit = () => call('PATCH', `${webhook(one)}/messages/@original`, { content: 'x' });
  expect(await edit()).toMatchObject({ status: 404, json: { code: 10_015 } });
  await callback(one, MESSAGE);
  expect(await edit()).toMatchObject({ status: 200 });
  ahead = 15 * 60_000 + 1;
  expect(await edit()).toMatchObject({ status: 401, json: { code: 50_027 } });
});

test('the first follow-up fills in "thinking…", as visible as that is; the next one is a message of its own', async () => {
  const { server, interaction, callback, call, webhook } = await carelessBot();
  const one = await interaction();
  await callback(one, { type: 5, data: {} });
  await call('POST', webhook(one), { content: 'secret', flags: 64 });
  await call('POST', webhook(one), { content: 'secret too', flags: 64 });
  expect(server.messages()).toMatchObject([
    { text: 'secret', private: false },
    { text: 'secret too', private: true },
  ]);
});

test('kinds of responses that do not fit are refused', async () => {
  const { interaction, callback } = await carelessBot();
  for (const type of [6, 7, 3, 99]) {
    expect(await callback(await interaction(), { type, data: {} })).toMatchObject({ status: 400 });
  }
});

const button = (custom_id: string, label = 'x') => ({ type: 2, style: 1, label, custom_id });
const row = (...components: unknown[]) => ({ type: 1, components });

test.each([
  ['a text of 2,001 characters', { content: 'x'.repeat(2_001) }, 50_035],
  ['nothing', { content: ' ' }, 50_006],
  [
    'six buttons in a row',
    { content: 'x', components: [row(...'abcdef'.split('').map((id) => button(id)))] },
    50_035,
  ],
  ['six rows', { content: 'x', components: 'abcdef'.split('').map((id) => row(button(id))) }, 50_035],
  ['a label of 81', { content: 'x', components: [row(button('a', 'x'.repeat(81)))] }, 50_035],
  ['an id of 101', { content: 'x', components: [row(button('a'.repeat(101)))] }, 50_035],
  ['one id twice', { content: 'x', components: [row(button('a'), button('a'))] }, 50_035],
  ['an attachment that was not sent', { content: 'x', attachments: [{ id: '0' }] }, 50_035],
  ['an embed of over 6,000', { embeds: [1, 2].map(() => ({ description: 'x'.repeat(3_001) })) }, 50_035],
  ['a wrong type', { content: 5 }, 50_035],
])('a message with %s is refused', async (_, body, code) => {
  const { server, call } = await carelessBot();
  const posted = await call('POST', `/channels/${server.channel}/messages`, body);
  expect(posted).toMatchObject({ status: 400, json: { code } });
  expect(server.messages()).toEqual([]);
});

test('without the right token there is only 401', async () => {
  const { server, call } = await carelessBot();
  expect(await call('GET', '/gateway/bot', undefined, 'wrong')).toMatchObject({ status: 401 });
  expect(await call('POST', `/channels/${server.channel}/messages`, { content: 'x' }, '')).toMatchObject({
    status: 401,
  });
});

test('the gateway closes with 4004 on a wrong token', async () => {
  const { server } = await carelessBot();
  const socket = new WebSocket(server.url.replace('http', 'ws').replace('/api', '/gateway'));
  await once(socket, 'open');
  socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1 } }));
  expect((await once(socket, 'close'))[0]).toBe(4_004);
});

test('an edit that does not name its attachments piles the pictures up', async () => {
  const { server, call } = await carelessBot();
  const path = `/channels/${server.channel}/messages`;
  const withFile = async (method: string, url: string) => {
    const form = new FormData();
    form.append('files[0]', new Blob([new Uint8Array([1])]), 'a.png');
    form.append('payload_json', JSON.stringify({ content: 'x' }));
    const headers = { authorization: `Bot ${server.token}` };
    const response = await fetch(`${server.url}/v10${url}`, { method, headers, body: form });
    return (await response.json()) as { id: string };
  };
  const { id } = await withFile('POST', path);
  await withFile('PATCH', `${path}/${id}`);
  expect(server.messages()[0]?.files).toHaveLength(2);
  await call('PATCH', `${path}/${id}`, { content: 'x', attachments: [] });
  expect(server.messages()[0]?.files).toEqual([]);
});

test('a bucket that is empty answers 429 with the time to wait', async () => {
  const { server, call } = await carelessBot();
  const path = `/channels/${server.channel}/messages`;
  for (let sent = 0; sent < 5; sent += 1) await call('POST', path, { content: `${sent}` });
  expect(await call('POST', path, { content: '5' })).toMatchObject({
    status: 429,
    json: { retry_after: expect.any(Number), global: false },
  });
});

const option = { type: 3, name: 'a', description: 'a' };

test.each([
  ['an upper-case name', { name: 'Hi', description: 'x' }],
  ['a name of 33', { name: 'x'.repeat(33), description: 'x' }],
  ['no description', { name: 'hi', description: '' }],
  ['a description of 101', { name: 'hi', description: 'x'.repeat(101) }],
  [
    'a required option after an optional one',
    { name: 'hi', description: 'x', options: [option, { ...option, name: 'b', required: true }] },
  ],
  ['one option twice', { name: 'hi', description: 'x', options: [option, option] }],
  [
    '26 options',
    {
      name: 'hi',
      description: 'x',
      options: Array.from({ length: 26 }, (_, at) => ({ ...option, name: `o${at}` })),
    },
  ],
  [
    'a range beyond 2^53',
    { name: 'hi', description: 'x', options: [{ ...option, type: 4, max_value: 2 ** 60 }] },
  ],
  [
    'a fractional bound of an integer',
    { name: 'hi', description: 'x', options: [{ ...option, type: 4, min_value: 0.5 }] },
  ],
])('commands with %s are refused', async (_, body) => {
  const { server, call } = await carelessBot();
  const put = await call('PUT', `/applications/${server.application}/commands`, [body]);
  expect(put).toMatchObject({ status: 400, json: { code: 50_035 } });
  expect(server.commands()).toEqual([]);
});

test('two commands of one name are refused', async () => {
  const { server, call } = await carelessBot();
  const twice = [1, 2].map(() => ({ name: 'hi', description: 'x' }));
  expect(await call('PUT', `/applications/${server.application}/commands`, twice)).toMatchObject({
    status: 400,
  });
});

test("Discord's client does not send values that the registration excludes", async () => {
  const { server, call } = await carelessBot();
  const options = [{ type: 4, name: 'a', description: 'a', required: true, min_value: 0, max_value: 127 }];
  await call('PUT', `/applications/${server.application}/commands`, [
    { name: 'add', description: 'x', options },
  ]);
  await expect(server.command('add', { a: 128 })).rejects.toThrow('not within 0…127');
  await expect(server.command('add', { a: 0.5 })).rejects.toThrow('not whole');
  await expect(server.command('add')).rejects.toThrow('a is required');
  await expect(server.command('add', { a: 1, z: 1 })).rejects.toThrow('no option z');
  await expect(server.command('subtract')).rejects.toThrow('/subtract is not registered');
});

test("the captured schemas are those of Discord's OpenAPI document, where it is at hand", () => {
  const { requests, $defs } = readSubset();
  const document = wholeDocument();
  // Elsewhere the subset must at least tell right from wrong.
  if (document !== undefined) expect({ requests, $defs }).toEqual(extract(document));
  expect(() => checkSchema('callback', MESSAGE)).not.toThrow();
  expect(() => checkSchema('callback', { type: 4, data: { content: 5 } })).toThrow('Invalid Form Body');
});
