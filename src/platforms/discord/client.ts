/** The discord.js client, set up for this bot. */
import {
  Client,
  GatewayIntentBits,
  type IShardingStrategy,
  Options,
  type RateLimitData,
  type SessionInfo,
  SimpleShardingStrategy,
} from 'discord.js';
import { within } from '../pacing/within.ts';

const API_URL = 'https://discord.com/api';

/** Time for the connection's closing handshake, in ms. */
const CLOSE_MS = 400;

/** A request is given up rather than held back longer than this by Discord's rate limits, in ms. */
const PATIENCE_MS = 60_000;

/** Discord may hold registrations back for hours; the start does not wait for that. */
const REGISTRATION_PATIENCE_MS = 5_000;

function isTooLong({ route, timeToReset, retryAfter }: RateLimitData): boolean {
  const patience = route.startsWith('/applications/') ? REGISTRATION_PATIENCE_MS : PATIENCE_MS;
  return Math.max(timeToReset, retryAfter) > patience;
}

export type Connection = {
  readonly client: Client;
  readonly isClosed: () => boolean;
  /** Ends the connection and every attempt to restore it. */
  close(): Promise<void>;
};

/** @param apiUrl base of the REST API; a version or slash at its end is taken off */
export function createConnection(apiUrl: string | undefined): Connection {
  let isClosed = false;

  /**
   * `client.destroy` does not end a connection that is between two attempts: half a second later it tries again,
   * for ever. Each attempt first asks for its session, so after the end that question is left open.
   */
  function strategyFor(manager: ConstructorParameters<typeof SimpleShardingStrategy>[0]): IShardingStrategy {
    const { retrieveSessionInfo } = manager.options;
    manager.options.retrieveSessionInfo = (shard) =>
      isClosed ? new Promise<SessionInfo | null>(() => {}) : retrieveSessionInfo(shard);
    return new SimpleShardingStrategy(manager);
  }

  const client = new Client({
    // Commands, buttons and forms come without any intent; this one tells of servers and channels, for permissions.
    intents: [GatewayIntentBits.Guilds],
    rest: {
      api: (apiUrl ?? API_URL).replace(/\/+$/, '').replace(/\/v\d+$/, ''),
      rejectOnRateLimit: isTooLong,
    },
    ws: { buildStrategy: strategyFor },
    allowedMentions: { parse: [] },
    // Commands must not wait for servers that Discord reports as down.
    waitGuildTimeout: 1_000,
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
  });

  return {
    client,
    isClosed: () => isClosed,
    async close() {
      isClosed = true;
      await within(client.destroy(), CLOSE_MS);
    },
  };
}
