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

const bearer = (client: Client, token: string) =>
  client.ask('/', { headers: { authorization: `Bearer ${token}` } });

test('wrong tokens are counted at both doors together; beyond the limit nobody looks at a token, and later again', async () => {
  let now = 0;
  const client = await open({ now: () => now });
  for (let n = 0; n < 15; n += 1) {
    expect((await logIn(client, 'x')).status).toBe(303);
    expect((await bearer(client, 'x')).status).toBe(303);
  }
  const refused = await logIn(client, 'abrakadabra');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
  expect(await refused.json()).toMatchObject({ error: { en: expect.any(String), ja: expect.any(String) } });
  expect((await bearer(client, 'abrakadabra')).status).toBe(429);
  now = 4_000;
  const early = await logIn(client, 'abrakadabra');
  expect([early.status, early.headers.get('retry-after')]).toEqual([429, '1']);
  now = 5_000;
  expect((await logIn(client, 'abrakadabra')).headers.get('location')).toBe('/');
});

test('what is refused is told on a page to who reads it in a browser, and as JSON to all others', async () => {
  const client = await open({ now: () => 0, teacher: 'teacher-token' });
  const browser = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
  for (let n = 0; n < 30; n += 1) await logIn(client, 'x');
  const body = new URLSearchParams({ token: 'x' });
  const refused = await client.ask('/login', { method: 'POST', body, ...browser });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
  const page = await refused.text();
  expect(page).toMatch(/<p class="problem" role="alert">[^<]*in 5 seconds[^<]*<span lang="ja">[^<]*5 秒後/);
  expect(page).toContain('<form method="post" action="/login">');
  expect((await logIn(client, 'x')).headers.get('content-type')).toMatch(/json/);

  const strange = await client.ask('/nothing', browser);
  expect([strange.status, await strange.text()]).toEqual([401, expect.stringContaining('Log in first')]);
  expect((await client.ask('/page/refused.css')).status).toBe(200);
});

test('right tokens are not counted', async () => {
  const client = await open({ now: () => 0 });
  for (let n = 0; n < 60; n += 1) {
    expect((await logIn(client, 'abrakadabra')).headers.get('location')).toBe('/');
    expect((await bearer(client, 'abrakadabra')).status).toBe(200);
  }
});

test('who guesses locks out nobody behind the same address: neither who is in, nor who has opened the form', async () => {
  const inside = await open({ now: () => 0 });
  await inside.logIn('abrakadabra');
  await inside.start();
  const guesser = new Client(inside.url);
  const codes = await Promise.all(Array.from({ length: 200 }, () => bearer(guesser, 'guess')));
  expect(codes.filter(({ status }) => status !== 429)).toHaveLength(30);

  expect((await inside.send('/add 1 2')).status).toBe(202);
  const pupil = new Client(inside.url);
  pupil.keep(await pupil.ask('/login'));
  expect((await pupil.logIn('abrakadabrq')).headers.get('location')).toBe('/login#again');
  expect((await pupil.logIn('abrakadabra')).headers.get('location')).toBe('/');
  expect((await pupil.ask('/')).status).toBe(200);
});

test('a guesser behind one address has no more tries than its forms allow, however many it opens or makes up', async () => {
  const client = await open({ now: () => 0 });
  let heard = 0;
  for (let form = 0; form < 230; form += 1) {
    const guesser = new Client(client.url);
    guesser.keep(await guesser.ask('/login'));
    for (let n = 0; n < 7; n += 1) heard += (await guesser.logIn('guess')).status === 303 ? 1 : 0;
    if (form < 3) expect(heard).toBe(Math.min(7 * (form + 1), 30));
    if (form > 4 && form < 50) heard = 0;
  }
  // After the first 30: 5 of each of the forms up to the 200th, and of those that come after it none.
  expect(heard).toBe(150 * 5);
  const forger = new Client(client.url);
  forger.cookie = `carrybot_tries=${'a'.repeat(43)}.${'b'.repeat(43)}`;
  expect((await forger.logIn('abrakadabra')).status).toBe(429);
}, 60_000);

test('tries of one address cost another none', async () => {
  const guesser = await open({ now: () => 0, proxies: ['127.0.0.1'] });
  guesser.from = '2001:db8::1';
  await Promise.all(Array.from({ length: 40 }, () => bearer(guesser, 'guess')));
  guesser.from = '2001:db8::ffff:2';
  expect((await logIn(guesser, 'abrakadabra')).status).toBe(429);
  guesser.from = '2001:db8:0:1::1';
  expect((await logIn(guesser, 'abrakadabra')).headers.get('location')).toBe('/');
});

test('no pause, however long, allows more attempts at once than the first moment did', async () => {
  let now = 0;
  const client = await open({ now: () => now });
  const heard = async () => {
    const codes = [];
    for (let attempt = 0; attempt < 33; attempt += 1) codes.push((await logIn(client, 'x')).status);
    return codes.filter((code) => code === 303).length;
  };
  expect(await heard()).toBe(30);
  now = 3_600_000;
  expect(await heard()).toBe(30);
  // A clock that is set back locks nobody out until it is where it was.
  now = 0;
  expect(await heard()).toBe(30);
  expect(await heard()).toBe(0);
});

test('the form does not take a session away from who comes by a link, and only adds what tries are counted by', async () => {
  const client = await open();
  const response = await client.ask('/login');
  expect(response.headers.get('set-cookie')).toMatch(/^carrybot_tries=.*HttpOnly; SameSite=Strict$/);
});

test('cookies are for https alone where the page is opened so', async () => {
  const client = await open();
  const { host } = new URL(client.url);
  const headers = { origin: `https://${host}` };
  const body = new URLSearchParams({ token: 'abrakadabra' });
  const response = client.keep(await client.ask('/login', { method: 'POST', body, headers }));
  expect(response.headers.get('set-cookie')).toMatch(/^carrybot_pass=.*; HttpOnly; SameSite=Strict; Secure$/);
  const started = await client.ask('/api/start', { method: 'POST', headers });
  expect(started.headers.get('set-cookie')).toMatch(/^carrybot=.*; HttpOnly; SameSite=Strict; Secure$/);
});

test('without a token there is no door', async () => {
  playground = await openPlayground();
  const client = new Client(playground.url);
  expect((await client.ask('/')).status).toBe(200);
  expect((await client.ask('/login')).headers.get('location')).toBe('/');
  expect((await logIn(client, '')).headers.get('location')).toBe('/login#again');
});
