/** How events reach the bot: through its socket, or as signed requests to its address. */
import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { World } from './world.ts';

/** An event. In Socket Mode the payload as it is; by HTTP, commands are forms, events JSON, and the rest is JSON in a form. */
export type Delivery = {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Where the bot is. @returns what it acknowledged with */
export type Transport = {
  send(delivery: Delivery): Promise<unknown>;
  /** Sends the last one once more, as Slack does when it missed the acknowledgement. */
  repeat(): Promise<unknown>;
};

/** Why a delivery is sent again: its time is over, or its socket has closed. */
const LATE = Symbol('late');
const CLOSED = Symbol('closed');

const ackSchema = z.object({ envelope_id: z.string(), payload: z.unknown() });

export type Sockets = Transport & {
  /** Takes a connection that showed a good ticket. */
  adopt(socket: WebSocket): void;
  /** Says that the connection will be closed, and closes it. */
  refresh(): void;
  /** Drops all connections without a word. */
  drop(): void;
  /** Sends a text through every connection, whatever it is. */
  say(text: string): void;
  /** How many connections are open. */
  count(): number;
  /** Whether the last connection that ended did so with a close frame of its own. */
  endedProperly(): boolean;
};

export function createSockets(world: World): Sockets {
  const open = new Set<WebSocket>();
  type Waiting = { readonly envelope: string; readonly socket: WebSocket; settle(answer: unknown): void };
  const waiting = new Set<Waiting>();

  function settle(which: (each: Waiting) => boolean, answer: unknown): void {
    for (const each of waiting) {
      if (!which(each)) continue;
      waiting.delete(each);
      each.settle(answer);
    }
  }
  let last: { readonly envelope: string; readonly delivery: Delivery } | undefined;
  let lastCode = 0;

  async function send(envelope: string, delivery: Delivery, attempt: number): Promise<unknown> {
    last = { envelope, delivery };
    const socket = await world.until(
      () => [...open].find((each) => each.readyState === WebSocket.OPEN),
      10_000,
      () => 'no socket is open',
    );
    const answer = Promise.withResolvers<unknown>();
    waiting.add({ envelope, socket, settle: answer.resolve });
    socket.send(
      JSON.stringify({
        ...delivery,
        envelope_id: envelope,
        accepts_response_payload: true,
        retry_attempt: attempt,
        retry_reason: attempt === 0 ? '' : 'timeout',
      }),
    );
    const late = Promise.withResolvers<typeof LATE>();
    const timer = setTimeout(() => late.resolve(LATE), world.ackMs);
    const first = await Promise.race([answer.promise, late.promise]);
    clearTimeout(timer);
    if (first === LATE) world.complain(`a delivery was not acknowledged within ${world.ackMs} ms`);
    return first === LATE || first === CLOSED ? send(envelope, delivery, attempt + 1) : first;
  }

  return {
    adopt(socket) {
      open.add(socket);
      socket.on('message', (data) => {
        const { envelope_id, payload } = ackSchema.parse(JSON.parse(String(data)));
        settle(({ envelope }) => envelope === envelope_id, payload);
      });
      socket.on('close', (code) => {
        open.delete(socket);
        lastCode = code;
        // What came through it and was not acknowledged is sent again through another.
        settle((each) => each.socket === socket, CLOSED);
        world.changed();
      });
      socket.send(JSON.stringify({ type: 'hello', num_connections: open.size }));
      world.changed();
    },
    refresh() {
      for (const socket of open) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
    },
    drop() {
      for (const socket of open) socket.terminate();
    },
    say(text) {
      for (const socket of open) socket.send(text);
    },
    count: () => open.size,
    endedProperly: () => lastCode === 1_000,
    send: (delivery) => send(world.id('E'), delivery, 0),
    repeat() {
      if (last === undefined) throw new Error('nothing was delivered yet');
      return send(last.envelope, last.delivery, 1);
    },
  };
}

export type SignedPost = {
  readonly secret: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Posts a body to the bot, signed the way Slack does it. */
export async function postSigned(url: string, post: SignedPost): Promise<Response> {
  const base = `v0:${post.timestamp}:${post.body}`;
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(post.timestamp),
      'x-slack-signature': `v0=${createHmac('sha256', post.secret).update(base).digest('hex')}`,
      ...post.headers,
    },
    body: post.body,
  });
}

/** `url`: the bot's `/slack/events`. */
export function createPoster(world: World, url: () => string, secret: string): Transport {
  let last: string | undefined;

  async function send(body: string, attempt: number): Promise<unknown> {
    last = body;
    const retry = { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': 'http_timeout' };
    const started = Date.now();
    const response = await postSigned(url(), {
      secret,
      timestamp: Math.floor(started / 1_000),
      body,
      headers: {
        ...(attempt > 0 && retry),
        // What is a form does not begin so.
        ...(body.startsWith('{') && { 'content-type': 'application/json' }),
      },
    });
    const text = await response.text();
    if (Date.now() - started > world.ackMs) {
      world.complain(`a delivery was not acknowledged within ${world.ackMs} ms`);
    }
    if (response.status !== 200) throw new Error(`the bot answered ${response.status}`);
    return text.startsWith('{') ? JSON.parse(text) : text;
  }

  return {
    send: ({ type, payload }) => send(bodyOf(type, payload), 0),
    repeat() {
      if (last === undefined) throw new Error('nothing was delivered yet');
      return send(last, 1);
    },
  };
}

function bodyOf(type: Delivery['type'], payload: Delivery['payload']): string {
  if (type === 'events_api') return JSON.stringify(payload);
  return type === 'slash_commands' ? form(payload) : form({ payload });
}

export function form(fields: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(fields).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(entries).toString();
}
