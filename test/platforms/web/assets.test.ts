import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './client.ts';
import { openPlayground, type Playground } from './playground.ts';

let playground: Playground;
let client: Client;
beforeAll(async () => {
  playground = await openPlayground();
  client = new Client(playground.url);
});
afterAll(() => playground.stop());

/** Bytes on the wire. */
async function weight(path: string, encoding: string): Promise<number> {
  const response = await client.ask(path, { method: 'HEAD', headers: { 'accept-encoding': encoding } });
  expect([path, response.status]).toEqual([path, 200]);
  return Number(response.headers.get('content-length'));
}

async function text(path: string): Promise<string> {
  return (await client.ask(path)).text();
}

const scripts = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(\/page\/[\w-]+\.ts)"/g)].map(([, path]) => path ?? '');

test.each(['br', 'gzip'])(
  'all scripts of the page, with Chart.js, weigh less than 150 KB as %s',
  async (encoding) => {
    const paths = [...new Set(scripts(await text('/'))), '/vendor/chart.js'];
    const weights = await Promise.all(paths.map((path) => weight(path, encoding)));
    expect(weights.reduce((sum, each) => sum + each, 0)).toBeLessThan(150 * 1024);
  },
);

test.each(['/', '/teacher', '/login.html'])(
  '%s asks nothing from elsewhere and runs nothing inline',
  async (page) => {
    const html = await text(page === '/login.html' ? '/page/login.html' : page);
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect([path, (await client.ask(path ?? '')).status]).toEqual([path, 200]);
    }
  },
);

test('types are gone from what is served', async () => {
  expect(await text('/page/main.ts')).not.toMatch(/import type|: readonly|interface |^export type/m);
});

test('what has not changed is not sent again', async () => {
  const first = await client.ask('/page/main.ts');
  const etag = first.headers.get('etag') ?? '';
  const again = await client.ask('/page/main.ts', { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('each browser gets the packing that it takes', async () => {
  const plain = await client.ask('/page/index.css', { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  const { port } = new URL(playground.url);
  const { request } = await import('node:http');
  const packed = await new Promise<Buffer>((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port,
        path: '/page/index.css',
        headers: { 'accept-encoding': 'deflate, gzip;q=0.8' },
      },
      (response) => {
        const parts: Buffer[] = [];
        response
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () => resolve(Buffer.concat(parts)));
      },
    )
      .on('error', reject)
      .end();
  });
  expect(gunzipSync(packed).toString()).toBe(await plain.text());
});

test('Japanese letters come in slices, rare signs and code in one file, Latin text stays the system’s', async () => {
  const faces = (await text('/fonts/faces.css'))
    .split('@font-face')
    .filter((face) => face.includes('Carrybot Japanese'));
  const ranges = faces.flatMap((face) => (/unicode-range: ([^;]+)/.exec(face)?.[1] ?? '').split(', '));
  expect(ranges.length).toBeGreaterThan(1_000);
  expect(Math.min(...ranges.map((range) => Number.parseInt(range.slice(2), 16)))).toBe(0x1d2c);
  for (const sign of ['U+3041-307f', 'U+1D2C-1D6A']) {
    const path =
      /url\("([^"]+-400-normal\.woff2)"\)/.exec(faces.find((face) => face.includes(sign)) ?? '')?.[1] ?? '';
    const font = await client.ask(path);
    expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2']);
  }
  expect((await client.ask('/fonts/files/noto-sans-jp-999-400-normal.woff2')).status).toBe(404);
  expect((await client.ask('/fonts/files/../package.json')).status).toBe(404);
});
