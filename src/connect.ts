/** The platforms that the configuration names, and the one HTTP port that some of them share. */
import type { Carrybot } from './carrybot.ts';
import type { Errands } from './chat/errand.ts';
import {
  type Added,
  type Bot,
  type Compare,
  type Platform,
  type Removed,
  StartError,
} from './chat/platform.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { render as renderForDiscord } from './platforms/discord/render.ts';
import { createHttp, type Route } from './platforms/http/http.ts';
import { previewOf as renderForSlack } from './platforms/slack/preview.ts';
import type { Preview } from './platforms/web/preview.ts';
import { createWeb } from './platforms/web/web.ts';
import { createRemoval } from './schedule/removal.ts';

export type Connection = {
  readonly platforms: readonly Platform[];
  /** Connects everything; gives the playground's address. Throws one StartError that names every fault. */
  start(): Promise<string>;
  stop(): Promise<void>;
};

type Parts = {
  readonly config: Config;
  readonly carrybot: Carrybot;
  readonly clock: Clock;
  readonly log: Log;
  /** What was thrown outside of any call, lately, for `/healthz`. */
  readonly faults?: () => number;
};

/** How replies look on the other platforms: the very payloads that those would send. */
const PREVIEWS: readonly Preview[] = [
  { name: 'discord', render: (reply) => renderForDiscord(reply).body },
  { name: 'slack', render: renderForSlack },
];

/** Builds the platforms; nothing is connected before `start`. A client is loaded only if it is used. */
export async function connectPlatforms({ config, carrybot, clock, log, faults }: Parts): Promise<Connection> {
  const { bot } = carrybot;
  const { errands, schedules } = carrybot.services.store;
  const pause = createRemoval(schedules, log);
  async function removed(workspace: string): Promise<void> {
    await carrybot.departures.left(workspace);
    await pause(workspace);
  }
  const shared = {
    bot,
    errands,
    clock,
    log,
    removed,
    added: carrybot.departures.here,
  };
  /** Several servers on one folder may be bots of different workspaces: none of them sees the others'. */
  const comparing = (prefix: string): { readonly compare?: Compare } =>
    config.dataDirUse === 'shared'
      ? {}
      : {
          async compare(stands) {
            for (const gone of await carrybot.departures.missing(prefix, stands)) await removed(gone);
          },
        };
  const web = createWeb({
    bot,
    errands,
    history: carrybot.playground,
    door: carrybot.services.store.door,
    tokens: { member: config.playgroundToken, organiser: config.teacherToken },
    proxies: config.trustedProxies,
    hosts: config.playgroundHosts,
    previews: PREVIEWS,
    wall: carrybot.wall,
    clock,
    log,
  });
  const discord =
    config.discord && (await discordOf(config.discord, { ...shared, ...comparing('discord:') }));
  const slack =
    config.slack && (await slackOf(config.slack, config.slackPrefix, { ...shared, ...comparing('slack:') }));
  const platforms = [web, discord, slack].filter((platform) => platform !== undefined);
  const routes: Route[] = [{ path: '/', handle: web.listener }];
  const events = slack?.listener;
  if (events !== undefined) routes.push({ path: '/slack/events', handle: events });
  const http = createHttp({
    ...config.http,
    proxies: config.trustedProxies,
    log,
    routes,
    ...(faults && { faults }),
  });

  return {
    platforms,
    async start() {
      // The port first: a bot whose port is taken must not answer anywhere.
      const address = await http.start();
      const started = await Promise.allSettled(platforms.map((platform) => platform.start()));
      const failures = started.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
      const bug = failures.find((reason) => !(reason instanceof StartError));
      if (bug !== undefined) throw bug;
      if (failures.length > 0) {
        throw new StartError(
          failures.map((reason) => (reason instanceof StartError ? reason.message : '')).join('\n'),
        );
      }
      return address;
    },
    async stop() {
      await Promise.all([...platforms.map((platform) => platform.stop()), http.stop()]);
    },
  };
}

type Shared = {
  readonly bot: Bot;
  readonly errands: Errands;
  readonly clock: Clock;
  readonly log: Log;
  readonly removed: Removed;
  readonly added: Added;
  readonly compare?: Compare;
};

async function discordOf(settings: NonNullable<Config['discord']>, shared: Shared) {
  const { createDiscord } = await import('./platforms/discord/connect.ts');
  return createDiscord({ ...settings, ...shared });
}

async function slackOf(settings: NonNullable<Config['slack']>, commandPrefix: string, shared: Shared) {
  const { createSlack } = await import('./platforms/slack/connect.ts');
  return createSlack({ ...settings, commandPrefix, ...shared });
}
