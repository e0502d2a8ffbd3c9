import { createServer, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { StartError } from '../../../src/chat/platform.ts';
import type { Log } from '../../../src/log.ts';
import { createHttp, type Route } from '../../../src/platforms/http/http.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

async function serve(routes: readonly Route[], log = silent) {
  const http = createHttp({ host: '127.0.0.1', port: 0, log, routes });
  running.push(http);
  return { http, url: await http.start() };
}

const say = (path: string, text: string): Route => ({
  path,
  handle: (_, response) => void response.end(text),
});

test('the longest path that matches answers, and nothing else', async () => {
  const { url } = await serve([say('/', 'page'), say('/slack/events', 'slack'), say('/files/', 'file')]);
  const get = async (path: string) => (await fetch(url + path)).text();
  expect(await get('/')).toBe('page');
  expect(await get('/slack/events?x=1')).toBe('slack');
  expect(await get('/slack/events/more')).toBe('page');
  expect(await get('/files/a')).toBe('file');
  expect((await fetch((await serve([say('/a', 'a')])).url)).status).toBe(404);
});

test('a route receives the body unread', async () => {
  const { url } = await serve([
    {
      path: '/slack/events',
      async handle(request, response) {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part);
        response.end(Buffer.concat(parts));
      },
    },
  ]);
  const answer = await fetch(`${url}/slack/events`, { method: 'POST', body: 'payload=%7B%7D' });
  expect(await answer.text()).toBe('payload=%7B%7D');
});

test('/healthz answers before any route', async () => {
  const { url } = await serve([say('/', 'page')]);
  const answer = await fetch(`${url}/healthz`);
  expect([answer.status, await answer.text()]).toEqual([200, 'serving\n']);
});

test('a route that throws costs its caller a 500 and nobody else anything', async () => {
  const seen: unknown[] = [];
  const log = { ...silent, error: (fields: unknown) => void seen.push(fields) } as Log;
  const { url } = await serve(
    [{ path: '/bad', handle: () => Promise.reject(new Error('bug')) }, say('/', 'page')],
    log,
  );
  const bad = await fetch(`${url}/bad`);
  expect(bad.status).toBe(500);
  expect(await bad.text()).not.toContain('bug');
  expect(seen).toHaveLength(1);
  expect((await fetch(url)).status).toBe(200);
});

test('a taken port is one sentence that says what to do', async () => {
  const { url } = await serve([]);
  const port = Number(new URL(url).port);
  const second = createHttp({ host: '127.0.0.1', port, log: silent, routes: [] });
  const error = await second.start().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  expect(error).toHaveProperty(
    'message',
    `Port ${port} is in use: stop the program that uses it, or set PORT to another number.`,
  );
  await second.stop();
});

test('an address of another machine is refused in one sentence', async () => {
  const elsewhere = createHttp({ host: '192.0.2.1', port: 0, log: silent, routes: [] });
  await expect(elsewhere.start()).rejects.toThrow(
    /^HOST 192\.0\.2\.1 is not an address of this machine: .*\.$/,
  );
});

test('stopping lets an answer under way finish and takes no new connection', async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const { http, url } = await serve([
    {
      path: '/slow',
      async handle(_, response) {
        begun.resolve();
        await gate.promise;
        response.end('whole');
      },
    },
  ]);
  const slow = fetch(`${url}/slow`);
  await begun.promise;
  const stopped = http.stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  gate.resolve();
  expect(await (await slow).text()).toBe('whole');
  await stopped;
});

test('stopping closes a connection that never ends', async () => {
  const { http, url } = await serve([
    { path: '/forever', handle: (_, response) => void response.write('…') },
  ]);
  const forever = await fetch(`${url}/forever`);
  const broken = forever.text().catch(() => 'cut');
  const idle = connect(Number(new URL(url).port), '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  await http.stop();
  expect(await broken).toBe('cut');
  idle.destroy();
  // The port is free again.
  const next = createServer().listen(Number(new URL(url).port), '127.0.0.1');
  await new Promise((resolve) => next.once('listening', resolve));
  await new Promise((resolve) => next.close(resolve));
});

test('stopping before starting, and twice, does nothing', async () => {
  const http = createHttp({ host: '127.0.0.1', port: 0, log: silent, routes: [] });
  await http.stop();
  await http.stop();
});

/** Opens connections that ask for nothing. */
function idleSockets(count: number, port: number, localAddress: string): readonly Socket[] {
  return Array.from({ length: count }, () =>
    connect({ port, host: '127.0.0.1', localAddress }).on('error', () => undefined),
  );
}

/** Asks once, from an address of this machine. */
function statusFrom(localAddress: string, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { localAddress, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
}

test('one client cannot hold all connections, and others come in', async () => {
  const { url } = await serve([say('/', 'page')]);
  const sockets = idleSockets(600, Number(new URL(url).port), '127.0.0.1');
  const cut = () => sockets.filter((each) => each.closed).length;
  await expect.poll(cut, { timeout: 20_000 }).toBe(100);
  expect(await statusFrom('127.0.0.2', url)).toBe(200);
  await expect(statusFrom('127.0.0.1', url)).rejects.toThrow();
  for (const each of sockets) each.destroy();
  await expect.poll(() => statusFrom('127.0.0.1', url).catch(() => 0)).toBe(200);
});

test('connections of a proxy are not counted as one client’s', async () => {
  const http = createHttp({
    host: '127.0.0.1',
    port: 0,
    log: silent,
    proxies: ['127.0.0.1'],
    routes: [say('/', 'page')],
  });
  running.push(http);
  const url = await http.start();
  const sockets = idleSockets(520, Number(new URL(url).port), '127.0.0.1');
  await Promise.all(sockets.map((each) => new Promise((resolve) => each.once('connect', resolve))));
  expect(await statusFrom('127.0.0.1', url)).toBe(200);
  expect(sockets.filter((each) => each.closed)).toEqual([]);
  for (const each of sockets) each.destroy();
});

test.each([
  ['asks for nothing', ''],
  ['asks slowly', 'GET / HTTP/1.1\r\nhost: localhost\r\n'],
  [
    'sends half of what it has announced',
    'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nhalf',
  ],
])('a connection that %s is cut', async (_, sent) => {
  const patience = { head: 100, whole: 200, next: 100 };
  const read: Route = {
    path: '/',
    async handle(request, response) {
      for await (const _part of request);
      response.end();
    },
  };
  const http = createHttp({ host: '127.0.0.1', port: 0, log: silent, patience, routes: [read] });
  running.push(http);
  const socket = connect(Number(new URL(await http.start()).port), '127.0.0.1');
  socket.resume().write(sent);
  await new Promise((resolve) => socket.once('close', resolve));
});
