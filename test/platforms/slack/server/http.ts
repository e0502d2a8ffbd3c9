/** The test server's doors: the Web API, uploads, downloads, response_urls and sockets, all on loopback. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { calm, type Fate, type Weather, weathered } from '../../weather.ts';
import type { Answer } from './content.ts';
import type { Access } from './methods.ts';
import type { ResponseUrls } from './response-urls.ts';
import { callMethod } from './web-api.ts';
import type { World } from './world.ts';

export type Doors = {
  readonly base: string;
  readonly access: Access;
  /** Lets the next `times` calls of a method be answered with 429 and Retry-After. */
  limit(method: string, seconds: number, times: number): void;
  /** Lets the next `times` calls of a method fail with Slack's word for it. */
  refuse(method: string, error: string, times: number): void;
  /** Does the next `times` calls of a method, and loses the answers. */
  lose(method: string, times: number): void;
  setWeather(weather: Weather): void;
  close(): Promise<void>;
};

type Parts = {
  readonly world: World;
  readonly urls: ResponseUrls;
  readonly tokens: { readonly botToken: string; readonly appToken: string };
  readonly scopes: Set<string>;
  adopt(socket: WebSocket): void;
};

/** Reasons to answer a call otherwise than its method would. */
type Obstacle =
  | { readonly kind: 'limit'; readonly seconds: number; left: number }
  | { readonly kind: 'refuse'; readonly error: string; left: number }
  /** The call is done, and its answer lost. */
  | { readonly kind: 'lose'; left: number };

export async function openDoors({ world, urls, tokens, scopes, adopt }: Parts): Promise<Doors> {
  const obstacles = new Map<string, Obstacle>();
  const tickets = new Set<string>();
  let weather = calm;
  const server: Server = createServer((request, response) => {
    const fate = weather(request.url ?? '');
    if (!weathered(fate, request, response)) return;
    handle(request, response, fate).catch((error: unknown) => {
      world.complain(`the test server failed: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '/', 'http://slack').searchParams.get('ticket') ?? '';
    if (weather(request.url ?? '') === 'cut') {
      socket.destroy();
      return;
    }
    if (!tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, adopt);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const access: Access = {
    ...tokens,
    scopes,
    base: () => base,
    ticket() {
      const ticket = world.id('W');
      tickets.add(ticket);
      return ticket;
    },
  };

  /** Does what may post messages; of them the bot is not told if the answer is lost. */
  function heard<T>(fate: Fate, posts: () => T): T {
    const before = world.messages.length;
    const answer = posts();
    if (fate === 'lost') for (const posted of world.messages.slice(before)) posted.isUnknown = true;
    return answer;
  }

  async function handle(request: IncomingMessage, response: ServerResponse, fate: Fate): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const body = await bytesOf(request);
    const method = /^\/api\/(.+)$/.exec(path)?.[1];
    if (method !== undefined) return heard(fate, () => answerCall(method, request, body, response));
    if (path.startsWith('/response/')) {
      const { status, text } = heard(fate, () => urls.take(path, JSON.parse(body.toString())));
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
      return;
    }
    const [, door, id = ''] = path.split('/');
    const file = world.files.get(id);
    if (door === 'upload' && file !== undefined) {
      if (body.byteLength !== file.length)
        world.complain(`${file.name}: ${body.byteLength} bytes came, ${file.length} were announced`);
      file.bytes = new Uint8Array(body);
      response.writeHead(200).end(`OK - ${body.byteLength}`);
      return;
    }
    if (door === 'files' && file !== undefined) {
      // Without a token, or without the scope, Slack shows its sign-in page.
      const isAllowed = tokenOf(request) === tokens.botToken && scopes.has('files:read');
      response.writeHead(200, { 'content-type': isAllowed ? 'application/octet-stream' : 'text/html' });
      response.end(isAllowed ? Buffer.from(file.bytes ?? []) : '<!DOCTYPE html><title>Sign in</title>');
      return;
    }
    response.writeHead(404).end();
  }

  function answerCall(
    method: string,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): void {
    const args = argsOf(request, body);
    const token = tokenOf(request) ?? (typeof args['token'] === 'string' ? args['token'] : undefined);
    const obstacle = obstacles.get(method);
    if (obstacle !== undefined && obstacle.left > 0) {
      obstacle.left -= 1;
      if (obstacle.kind === 'lose') {
        callMethod(world, access, method, token, args);
        response.destroy();
        return;
      }
      world.calls.push({ method, args: {}, at: Date.now() });
      if (obstacle.kind === 'limit') {
        response.writeHead(429, { 'retry-after': String(obstacle.seconds) }).end();
        return;
      }
      json(response, { ok: false, error: obstacle.error }, scopes);
      return;
    }
    json(response, callMethod(world, access, method, token, args), scopes);
  }

  return {
    base,
    access,
    limit: (method, seconds, times) => obstacles.set(method, { kind: 'limit', seconds, left: times }),
    setWeather(now) {
      weather = now;
    },
    lose: (method, times) => obstacles.set(method, { kind: 'lose', left: times }),
    refuse: (method, error, times) => obstacles.set(method, { kind: 'refuse', error, left: times }),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function json(response: ServerResponse, answer: Answer, scopes: ReadonlySet<string>): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'x-oauth-scopes': [...scopes].join(','),
  });
  response.end(JSON.stringify(answer));
}

function tokenOf(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
}

/** Arguments of a call: a form, or JSON. */
function argsOf(request: IncomingMessage, body: Buffer): Record<string, unknown> {
  if (request.headers['content-type']?.startsWith('application/json') === true) {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  }
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
