/** Discord's gateway on loopback: hello, identify, ready, heartbeats, events, and resuming after a loss. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { channelOf, memberOf, PERMISSION, TEACHERS, type World } from './world.ts';

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

const CLOSE = { unknownOpcode: 4_001, decodeError: 4_002, authenticationFailed: 4_004 } as const;

type Payload = {
  readonly op: number;
  readonly d?: {
    token?: string;
    intents?: number;
    shard?: readonly [number, number];
    session_id?: string;
    seq?: number;
  };
};
type Event = { readonly op: number; readonly s: number; readonly t: string; readonly d: unknown };
type Session = { readonly id: string; readonly events: Event[]; socket: WebSocket | undefined };

export type Gateway = ReturnType<typeof createGateway>;

export function createGateway(world: World, url: () => string) {
  const sockets = new WebSocketServer({ noServer: true });
  let session: Session | undefined;
  /** The intents of every identify, in order. */
  const identified: number[] = [];
  let resumed = 0;
  let isOpen = true;
  let refused = 0;
  let verdict: number | undefined;

  function send(socket: WebSocket, payload: unknown): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
  }

  function dispatch(t: string, d: unknown): void {
    if (session === undefined) throw new Error('no bot is connected to the gateway');
    const event: Event = { op: OP.dispatch, s: session.events.length + 1, t, d };
    session.events.push(event);
    if (session.socket !== undefined) send(session.socket, event);
  }

  function guildOf(): unknown {
    return {
      id: world.guild,
      name: 'Loopback',
      owner_id: world.owner,
      preferred_locale: 'en-US',
      features: [],
      unavailable: false,
      member_count: 3,
      roles: [
        {
          id: world.guild,
          name: '@everyone',
          permissions: String(Object.values(PERMISSION).reduce((sum, bit) => sum | bit, 0n)),
          position: 0,
          color: 0,
          hoist: false,
          managed: false,
          mentionable: false,
        },
        {
          id: TEACHERS,
          name: 'teachers',
          permissions: '0',
          position: 1,
          color: 0,
          hoist: false,
          managed: false,
          mentionable: true,
        },
      ],
      channels: [...world.channels.values()].filter(({ guild }) => guild === world.guild).map(channelOf),
      members: [memberOf({ id: world.bot.id, username: world.bot.username, display: 'Carrybot' })],
      threads: [],
      presences: [],
      voice_states: [],
      emojis: [],
      stickers: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  function identify(socket: WebSocket, d: Payload['d']): void {
    identified.push(d?.intents ?? -1);
    session = { id: randomBytes(16).toString('hex'), events: [], socket };
    dispatch('READY', {
      v: 10,
      user: { ...world.bot, discriminator: '0000', avatar: null, bot: true, global_name: null },
      guilds: world.membership !== 'stranger' ? [{ id: world.guild, unavailable: true }] : [],
      session_id: session.id,
      resume_gateway_url: url(),
      application: { id: world.application, flags: 0 },
      shard: d?.shard ?? [0, 1],
    });
    if (world.membership === 'member') dispatch('GUILD_CREATE', guildOf());
    world.changed();
  }

  function resume(socket: WebSocket, d: Payload['d']): void {
    if (session === undefined || session.id !== d?.session_id) {
      send(socket, { op: OP.invalidSession, d: false });
      return;
    }
    session.socket = socket;
    resumed += 1;
    for (const event of session.events) if (event.s > (d.seq ?? 0)) send(socket, event);
    dispatch('RESUMED', {});
    world.changed();
  }

  function receive(socket: WebSocket, payload: Payload): void {
    switch (payload.op) {
      case OP.heartbeat:
        send(socket, { op: OP.heartbeatAck });
        return;
      case OP.identify:
      case OP.resume:
        if (verdict !== undefined) socket.close(verdict);
        else if (payload.d?.token !== world.token)
          socket.close(CLOSE.authenticationFailed, 'Authentication failed.');
        else if (payload.op === OP.identify) identify(socket, payload.d);
        else resume(socket, payload.d);
        return;
      default:
        socket.close(CLOSE.unknownOpcode);
    }
  }

  return {
    identified,
    dispatch,

    resumes: () => resumed,

    isConnected: () => session?.socket !== undefined && session.socket.readyState === session.socket.OPEN,

    /** Lets nobody connect any more. */
    refuse(): void {
      isOpen = false;
    },

    refused: () => refused,

    /** Closes whoever identifies with one of Discord's codes. */
    rejectWith(code: number): void {
      verdict = code;
    },

    upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
      if (!isOpen) {
        refused += 1;
        stream.destroy();
        return;
      }
      sockets.handleUpgrade(request, stream, head, (socket) => {
        send(socket, { op: OP.hello, d: { heartbeat_interval: 41_250 } });
        socket.on('message', (data) => {
          let payload: Payload;
          try {
            payload = JSON.parse(String(data)) as Payload;
          } catch {
            socket.close(CLOSE.decodeError);
            return;
          }
          receive(socket, payload);
        });
        socket.on('close', () => {
          if (session?.socket === socket) session.socket = undefined;
          world.changed();
        });
      });
    },

    /** Loses the connection, as a broken line does; the session can be resumed. */
    lose(): void {
      for (const socket of sockets.clients) socket.terminate();
    },

    /** Asks the bot to connect anew, as Discord does before maintenance. */
    /** Tells that the server is away for a while, as in an outage. */
    loseGuild(): void {
      dispatch('GUILD_DELETE', { id: world.guild, unavailable: true });
    },
    /** Tells that the bot was removed from the server. */
    kick(): void {
      dispatch('GUILD_DELETE', { id: world.guild });
    },
    /** Tells that the bot was added to a server. */
    add(guild: string): void {
      dispatch('GUILD_CREATE', { id: guild, name: 'another', members: [], channels: [], roles: [] });
    },
    askToReconnect(): void {
      for (const socket of sockets.clients) send(socket, { op: OP.reconnect });
    },

    /** Closes with one of Discord's codes, e.g. 4004. */
    closeWith(code: number): void {
      for (const socket of sockets.clients) socket.close(code);
    },

    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
