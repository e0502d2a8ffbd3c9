/**
 * Discord on loopback, for tests with the real client: its REST API, gateway and uploads, with its rules kept
 * (acknowledgement in 3 s, one response an interaction, limits, permissions, rate limits, tokens).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calm, type Weather, weathered } from '../../weather.ts';
import type { CommandJson } from './check-commands.ts';
import { type Exchange, eventually, type Seen, seen } from './exchange.ts';
import { createGateway } from './gateway.ts';
import { createLimiter, type Trouble } from './limiter.ts';
import { type Actor, createPeople, type UploadedFile, type Values } from './people.ts';
import { serveRest } from './rest.ts';
import {
  channelOf,
  createWorld,
  type Membership,
  type PermissionName,
  type Person,
  type Recorded,
} from './world.ts';

export type { Exchange, Seen } from './exchange.ts';
export type { Actor, UploadedFile, Values } from './people.ts';
export type { Person, Recorded } from './world.ts';

export type DiscordServer = {
  /** For DISCORD_API_URL. */
  readonly url: string;
  /** The one token that is right, for DISCORD_TOKEN. */
  readonly token: string;
  readonly application: string;
  readonly guild: string;
  /** A text channel in the guild: where people act unless told otherwise. */
  readonly channel: string;
  /** A direct message between the bot and a person. */
  readonly direct: string;
  /** Who acts unless told otherwise. */
  readonly learner: Person;
  /** Types a command, e.g. `add` or `schedule list`. Resolves at the first thing to see. */
  command(line: string, values?: Values, actor?: Actor): Promise<Exchange>;
  /** Presses the button with this label, in the newest message that has it. */
  press(label: string, actor?: Actor): Promise<Exchange>;
  /** Fills in the open form, by ids or labels of its fields, and sends it. */
  submit(values: Readonly<Record<string, string | UploadedFile>>, actor?: Actor): Promise<Exchange>;
  /** All messages of a channel that are still there, oldest first; private ones too. */
  messages(channel?: string): readonly Seen[];
  /** Deletes a message, as a moderator does. */
  deleteMessage(id: string): void;
  /** Commands as registered. */
  commands(): readonly CommandJson[];
  /** Every request of the bot, oldest first. */
  readonly requests: readonly Recorded[];
  /** Takes a permission from the bot in a channel. */
  deny(permission: PermissionName, channel?: string): void;
  /** Refuses, fails or drops the next requests that match. */
  trouble(trouble: Trouble): void;
  /** From now on, what becomes of every request; who connects to the gateway is cut off while others are. */
  setWeather(weather: Weather): void;
  /** Lets time run out for what people did and the bot has not acknowledged. */
  giveUp(): void;
  readonly gateway: {
    /** Sends an event that nobody here has caused. */
    dispatch(name: string, data: unknown): void;
    /** The intents of every identify. */
    readonly identified: readonly number[];
    /** How often a lost connection was resumed. */
    resumes(): number;
    isConnected(): boolean;
    /** Lets nobody connect any more. */
    refuse(): void;
    /** How many connections were refused. */
    refused(): number;
    /** Closes whoever identifies with one of Discord's codes. */
    rejectWith(code: number): void;
    /** Breaks the line. */
    lose(): void;
    /** Tells that the server is away for a while, as in an outage. */
    loseGuild(): void;
    /** Tells that the bot was removed from the server. */
    kick(): void;
    /** Tells that the bot was added to a server. */
    add(guild: string): void;
    askToReconnect(): void;
    /** Closes with one of Discord's codes. */
    closeWith(code: number): void;
  };
  /** Resolves when `check` is true, looked at after every request and change. */
  until(check: () => boolean, ms?: number): Promise<void>;
  close(): Promise<void>;
};

export type DiscordServerParts = {
  /** Time for the acknowledgement of an interaction, in ms; Discord's is 3,000. */
  readonly ackMs?: number;
  /** Decides when interaction tokens run out; the wall clock unless set. */
  readonly now?: () => number;
  /** Whether the bot has been added to the server; it has unless told otherwise. */
  readonly membership?: Membership;
};

/** Starts on a free port of 127.0.0.1. */
export async function startDiscordServer(parts: DiscordServerParts = {}): Promise<DiscordServer> {
  const world = createWorld(
    'loopback.token.of-the-test',
    parts.now ?? Date.now,
    parts.membership ?? 'member',
  );
  const direct = world.addChannel('direct', undefined);
  let port = 0;
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`;
  const origin = () => `http://127.0.0.1:${port}`;
  const limiter = createLimiter();
  let weather = calm;
  const gateway = createGateway(world, gatewayUrl);
  const people = createPeople(world, gateway, parts.ackMs ?? 3_000, origin);

  const http = createServer((request, response) => {
    if (!weathered(weather(request.url ?? ''), request, response)) return;
    const upload = world.uploads.get(request.url ?? '');
    if (upload !== undefined) {
      response.writeHead(200, { 'content-type': upload.type }).end(upload.bytes);
      return;
    }
    serveRest(world, limiter, gatewayUrl(), request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  http.on('upgrade', (request, stream, head) => {
    if (weather(request.url ?? '') === 'cut') stream.destroy();
    else gateway.upgrade(request, stream, head);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;

  return {
    url: `${origin()}/api`,
    token: world.token,
    application: world.application,
    guild: world.guild,
    channel: world.general.id,
    direct: direct.id,
    learner: people.learner,
    command: people.command,
    press: people.press,
    submit: people.submit,
    messages: (channel = world.general.id) =>
      [...world.messages.values()].filter((one) => one.channel === channel && !one.isDeleted).map(seen),
    deleteMessage(id) {
      const message = world.messages.get(id);
      if (message !== undefined) message.isDeleted = true;
      world.changed();
    },
    // The registration's checks have passed when they are kept.
    commands: () => world.commands as unknown as readonly CommandJson[],
    requests: world.requests,
    deny(permission, id = world.general.id) {
      const channel = world.channels.get(id);
      if (channel === undefined) throw new Error(`no channel ${id}`);
      channel.denied.add(permission);
      if (gateway.isConnected()) gateway.dispatch('CHANNEL_UPDATE', channelOf(channel));
    },
    trouble: (trouble) => {
      limiter.troubles.push({ ...trouble });
    },
    setWeather(now) {
      weather = now;
    },
    giveUp() {
      for (const each of world.interactions.values()) if (each.state === 'waiting') each.state = 'failed';
      world.changed();
    },
    gateway,
    until: (check, ms) => eventually(world, check, () => 'the condition never held', ms),
    async close() {
      people.leave();
      gateway.close();
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      await closed;
    },
  };
}
