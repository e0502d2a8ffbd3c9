/** The process: reads the settings, builds the parts, starts them, and ends them when told to. */
import { randomBytes, randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { Chance, Outbox } from './carrybot.ts';
import { type Platform, StartError } from './chat/platform.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, readEnvironment } from './config.ts';
import type { Log } from './log.ts';
import { readArguments, USAGE } from './platforms/terminal/arguments.ts';
import { runTerminal } from './platforms/terminal/terminal.ts';

/** Everything has to be over this long after SIGTERM, in milliseconds. */
const STOP_WITHIN_MS = 9_000;

const commandsFolder = fileURLToPath(new URL('../commands', import.meta.url));

const chance: Chance = {
  integer: (below) => randomInt(below),
  id: () => randomBytes(6).toString('hex'),
};

/**
 * Runs the program: `chat …` talks at the terminal, `slack-manifest [URL]` prints the app's manifest, nothing
 * serves the platforms. Sets the exit code.
 */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const config = readEnvironment();
    const [what, ...rest] = args;
    if (what === 'chat') await chat(config, rest);
    else if (what === 'slack-manifest') await printManifest(config, rest[0]);
    else await serve(config);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StartError)) throw error;
    fail(error.message);
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

async function chat(config: Config, rest: readonly string[]): Promise<void> {
  const args = arguments_(rest, config);
  if (args === undefined) return;
  const log = pino({ level: config.logLevel === 'info' ? 'error' : config.logLevel }, pino.destination(2));
  const nowhere: Outbox = {
    post: () => Promise.reject(new Error('the terminal takes no posts')),
    edit: () => Promise.reject(new Error('the terminal takes no posts')),
  };
  const { createCarrybot } = await import('./carrybot.ts');
  const carrybot = await createCarrybot({ config, clock: systemClock, chance, log, outbox: nowhere });
  try {
    const outcome = await runTerminal(carrybot.bot, args, { input: process.stdin, output: process.stdout });
    process.exitCode = outcome === 'failed' ? 1 : 0;
  } finally {
    await carrybot.windDown();
    await carrybot.close();
  }
}

function arguments_(rest: readonly string[], config: Config) {
  try {
    return readArguments(rest, config.locale);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

/** The Slack app's manifest; with a URL for HTTP, without for Socket Mode. */
async function printManifest(config: Config, url: string | undefined): Promise<void> {
  const { loadCommands } = await import('./command/load.ts');
  const { reachOf, slackManifest } = await import('./platforms/slack/manifest.ts');
  const shapes = (await loadCommands(commandsFolder)).map(({ shape }) => shape);
  const manifest = slackManifest(shapes, config.slackPrefix, reach(url, reachOf));
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** @throws StartError if the address cannot be Slack's to call */
function reach<R>(url: string | undefined, reachOf: (url: string | undefined) => R): R {
  try {
    return reachOf(url);
  } catch (error) {
    if (error instanceof RangeError) throw new StartError(error.message);
    throw error;
  }
}

async function serve(config: Config): Promise<void> {
  const log: Log = pino({ level: config.logLevel });
  const platforms: Platform[] = [];
  // Loaded only now: the clients of Discord and Slack are large, and the terminal needs neither.
  const [{ createCarrybot }, { connectPlatforms }] = await Promise.all([
    import('./carrybot.ts'),
    import('./connect.ts'),
  ]);
  const outbox = outboxOf(platforms);
  const carrybot = await createCarrybot({ config, clock: systemClock, chance, log, outbox });
  const connection = await connectPlatforms({ config, carrybot, clock: systemClock, log });
  platforms.push(...connection.platforms);
  const stop = async () => {
    await carrybot.schedules.stop();
    // Trainings end first: their last words go out while the platforms are still there.
    await Promise.all([carrybot.windDown(), connection.stop()]);
    await carrybot.close();
  };
  try {
    const address = await connection.start();
    process.stdout.write(`${greeting(config, address)}\n`);
  } catch (error) {
    await stop();
    throw error;
  }
  carrybot.schedules.start();
  const end = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    stop().catch((error: unknown) => log.error({ err: error }, 'not everything could be stopped properly'));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

/** What was scheduled at the terminal is posted in the playground: both are the local workspace. */
function outboxOf(platforms: readonly Platform[]): Outbox {
  const find = (name: Platform['name']) => {
    const wanted = name === 'terminal' ? 'web' : name;
    const platform = platforms.find((each) => each.name === wanted);
    if (platform === undefined) throw new Error(`${wanted} is not connected`);
    return platform;
  };
  const local = { platform: 'web', workspace: 'local', channel: 'playground' } as const;
  return {
    post: async (place, reply) =>
      find(place.platform).post(place.platform === 'terminal' ? local : place, reply),
    edit: async (posted, reply) => find(posted.platform).edit(posted, reply),
  };
}

/** One line: where the playground is, what is connected, and what to set for the rest. */
function greeting(config: Config, address: string): string {
  const on = [config.discord && 'Discord', config.slack && 'Slack'].filter((name) => name !== undefined);
  const missing = [
    config.discord === undefined ? 'DISCORD_TOKEN for Discord' : undefined,
    config.slack === undefined
      ? 'SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET for Slack'
      : undefined,
  ].filter((text) => text !== undefined);
  const connected = on.length === 0 ? '' : ` Connected: ${on.join(' and ')}.`;
  const hint =
    missing.length === 0 ? '' : ` To connect more, set ${missing.join(', or ')} (see .env.example).`;
  return `Carrybot is running: open ${address} in a browser.${connected}${hint}`;
}
