/** Requests to the playground, and bytes that are none. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Client } from '../../platforms/web/client.ts';
import { openPlayground } from '../../platforms/web/playground.ts';
import { startBot } from '../../support/carrybot.ts';
import { oddText } from '../../support/odd-text.ts';
import { door } from '../fuzz.ts';
import { mutated, mutatedJson } from '../mutate.ts';
import { sendRaw, statusOf } from '../raw.ts';
import { plant, watch } from '../watch.ts';

type Request =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'json'; readonly path: string; readonly body: string }
  | { readonly kind: 'get'; readonly path: string; readonly headers: Readonly<Record<string, string>> };

const PATHS = [
  '/',
  '/teacher',
  '/login',
  '/api/messages?before=3',
  '/api/preview?message=1',
  '/api/classroom?locale=ja',
  '/api/classroom/picture?question=1',
  '/page/main.js',
  '/page/../../package.json',
  '/vendor/chart.js',
  '/fonts/x',
  '/files/1/x.png?as=1',
  '/healthz',
  '/%',
  '//',
  '/files/../../../etc/passwd',
  '/api/messages?before=1e99&as=99',
];
const key = 'key-0000-unique';
const sends = fc
  .constantFrom(
    '/help',
    '/quiz decks',
    '/quiz export secret',
    '/schedule list',
    '/add 1',
    'hello',
    '/score',
    '/runs',
  )
  .map((line) => ({ key, name: 'Mallory', locale: 'en', line }));
const presses = fc
  .constantFrom('run:/help', 'runs:letter:secret-web', 'nothing')
  .map((button) => ({ key, name: 'Mallory', locale: 'ja', message: '1', button }));
const RAW = [
  'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'POST /api/send HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
  'POST /api/submit HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n--x--\r\n0\r\n\r\n',
];

const headers = fc.dictionary(
  fc.constantFrom(
    'origin',
    'cookie',
    'accept-encoding',
    'last-event-id',
    'if-none-match',
    'range',
    'accept-language',
    'sec-fetch-site',
  ),
  fc.oneof(
    fc.constantFrom('', 'null', 'bytes=0-', '*', 'cross-site', 'carrybot=x', '%', ';;;='),
    fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  ),
  { maxKeys: 2 },
);

export const web = door<Request>('web', async () => {
  const test = await startBot();
  await plant(test, [{ platform: 'web', workspace: 'local' }]);
  const seen = watch(test.bot);
  const time = { now: Date.now() };
  const page = await openPlayground({
    bot: seen.bot,
    errands: test.services.store.errands,
    history: test.playground,
    wall: test.wall,
    now: () => time.now,
  });
  const { url } = page;
  const port = Number(new URL(url).port);
  const client = new Client(url);
  await client.start();
  let count = 0;
  let told = 0;

  function look(status: number, text: string): void {
    if (status >= 500) seen.fault(`HTTP ${status}: ${text.slice(0, 200)}`);
    seen.see(text, 'the playground');
  }

  async function request(each: Exclude<Request, { kind: 'raw' }>): Promise<void> {
    const path = `/${each.path.replace(/^\/+/, '').replaceAll('#', '')}`;
    const init =
      each.kind === 'get'
        ? { headers: each.headers }
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: each.body.replace('unique', String(count)),
          };
    if (URL.parse(path, url)?.origin !== url) return;
    const response = await client.ask(path, init);
    look(response.status, await response.text());
  }

  async function raw(text: string): Promise<void> {
    const answer = await sendRaw(port, text, 'closes');
    look(statusOf(answer), answer);
  }

  return {
    inputs: fc.oneof<fc.Arbitrary<Request>[]>(
      fc.record({
        kind: fc.constant('get' as const),
        path: mutated(fc.constantFrom(...PATHS), 100),
        headers,
      }),
      fc.record({
        kind: fc.constant('json' as const),
        path: fc.constantFrom('/api/send', '/api/press', '/api/classroom/tell', '/api/submit', '/api/start'),
        body: fc.oneof(
          mutatedJson(fc.oneof<fc.Arbitrary<unknown>[]>(sends, presses)).map(
            (body) => JSON.stringify(body) ?? '',
          ),
          mutated(
            sends.map((body) => JSON.stringify(body)),
            4_000,
          ),
          oddText(40),
        ),
      }),
      fc.record({
        kind: fc.constant('json' as const),
        path: fc.constant('/api/send'),
        body: sends.map((body) => JSON.stringify(body)),
      }),
      fc.record({ kind: fc.constant('raw' as const), text: mutated(fc.constantFrom(...RAW), 3_000) }),
    ),
    atOnce: 8,
    watch: seen,
    async send(all) {
      // One may do only so much in a while, and what is tried here is not that.
      time.now += 60_000;
      await Promise.all(
        all.map((each) => {
          count += 1;
          return each.kind === 'raw' ? raw(each.text) : request(each);
        }),
      );
      await seen.idle();
      for (const error of page.errors.slice(told)) seen.fault(`logged: ${inspect(error)}`);
      told = page.errors.length;
      const health = await fetch(`${url}/healthz`);
      if ((await health.text()) !== 'serving\n') seen.fault('it does not serve any more');
    },
    async close() {
      await page.stop();
      await test.end();
    },
  };
});
