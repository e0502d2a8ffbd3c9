/**
 * The files of the page, ready to send: text compressed, each with an ETag. Fonts and Chart.js come from their
 * packages; nothing is fetched from elsewhere.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { japaneseFaces, monoFaces } from './fonts.ts';
import { readPage } from './page-files.ts';

export type Assets = {
  /** Answers a request for a file of the page; false if there is none under this path. */
  send(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** The text of a file of the page. Throws for one that is not there. */
  text(path: string): Promise<string>;
  /** Makes all of the page's own files ready, so that the first visitor does not wait. */
  warm(): Promise<void>;
};

type Encoding = 'identity' | 'gzip' | 'br';

type Asset = {
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
  /** The bytes by `content-encoding`, as far as they were asked for. */
  readonly bodies: Map<Encoding, Promise<Buffer>>;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** What is checked again at each load, and what stays as long as its package does. */
const FRESH = 'no-cache';
const LASTING = 'public, max-age=604800';

/** Nothing is read before it is asked for, or `warm`. */
export function createAssets(): Assets {
  const require = createRequire(import.meta.url);
  const chart = join(dirname(require.resolve('chart.js')), 'chart.umd.min.js');
  const japanese = dirname(require.resolve('@fontsource/noto-sans-jp/package.json'));
  const mono = dirname(require.resolve('@fontsource/dejavu-mono/package.json'));
  const ready = new Map<string, Asset>();
  async function faces(): Promise<Buffer> {
    const sheet = (weight: 400 | 700) => readFile(join(japanese, `${weight}.css`), 'utf8');
    const all = [
      japaneseFaces(await sheet(400), 400),
      japaneseFaces(await sheet(700), 700),
      monoFaces(400),
      monoFaces(700),
    ];
    return Buffer.from(`${all.join('\n')}\n`);
  }

  async function load(path: string): Promise<Asset | undefined> {
    if (path === '/vendor/chart.js') return prepare(path, await readFile(chart), LASTING);
    if (path === '/fonts/faces.css') return prepare(path, await faces(), LASTING);
    const slice = /^\/fonts\/(files\/(?:noto-sans-jp-\d+|dejavu-mono-latin)-(?:400|700)-normal\.woff2)$/.exec(
      path,
    )?.[1];
    const font = slice?.includes('mono') ? mono : japanese;
    if (slice) return readFile(join(font, slice)).then((bytes) => prepare(path, bytes, LASTING), absent);
    const bytes = (await own()).get(path);
    return bytes && prepare(path, bytes, FRESH);
  }

  async function find(path: string): Promise<Asset | undefined> {
    const known = ready.get(path);
    if (known) return known;
    const asset = await load(path);
    // Fonts come in a hundred slices that a browser keeps for itself: they are read again when asked for.
    if (asset && extname(path) !== '.woff2') ready.set(path, asset);
    return asset;
  }

  return {
    async send(path, request, response) {
      const asset = await find(path);
      if (!asset) return false;
      const encoding = encodingOf(asset, request.headers['accept-encoding'] ?? '');
      const etag = `"${asset.etag}-${encoding}"`;
      const headers = { 'cache-control': asset.cache, etag, vary: 'accept-encoding' };
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304, headers).end();
        return true;
      }
      const body = await bodyOf(asset, encoding);
      response.writeHead(200, {
        ...headers,
        'content-type': asset.type,
        'content-length': body.byteLength,
        ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
      return true;
    },
    async text(path) {
      const asset = await find(path);
      if (!asset) throw new Error(`The page has no file ${path}`);
      return (await bodyOf(asset, 'identity')).toString();
    },
    async warm() {
      await own();
    },
  };
}

let pages: Promise<ReadonlyMap<string, Buffer>> | undefined;

/** The page's own files: part of the program, so made once for all who serve them. */
function own(): Promise<ReadonlyMap<string, Buffer>> {
  pages ??= readPage();
  return pages;
}

function prepare(path: string, bytes: Buffer, cache: string): Asset {
  const etag = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  const bodies = new Map<Encoding, Promise<Buffer>>([['identity', Promise.resolve(bytes)]]);
  return { type: TYPES[extname(path)] ?? 'application/octet-stream', etag, cache, bodies };
}

/** Compressed when it is first asked for: 10 ms for the largest file. */
async function bodyOf({ bodies }: Asset, encoding: Encoding): Promise<Buffer> {
  const identity = (await bodies.get('identity')) ?? Buffer.alloc(0);
  const known = bodies.get(encoding);
  if (known) return known;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 6,
    [constants.BROTLI_PARAM_SIZE_HINT]: identity.byteLength,
  };
  const body =
    encoding === 'br' ? promisify(brotliCompress)(identity, { params }) : promisify(gzip)(identity);
  bodies.set(encoding, body);
  return body;
}

/** The best of what the browser takes. Fonts are compressed already. */
function encodingOf(asset: Asset, accepted: string): Encoding {
  const takes = (name: string) => accepted.split(',').some((each) => each.trim().split(';')[0] === name);
  if (asset.type === TYPES['.woff2']) return 'identity';
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : 'identity';
}

/** A file that is not in the package is no fault. */
function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
