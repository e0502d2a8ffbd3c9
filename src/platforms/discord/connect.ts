/** The Discord platform: one client, the start and the end of its connection. */
import { once } from 'node:events';
import { type Client, Events, RESTEvents, Routes } from 'discord.js';
import type { Errands } from '../../chat/errand.ts';
import type { Added, Bot, Compare, Platform, Removed } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { fewLines } from '../pacing/few-lines.ts';
import { errandsLeft } from '../pacing/left.ts';
import { inviteUrl } from './access.ts';
import { addressSchema } from './address.ts';
import { createConnection } from './client.ts';
import { faultOf } from './fault.ts';
import { createInteractions } from './interactions.ts';
import { MAX_ANSWERS, PACE, type Pace } from './limits.ts';
import { createPosts } from './posts.ts';
import { isAnswerable } from './receive.ts';
import { type CommandBody, isRegistered, registration } from './register.ts';
import { watchServers } from './servers.ts';
import { sievePackets } from './sieve.ts';
import { checkGateway, checkToken, explainStart } from './start.ts';

export type DiscordParts = {
  readonly bot: Bot;
  /** Answers that an earlier process has promised. */
  readonly errands: Errands;
  /** The bot's token; it reaches Discord and nothing else. */
  readonly token: string;
  /** Base of the REST API, e.g. `https://discord.com/api`; the gateway's address comes from there. */
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly clock: Clock;
  readonly pace?: Pace;
  /** Answers under way at one time. */
  readonly mostAnswers?: number;
  readonly removed?: Removed;
  readonly added?: Added;
  readonly compare?: Compare;
};

/** Writes every change of the connection to the log. */
function watch(client: Client, log: Log, isClosed: () => boolean): void {
  client.on(Events.ShardReconnecting, (shard) => {
    if (!isClosed()) log.warn({ shard }, 'discord: connection lost, reconnecting');
  });
  client.on(Events.ShardResume, (shard, replayed) =>
    log.info({ shard, replayed }, 'discord: connection resumed'),
  );
  client.on(Events.ShardReady, (shard) => log.info({ shard }, 'discord: connected'));
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ shard }, `discord: connection error (${error.message})`),
  );
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    if (!isClosed()) log.error({ shard, code }, 'discord: Discord closed the connection for good');
  });
  client.on(Events.Error, (error) => log.error(`discord: client error (${error.message})`));
  // The URL carries tokens; the route does not.
  client.rest.on(RESTEvents.RateLimited, ({ route, timeToReset }) =>
    log.warn({ route, ms: timeToReset }, 'discord: rate limited, waiting'),
  );
}

/**
 * Connects the bot to Discord.
 * @returns the platform. `start` rejects with a StartError that names DISCORD_TOKEN or DISCORD_API_URL; `post` and
 * `edit` with a PlaceError if the channel is gone or a permission is missing there.
 */
export function createDiscord(parts: DiscordParts): Platform {
  const { bot, errands, token, apiUrl, log, clock, pace = PACE, mostAnswers = MAX_ANSWERS } = parts;
  const connection = createConnection(apiUrl);
  const { client, isClosed } = connection;
  const interactions = createInteractions({ bot, errands, rest: client.rest, clock, pace, mostAnswers, log });
  let closed: number | undefined;

  async function register(application: string, commands: readonly CommandBody[]): Promise<void> {
    const route = Routes.applicationCommands(application);
    const query = new URLSearchParams({ with_localizations: 'true' });
    try {
      const present: unknown = await client.rest.get(route, { query });
      if (Array.isArray(present) && isRegistered(present, commands)) {
        log.debug('discord: the commands are registered already');
        return;
      }
      await client.rest.put(route, { body: commands });
      log.info({ commands: commands.length }, 'discord: commands registered');
    } catch (error) {
      const fault = faultOf(error);
      if (fault?.kind !== 'unreachable') throw error;
      log.warn(`discord: the commands could not be registered now (${fault.detail}); the earlier ones stay`);
    }
  }

  async function connect(): Promise<void> {
    checkToken(token);
    const commands = registration(bot.commands);
    const timeout = AbortSignal.timeout(pace.startMs);
    // The client itself would try for a minute, and take whatever answers for Discord.
    client.rest.setToken(token);
    checkGateway(await client.rest.get(Routes.gatewayBot(), { signal: timeout }));
    await Promise.all([once(client, Events.ClientReady, { signal: timeout }), client.login(token)]);
    const { user, application } = client;
    if (user === null || application === null) throw new TypeError('the client is ready without a user');
    await register(application.id, commands);
    const servers = client.guilds.cache.size;
    const invite = servers === 0 ? `; add it to a server: ${inviteUrl(application.id)}` : '';
    log.info({ servers }, `discord: ready as ${user.tag}${invite}`);
  }

  return {
    name: 'discord',

    async start() {
      watch(client, log, isClosed);
      sievePackets(client, fewLines(log, clock));
      client.on(Events.ShardDisconnect, ({ code }) => {
        closed = code;
      });
      const failed = (id: string) => (error: unknown) =>
        log.error({ err: error, interaction: id }, 'discord: an answer failed');
      client.on(Events.InteractionCreate, (interaction) => {
        if (isAnswerable(interaction)) interactions.take(interaction).catch(failed(interaction.id));
      });
      watchServers(client, parts);
      try {
        await connect();
        const unreadable = (id: string) =>
          log.error({ interaction: id }, 'discord: an answer cannot be told: its address is unreadable');
        for (const left of await errandsLeft(errands, 'discord', addressSchema, unreadable)) {
          interactions.goOn(left).catch(failed(left.errand.id));
        }
      } catch (error) {
        await connection.close();
        throw explainStart(error, closed);
      }
    },

    async stop() {
      await interactions.close();
      await connection.close();
    },

    ...createPosts(client, log),
  };
}
