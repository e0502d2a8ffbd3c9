/**
 * The files of the page, ready to send: TypeScript stripped of its types, text compressed, each with an ETag.
 * Fonts and Chart.js come from their packages; nothing is fetched from elsewhere.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { japaneseFaces } from './fonts.ts';

export type Assets = {
  /** Answers a request for a file of the page; false if there is none under this path. */
  send(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
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

const PAGE = join(import.meta.dirname, 'page');
/** What is checked again at each load, and what stays as long as its package does. */
const FRESH = 'no-cache';
const LASTING = 'public, max-age=604800';

/** Nothing is read before it is asked for, or `warm`. */
export function createAssets(): Assets {
  const require = createRequire(import.meta.url);
  const chart = join(dirname(require.resolve('chart.js')), 'chart.umd.min.js');
  const fonts = dirname(require.resolve('@fontsource/noto-sans-jp/package.json'));
  const ready = new Map<string, Asset>();
  async function faces(): Promise<Buffer> {
    const sheet = (weight: 400 | 700) => readFile(join(fonts, `${weight}.css`), 'utf8');
    return Buffer.from(`${japaneseFaces(await sheet(400), 400)}\n${japaneseFaces(await sheet(700), 700)}\n`);
  }

  async function load(path: string): Promise<Asset | undefined> {
    if (path === '/vendor/chart.js') return prepare(path, await readFile(chart), LASTING);
    if (path === '/fonts/japanese.css') return prepare(path, await faces(), LASTING);
    const slice = /^\/fonts\/(files\/noto-sans-jp-\d+-(?:400|700)-normal\.woff2)$/.exec(path)?.[1];
    if (slice) return readFile(join(fonts, slice)).then((bytes) => prepare(path, bytes, LASTING), absent);
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
    async warm() {
      await own();
    },
  };
}

let pages: Promise<ReadonlyMap<string, Buffer>> | undefined;

/** The page's own files by their path on the server: part of the program, so read once for all who serve them. */
function own(): Promise<ReadonlyMap<string, Buffer>> {
  pages ??= readPages();
  return pages;
}

async function readPages(): Promise<ReadonlyMap<string, Buffer>> {
  const names = (await readdir(PAGE)).filter((name) => extname(name) in TYPES);
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(join(PAGE, name)) })),
  );
  const scripts = files.filter((each) => each.name.endsWith('.ts'));
  const stripped = await strip(scripts.map((each) => each.bytes.toString('utf8')));
  const code = new Map(scripts.map((each, index) => [each.name, Buffer.from(stripped[index] ?? '')]));
  const all = new Map(files.map((each) => [`/page/${each.name}`, code.get(each.name) ?? each.bytes]));
  for (const [path, bytes] of all) {
    if (extname(path) === '.html') all.set(path, Buffer.from(withModules(bytes.toString(), all)));
  }
  return all;
}

/** Strips types in a thread of its own: there Node's notice about this young function can be turned off. */
function strip(sources: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./strip.ts', import.meta.url), {
      workerData: sources,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.once('message', resolve).once('error', reject);
  });
}

/** A page that names all modules of its script, so that the browser asks for all at once, after the styles. */
function withModules(html: string, files: ReadonlyMap<string, Buffer>): string {
  return html.replace(/<script type="module" src="([^"]+)"/, (script, first: string) => {
    const found = new Set([first]);
    // A Set hands out what is added while it is walked.
    for (const path of found) {
      const source = files.get(path)?.toString() ?? '';
      for (const [, name] of source.matchAll(/ from '\.\/([\w-]+\.ts)';$/gm)) found.add(`/page/${name}`);
    }
    return [...found].map((path) => `<link rel="modulepreload" href="${path}" />\n    `).join('') + script;
  });
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
