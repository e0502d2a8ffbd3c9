import { createServer } from 'node:http';
import { connect } from 'node:net';
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
