import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './client.ts';
import { openPlayground, type Playground } from './playground.ts';

let playground: Playground;
beforeAll(async () => {
  playground = await openPlayground({ hosts: ['class.example.org'] });
});
afterAll(() => playground.stop());

/** fetch sets Host itself, so what a rebound name sends is sent by hand. */
function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { port } = new URL(playground.url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the host', () => {
  test.each([
    'localhost',
    'LOCALHOST:3000',
    '127.0.0.1:8080',
    '[::1]:3000',
    '192.168.0.7:3000',
    'class.example.org',
  ])('%s is served', async (host) => {
    expect(await ask('/', { host })).toBe(200);
  });

  test.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', 'class.example.org.evil', 'a b'])(
    '%j is refused, whatever it asks for',
    async (host) => {
      expect(await ask('/', { host })).toBe(421);
      expect(await ask('/api/events', { host })).toBe(421);
    },
  );
});

describe('the origin', () => {
  const host = 'localhost:3000';
  test('the page’s own may act', async () => {
    expect(await ask('/api/start', { host, origin: 'http://localhost:3000' }, 'POST')).toBe(200);
  });

  test.each(['http://evil.example', 'http://localhost:4000', 'http://127.0.0.1:3000', 'null', 'file://'])(
    '%s may not',
    async (origin) => {
      expect(await ask('/api/start', { host, origin }, 'POST')).toBe(403);
      expect(await ask('/api/events', { host, origin })).toBe(403);
    },
  );

  test('nothing is done for a request without one', async () => {
    expect(await ask('/api/start', { host }, 'POST')).toBe(403);
  });

  test('a link from another site opens the page, and nothing else', async () => {
    const link = {
      host,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(await ask('/', link)).toBe(200);
    expect(await ask('/', { ...link, 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(
      await ask('/page/main.ts', { ...link, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }),
    ).toBe(403);
  });
});

test('every answer, also a refusal, carries the headers that fence the page in', async () => {
  for (const path of ['/', '/page/main.ts', '/nothing']) {
    const { headers } = await fetch(playground.url + path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  }
});

test('a cookie is for this site alone and out of scripts’ reach', async () => {
  const response = await new Client(playground.url).ask('/api/start', { method: 'POST' });
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^carrybot=[\w-]{43}\.[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
});

test('other methods are refused, and a wrong path is not found', async () => {
  const client = new Client(playground.url);
  await client.start();
  expect((await client.ask('/', { method: 'DELETE' })).status).toBe(405);
  expect((await client.ask('/page/../web.ts')).status).toBe(404);
  expect((await client.ask('/page/%2e%2e/web.ts')).status).toBe(404);
  expect((await client.ask('/page/tsconfig.json')).status).toBe(404);
  expect((await client.post('/api/none', {})).status).toBe(404);
  expect((await client.ask('/api/classroom')).status).toBe(404);
});
