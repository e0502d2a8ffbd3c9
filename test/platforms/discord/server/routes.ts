/** The routes of Discord's API that a bot like ours calls, with Discord's checks. */
import { deleteByToken, editByToken, followUp, respond } from './callback.ts';
import { type CommandJson, checkCommands } from './check-commands.ts';
import type { MessageJson, Part } from './check-message.ts';
import { problems, snowflake } from './ids.ts';
import { createMessage, deleteMessage, editMessage, findMessage } from './messages.ts';
import { checkSchema } from './schema.ts';
import { channelOf, messageOf, type World } from './world.ts';

export type Call = {
  readonly world: World;
  /** The groups of the route's pattern. */
  readonly keys: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly parts: readonly Part[];
  readonly gatewayUrl: string;
};

type Route = {
  readonly method: string;
  readonly path: RegExp;
  readonly auth: 'bot' | 'token';
  /** JSON to answer with; undefined answers 204. */
  readonly run: (call: Call) => unknown;
};

function key(call: Call, index: number): string {
  return call.keys[index] ?? '';
}

/** A message's JSON, which the routes' schemas have checked. */
function sentOf({ body, parts }: Call) {
  return { body: (body ?? {}) as MessageJson, parts };
}

function channelFor(call: Call) {
  const channel = call.world.channels.get(key(call, 0));
  if (channel === undefined) throw problems.unknownChannel();
  if (channel.denied.has('VIEW_CHANNEL')) throw problems.missingAccess();
  return channel;
}

function register({ world, body }: Call): unknown {
  checkSchema('registration', body);
  const commands = body as CommandJson[];
  checkCommands(commands);
  world.commands = commands.map((command) => ({
    id: snowflake(),
    application_id: world.application,
    version: snowflake(),
    nsfw: false,
    name_localizations: null,
    ...command,
    default_member_permissions: command.default_member_permissions?.toString() ?? null,
  }));
  world.changed();
  return world.commands;
}

export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/gateway\/bot$/,
    auth: 'bot',
    run: ({ gatewayUrl }) => ({
      url: gatewayUrl,
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
    }),
  },
  {
    method: 'GET',
    path: /^\/applications\/(\d+)\/commands$/,
    auth: 'bot',
    run: ({ world }) => world.commands,
  },
  { method: 'PUT', path: /^\/applications\/(\d+)\/commands$/, auth: 'bot', run: register },
  {
    method: 'POST',
    path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
    auth: 'token',
    run: (call) => {
      const answer = respond(
        call.world,
        key(call, 0),
        key(call, 1),
        call.body as { type: number; data?: unknown },
        call.parts,
      );
      return call.query.get('with_response') === 'true' ? answer : undefined;
    },
  },
  {
    method: 'POST',
    path: /^\/webhooks\/(\d+)\/([^/]+)$/,
    auth: 'token',
    run: (call) => messageOf(call.world, followUp(call.world, key(call, 0), key(call, 1), sentOf(call))),
  },
  {
    method: 'PATCH',
    path: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/,
    auth: 'token',
    run: (call) =>
      messageOf(
        call.world,
        editByToken(call.world, [key(call, 0), key(call, 1), key(call, 2)], sentOf(call)),
      ),
  },
  {
    method: 'DELETE',
    path: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/,
    auth: 'token',
    run: (call) => deleteByToken(call.world, key(call, 0), key(call, 1), key(call, 2)),
  },
  {
    method: 'POST',
    path: /^\/users\/@me\/channels$/,
    auth: 'bot',
    // The world has one, whoever it is with.
    run: ({ world, body }) => {
      const recipient = (body as { recipient_id?: unknown } | undefined)?.recipient_id;
      const direct = [...world.channels.values()].find(({ guild }) => guild === undefined);
      if (typeof recipient !== 'string' || !/^\d+$/.test(recipient) || direct === undefined)
        throw problems.unknownChannel();
      return channelOf(direct);
    },
  },
  { method: 'GET', path: /^\/channels\/(\d+)$/, auth: 'bot', run: (call) => channelOf(channelFor(call)) },
  {
    method: 'POST',
    path: /^\/channels\/(\d+)\/messages$/,
    auth: 'bot',
    run: (call) => {
      const channel = channelFor(call);
      checkSchema('post', call.body);
      const message = createMessage(call.world, channel.id, sentOf(call), 'post');
      call.world.changed();
      return messageOf(call.world, message);
    },
  },
  {
    method: 'PATCH',
    path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
    auth: 'bot',
    run: (call) => {
      channelFor(call);
      const message = findMessage(call.world, key(call, 1));
      // The bot cannot see private messages in the channel.
      if (message.private) throw problems.unknownMessage();
      checkSchema('edit', call.body);
      editMessage(call.world, message, sentOf(call), 'post');
      call.world.changed();
      return messageOf(call.world, message);
    },
  },
  {
    method: 'DELETE',
    path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
    auth: 'bot',
    run: (call) => {
      channelFor(call);
      deleteMessage(findMessage(call.world, key(call, 1)));
      call.world.changed();
    },
  },
];
