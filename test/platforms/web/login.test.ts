import { afterEach, expect, test } from 'vitest';
import { Client } from './client.ts';
import { openPlayground, type Playground, type Wishes } from './playground.ts';

let playground: Playground | undefined;
afterEach(async () => {
  await playground?.stop();
  playground = undefined;
});

async function open(wishes: Wishes = {}): Promise<Client> {
  playground = await openPlayground({ token: 'abrakadabra', ...wishes });
  return new Client(playground.url);
}

function logIn(client: Client, token: string): Promise<Response> {
  return client.ask('/login', { method: 'POST', body: new URLSearchParams({ token }) });
}

test('with a token set, nothing is given to a stranger but the form', async () => {
  const client = await open();
  for (const path of ['/', '/teacher']) {
    const response = await client.ask(path);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/login']);
  }
  for (const path of [
    '/api/events',
    '/api/messages?before=9',
    '/page/main.ts',
    '/files/a/b.png',
    '/api/preview',
  ]) {
    expect((await client.ask(path)).status).toBe(401);
  }
  expect((await client.ask('/api/start', { method: 'POST' })).status).toBe(401);
  expect((await client.send('/add 1 2')).status).toBe(401);
  const form = await client.ask('/login');
  expect(form.status).toBe(200);
  expect(await form.text()).toContain('<form method="post" action="/login">');
  expect((await client.ask('/page/login.css')).status).toBe(200);
});

test('the right token opens everything, and the cookie does not tell it', async () => {
  const client = await open();
  const response = await logIn(client, 'abrakadabra');
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^carrybot_pass=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
  expect(cookie).not.toContain('abrakadabra');
  client.cookie = cookie.split(';')[0] ?? '';
  expect((await client.ask('/')).status).toBe(200);
  expect((await client.ask('/api/start', { method: 'POST' })).status).toBe(200);
});

test('a wrong token leads back to the form and opens nothing', async () => {
  const client = await open();
  const response = await logIn(client, 'abrakadabr');
  expect([response.status, response.headers.get('location')]).toEqual([303, '/login#again']);
  expect(response.headers.get('set-cookie')).toBeNull();
});

test('the pass of another token does not fit', async () => {
  const first = await open();
  const pass = (await logIn(first, 'abrakadabra')).headers.get('set-cookie')?.split(';')[0] ?? '';
  await playground?.stop();
  const second = await open({ token: 'simsalabim' });
  second.cookie = pass;
  expect((await second.ask('/')).status).toBe(303);
});

test('a program may send the token with every request', async () => {
  const client = await open();
  expect((await client.ask('/', { headers: { authorization: 'Bearer abrakadabra' } })).status).toBe(200);
  expect((await client.ask('/', { headers: { authorization: 'Bearer wrong' } })).status).toBe(303);
});

test('guessing is slowed down, also for the right token, and goes on later', async () => {
  let now = 0;
  const client = await open({ now: () => now });
  for (let attempt = 0; attempt < 10; attempt += 1) expect((await logIn(client, 'x')).status).toBe(303);
  const refused = await logIn(client, 'abrakadabra');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
  now = 4_000;
  const early = await logIn(client, 'abrakadabra');
  expect([early.status, early.headers.get('retry-after')]).toEqual([429, '1']);
  now = 5_000;
  expect((await logIn(client, 'abrakadabra')).headers.get('location')).toBe('/');
  expect((await logIn(client, 'abrakadabra')).status).toBe(429);
});

test('no pause, however long, allows more attempts at once than the first moment did', async () => {
  let now = 0;
  const client = await open({ now: () => now });
  const attempts = async () => {
    const codes = [];
    for (let attempt = 0; attempt < 12; attempt += 1) codes.push((await logIn(client, 'x')).status);
    return codes;
  };
  const ten = [...Array.from({ length: 10 }, () => 303), 429, 429];
  expect(await attempts()).toEqual(ten);
  now = 3_600_000;
  expect(await attempts()).toEqual(ten);
  // A clock that is set back gives nothing, and takes nothing away.
  now = 0;
  expect(await attempts()).toEqual(Array.from({ length: 12 }, () => 429));
});

test('without a token there is no door', async () => {
  playground = await openPlayground();
  const client = new Client(playground.url);
  expect((await client.ask('/')).status).toBe(200);
  expect((await client.ask('/login')).headers.get('location')).toBe('/');
  expect((await logIn(client, '')).headers.get('location')).toBe('/login#again');
});
