/** The bot's one HTTP server: it hands each request to the route of its path, and stops without cutting answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIPv6, type Socket } from 'node:net';
import { StartError } from '../../chat/platform.ts';
import type { Log } from '../../log.ts';
import { createClientAddresses, networkOf } from './client-address.ts';

/** Answers requests for one path. The body has not been read. */
export type Route = {
  /** A whole path such as `/slack/events`, or one that ends in `/`: everything below it. The longest match wins. */
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
};

export type Http = {
  /** Listens; gives the address to open, e.g. `http://127.0.0.1:3000`. Throws a StartError of one sentence. */
  start(): Promise<string>;
  /** Takes no more connections, lets answers under way finish for 4 s, then closes what is left. */
  stop(): Promise<void>;
};

/** Answers under way get this long, in ms, when the server stops (the whole stop must end within 5 s). */
const GRACE_MS = 4_000;

/**
 * Connections that are open at once, in all and of one client. A class of 60 behind one address has some 7 a browser:
 * one for what comes live, and up to 6 that its browser opens for the rest.
 */
const CONNECTIONS = { inAll: 2_000, perAddress: 500 } as const;
/** In ms: for the head of a request, from when its connection is there; for all of it; for the next one to begin. */
const PATIENCE = { head: 10_000, whole: 30_000, next: 5_000 } as const;
/** A connection on which nothing moves for so many ms is cut: its other end does not read what is written. */
const STILL_MS = 60_000;

/**
 * `host`: the address to listen on; `port`: 0 takes any free one. `/healthz` answers 503 while stopping and else 200, with
 * one line: `serving`, or `degraded` with how many `faults` there were that nobody was told of, while they count. One client cannot hold all connections: it has so many, and none without asking for something.
 */
export function createHttp(options: {
  readonly host: string;
  readonly port: number;
  /** Addresses and networks of proxies, whose connections carry many clients and are not counted as one's. */
  readonly proxies?: readonly string[];
  /** In ms; see PATIENCE. */
  readonly patience?: { readonly head: number; readonly whole: number; readonly next: number };
  readonly log: Log;
  readonly routes: readonly Route[];
  /** What was thrown outside of any call, lately; none unless given. */
  readonly faults?: () => number;
}): Http {
  const { host, port, log } = options;
  const routes = options.routes.toSorted((a, b) => b.path.length - a.path.length);
  const phase: { now: 'serving' | 'stopping' } = { now: 'serving' };
  const patience = options.patience ?? PATIENCE;
  const addresses = createClientAddresses(options.proxies ?? []);
  /** Open connections of each client that has any. */
  const held = new Map<string, number>();

  /** Counts a connection until it is closed, and cuts it if its client has too many. */
  function count(socket: Socket): void {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || addresses.isProxy(remoteAddress)) return;
    const client = networkOf(remoteAddress);
    const own = (held.get(client) ?? 0) + 1;
    held.set(client, own);
    socket.once('close', () => {
      const left = (held.get(client) ?? 1) - 1;
      if (left === 0) held.delete(client);
      else held.set(client, left);
    });
    if (own > CONNECTIONS.perAddress) socket.destroy();
  }

  /** Everybody is still served, so that nobody shall be cut off for it; but whoever runs the bot shall see it. */
  function health(): string {
    const faults = options.faults?.() ?? 0;
    return faults === 0 ? 'serving' : `degraded: ${faults} faults lately, see the log`;
  }

  const server = createServer(
    {
      headersTimeout: patience.head,
      requestTimeout: patience.whole,
      keepAliveTimeout: patience.next,
      connectionsCheckingInterval: Math.min(5_000, patience.head / 2),
    },
    async (request, response) => {
      if (phase.now === 'stopping') response.setHeader('connection', 'close');
      const path = request.url?.split('?', 1)[0] ?? '';
      if (path === '/healthz') {
        return phase.now === 'serving' ? answer(response, 200, health()) : answer(response, 503, phase.now);
      }
      const route = routes.find((each) =>
        each.path.endsWith('/') ? path.startsWith(each.path) : path === each.path,
      );
      if (!route) return answer(response, 404, 'Not found');
      try {
        await route.handle(request, response);
      } catch (error) {
        // Who asked is gone in the middle of the question: nobody waits for an answer.
        if (request.destroyed && !request.complete) return;
        // The last fence: one broken request must not end the process.
        log.error({ err: error, route: route.path }, 'A request failed');
        if (response.headersSent) response.destroy();
        else answer(response, 500, 'Something went wrong here');
      }
    },
  );
  server.maxConnections = CONNECTIONS.inAll;
  server.on('connection', count);
  server.setTimeout(STILL_MS);

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new StartError(reasonOf(error, host, port))));
        server.listen({ host, port }, () => {
          server
            .removeAllListeners('error')
            .on('error', (error) => log.error({ err: error }, 'The HTTP server failed'));
          resolve(urlOf(host, portOf(server.address()) ?? port));
        });
      }),
    async stop() {
      phase.now = 'stopping';
      if (!server.listening) return;
      // Connections whose last answer has just ended become idle later: look again until none is left.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const deadline = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await new Promise((resolve) => server.close(resolve));
      clearInterval(sweep);
      clearTimeout(deadline);
    },
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number | undefined {
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

/** An address that a program on this machine can open, where no name is known either. */
function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function reasonOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: stop the program that uses it, or set PORT to another number.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user: set PORT to a number above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is not an address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 for all its addresses.`;
    default:
      return `The HTTP server could not listen on ${host}, port ${port} (${error.code ?? error.message}).`;
  }
}
