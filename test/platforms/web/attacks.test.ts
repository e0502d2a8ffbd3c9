/** What one client tries against all others: each attempt through the public door, none of it costs others anything. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openNewDoor } from '../../support/door.ts';
import { Client, type Listener } from './client.ts';
import { openPlayground, type Playground } from './playground.ts';

let playground: Playground;
let now: number;
beforeEach(async () => {
  now = 1_000_000;
  // This machine is the proxy of everybody who comes, so that each may have an address.
  playground = await openPlayground({ now: () => now, proxies: ['127.0.0.1'] });
});
const listeners: Listener[] = [];
afterEach(async () => {
  for (const each of listeners.splice(0)) each.close();
  await playground.stop();
});

const ATTACKER = '198.51.100.66';
const SCHOOL = '192.0.2.1';

function come(from: string): Client {
  const client = new Client(playground.url);
  client.from = from;
  return client;
}

async function enter(from: string, name = 'Aki'): Promise<Client> {
  const client = come(from);
  client.name = name;
  await client.start();
  return client;
}

async function listen(client: Client): Promise<Listener> {
  const listener = await client.listen();
  listeners.push(listener);
  return listener;
}

/** Whether a live connection is given. */
const isGiven = (client: Client) =>
  listen(client).then(
    () => true,
    () => false,
  );

test('a cookie that was made up or altered is nobody’s, and one that was given out holds over a restart', async () => {
  const door = await openNewDoor();
  // A teacher's token, so that there is a form.
  const wishes = { door, teacher: 'teacher-token' };
  const [first, second] = [await openPlayground(wishes), await openPlayground(wishes)];
  const other = await openPlayground({ door: await openNewDoor() });
  const client = new Client(first.url);
  const { sign } = await client.start();
  const [, value = ''] = client.cookie.split('=');
  const [secret = '', signature = ''] = value.split('.');
  const turned = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  for (const made of [
    secret,
    `${secret}.`,
    `${turned(secret)}.${signature}`,
    `${secret}.${turned(signature)}`,
    `${secret}.${secret}`,
    `${value}.x`,
    'x'.repeat(8_000),
  ]) {
    const forged = new Client(first.url);
    forged.cookie = `carrybot=${made}`;
    expect((await forged.send('/quiz')).status).toBe(401);
    expect((await forged.ask('/api/events')).status).toBe(401);
  }
  // What tries of tokens are counted by is no session.
  const tries = new Client(first.url);
  tries.keep(await tries.ask('/login'));
  tries.cookie = tries.cookie.replace('carrybot_tries=', 'carrybot=');
  expect((await tries.send('/quiz')).status).toBe(401);

  client.url = second.url;
  expect((await client.start()).sign).toBe(sign);
  expect((await client.send('/quiz')).status).toBe(202);
  client.url = other.url;
  expect((await client.send('/quiz')).status).toBe(401);
  for (const each of [first, second, other]) await each.stop();
});

test('new sessions are bounded for one address, and not for others', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 205; n += 1) {
    statuses.push((await come(ATTACKER).ask('/api/start', { method: 'POST' })).status);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(200);
  const refused = await come(ATTACKER).ask('/api/start', { method: 'POST' });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
  expect(await refused.json()).toMatchObject({ error: { en: expect.any(String), ja: expect.any(String) } });
  expect((await come(SCHOOL).ask('/api/start', { method: 'POST' })).status).toBe(200);
  now += 10_000;
  expect((await come(ATTACKER).ask('/api/start', { method: 'POST' })).status).toBe(200);
});

test('an address that a client writes itself is not believed', async () => {
  const plain = await openPlayground({ now: () => now });
  const statuses: number[] = [];
  for (let n = 0; n < 205; n += 1) {
    const client = new Client(plain.url);
    client.from = `198.51.100.${n}`;
    statuses.push((await client.ask('/api/start', { method: 'POST' })).status);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(200);
  await plain.stop();
});

test('one address cannot take all live connections, whatever sessions it has', async () => {
  const clients = await Promise.all(Array.from({ length: 30 }, () => enter(ATTACKER)));
  const given = await Promise.all(clients.flatMap((each) => Array.from({ length: 10 }, () => isGiven(each))));
  expect(given.filter(Boolean)).toHaveLength(240);
  // An IPv6 client has all of its network, and counts as one.
  const six = await Promise.all(Array.from({ length: 25 }, (_, n) => enter(`2001:db8::${n + 1}`)));
  const more = await Promise.all(six.flatMap((each) => Array.from({ length: 10 }, () => isGiven(each))));
  expect(more.filter(Boolean)).toHaveLength(240);
  expect(await isGiven(await enter(SCHOOL))).toBe(true);
}, 60_000);

test('60 learners behind one address come in, listen in two windows, and all are answered at once', async () => {
  const learners = await Promise.all(Array.from({ length: 60 }, (_, n) => enter(SCHOOL, `Learner ${n}`)));
  const windows = await Promise.all(learners.flatMap((each) => [listen(each), listen(each)]));
  await Promise.all(windows.map((each) => each.page()));
  const sent = await Promise.all(
    learners.flatMap((each) => Array.from({ length: 5 }, () => each.send('/add 45 77'))),
  );
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([202]));
  for (let n = 0; n < 300; n += 1) expect((await windows[0]?.message())?.text).toContain('122');
}, 60_000);

test('a flood of lines pushes out its own, and not what the class has said', async () => {
  const aki = await enter(SCHOOL);
  for (const line of ['/add 1 2', '/quiz', '/markup']) await aki.send(line);
  await expect.poll(() => playground.bot.seen.length).toBe(3);
  const floods = await Promise.all(Array.from({ length: 4 }, (_, n) => enter(ATTACKER, `Flood ${n}`)));
  for (let n = 0; n < 506; n += 1) {
    if (n % 100 === 0) now += 60_000;
    for (const { status } of await Promise.all(floods.map((each) => each.send('/add 45 77'))))
      expect(status).toBe(202);
  }
  await expect.poll(() => playground.bot.seen.length).toBe(3 + 2_024);
  const left = await playground.history.page(
    { channel: 'playground', viewer: 'anyone' },
    Number.MAX_SAFE_INTEGER,
    3_000,
  );
  const of = (name: RegExp) => left.filter(({ cause }) => name.test(cause?.userName ?? ''));
  expect(of(/^Aki/).map(({ cause }) => cause?.text)).toEqual(['/add 1 2', '/quiz', '/markup']);
  expect(left.length).toBeLessThanOrEqual(1_000);
}, 120_000);

test('one address does only so much, with however many sessions, and others go on', async () => {
  const clients = await Promise.all(Array.from({ length: 25 }, () => enter(ATTACKER)));
  let taken = 0;
  for (let n = 0; n < 100; n += 1) {
    const sent = await Promise.all(
      clients.map((each) => each.post('/api/press', each.act({ message: 'none', button: 'x' }))),
    );
    taken += sent.filter(({ status }) => status === 409).length;
  }
  expect(taken).toBe(2_400);
  expect((await (await enter(SCHOOL)).send('/add 1 2')).status).toBe(202);
}, 120_000);

test('however many trainings of others are under way, a newcomer’s command is answered', async () => {
  const busy = await Promise.all(
    [ATTACKER, '198.51.100.67'].flatMap((from) => Array.from({ length: 62 }, () => enter(from))),
  );
  const statuses = (
    await Promise.all(
      busy.map(async (each) => {
        const own: number[] = [];
        for (let n = 0; n < 8; n += 1) own.push((await each.send('/train')).status);
        return own;
      }),
    )
  ).flat();
  // So many from one address, and no more.
  expect(statuses.filter((status) => status === 202)).toHaveLength(2 * 480);
  const aki = await enter(SCHOOL);
  const akis = await listen(aki);
  await akis.page();
  expect((await aki.send('/add 45 77')).status).toBe(202);
  let said = await akis.message();
  while (said.cause?.text !== '/add 45 77') said = await akis.message();
  expect(said.text).toContain('122');
}, 120_000);
