/**
 * Servers that have the bot, and those that it was removed from: by Discord's events, and, for what nobody was there to
 * hear, by its list at the begin of each session.
 */
import { type Client, Events, GatewayDispatchEvents } from 'discord.js';
import { z } from 'zod';
import type { Added, Compare, Removed } from '../../chat/platform.ts';

/** All servers of the session's shard, also those that are not available at the moment. */
const readySchema = z.object({
  guilds: z.array(z.object({ id: z.string().regex(/^\d+$/) })),
  shard: z.tuple([z.int().nonnegative(), z.int().positive()]).optional(),
});

type Parts = {
  readonly removed?: Removed | undefined;
  readonly added?: Added | undefined;
  readonly compare?: Compare | undefined;
};

/** To be called before the client logs in. */
export function watchServers(client: Client, { removed, added, compare }: Parts): void {
  const servers = new Set<string>();
  // Discord's other event, of a server that is not available, is an outage.
  client.on(Events.GuildDelete, ({ id }) => {
    servers.delete(id);
    void removed?.(workspaceOf(id));
  });
  client.on(Events.GuildCreate, ({ id }) => {
    servers.add(id);
    void added?.(workspaceOf(id));
  });
  client.ws.on(GatewayDispatchEvents.Ready, (packet: unknown) => {
    const read = readySchema.safeParse(packet);
    if (!read.success) return;
    const { guilds, shard: [shard, shards] = [0, 1] } = read.data;
    const isOurs = (id: string) => (BigInt(id) >> 22n) % BigInt(shards) === BigInt(shard);
    for (const id of servers) if (isOurs(id)) servers.delete(id);
    for (const { id } of guilds) servers.add(id);
    void compare?.((workspace) => {
      const id = /^discord:(\d+)$/.exec(workspace)?.[1];
      if (id === undefined || !isOurs(id)) return 'unknown';
      return servers.has(id) ? 'has' : 'has-not';
    });
  });
}

function workspaceOf(id: string): string {
  return `discord:${id}`;
}
