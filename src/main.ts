/** The process: reads the settings, builds the parts, starts them, and ends them when told to. */
import { randomBytes, randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { Chance } from './carrybot.ts';
import { UserError } from './chat/error.ts';
import { type Platform, StartError } from './chat/platform.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, readEnvironment } from './config.ts';
import { openData } from './data-folder.ts';
import { makeFolder } from './folder.ts';
import { createFence } from './last-fence.ts';
import type { Log } from './log.ts';
import { nowhere, outboxOf } from './outbox.ts';
import { readArguments, USAGE } from './platforms/terminal/arguments.ts';
import { type Exit, runTerminal } from './platforms/terminal/terminal.ts';

/** Everything has to be over this long after SIGTERM, in milliseconds. */
const STOP_WITHIN_MS = 9_000;

const commandsFolder = fileURLToPath(new URL('../commands', import.meta.url));

const chance: Chance = {
  integer: (below) => randomInt(below),
  id: () => randomBytes(6).toString('hex'),
};

const COMMANDS = `Carrybot knows
  npm start                         serves the playground, Discord and Slack
  npm run -s chat -- [LINE…]        talks at the terminal (--help tells more)
  npm run -s slack:manifest -- [URL]  prints the manifest of the Slack app`;

/**
 * Runs the program: `chat …` talks at the terminal, `slack-manifest [URL]` prints the app's manifest, nothing
 * serves the platforms. Sets the exit code.
 */
export async function main(args: readonly string[]): Promise<void> {
  const [what, ...rest] = args;
  // `… | head` stops reading when it has enough; that is no fault of this program.
  for (const output of [process.stdout, process.stderr]) output.on('error', ignoreClosed);
  try {
    switch (what) {
      case undefined:
        return await serve(readEnvironment());
      case 'chat':
        return await chat(readEnvironment(), rest);
      case 'slack-manifest':
        return await printManifest(readEnvironment(), rest[0]);
      case '--help':
      case '-h':
        process.stdout.write(`${COMMANDS}\n`);
        return;
      default:
        fail(`There is no ${what} here. ${COMMANDS}`);
        process.exitCode = 2;
    }
  } catch (error) {
    // A UserError here is a deck of `questions` that cannot be read.
    if (!(error instanceof ConfigError || error instanceof StartError || error instanceof UserError))
      throw error;
    fail(error.message);
  }
}

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

async function chat(config: Config, rest: readonly string[]): Promise<void> {
  const args = arguments_(rest, config);
  if (args === undefined) return;
  if (args.kind === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const exit = leaveOnSignal();
  await openData(config);
  if (args.files !== undefined) await makeFolder('--files', args.files);
  const log = pino({ level: config.logLevel === 'info' ? 'error' : config.logLevel }, pino.destination(2));
  const { createCarrybot } = await import('./carrybot.ts');
  const carrybot = await createCarrybot({
    config,
    clock: systemClock,
    chance,
    log,
    outbox: nowhere,
    priority: 'usual',
  });
  // Trainings under way end with what they have, and are shown.
  const windDown = () => void carrybot.windDown();
  exit.leaving.addEventListener('abort', windDown, { once: true });
  if (exit.leaving.aborted) windDown();
  try {
    const streams = { input: process.stdin, output: process.stdout };
    const outcome = await runTerminal(carrybot.bot, args, streams, exit);
    process.exitCode = exit.code() ?? (outcome === 'failed' ? 1 : 0);
  } finally {
    await carrybot.windDown();
    await carrybot.close();
  }
}

/** Ends a conversation in order on SIGINT, on SIGTERM and when nobody reads on, and by force if that takes too long. */
function leaveOnSignal(): Exit & { code(): number | undefined } {
  const leaving = new AbortController();
  let code: number | undefined;
  const leave = (wanted: number) => {
    code ??= wanted;
    leaving.abort();
    setTimeout(() => process.exit(code), STOP_WITHIN_MS).unref();
  };
  // 128 + 2, as shells have it for what Ctrl-C ended.
  const interrupt = () => leave(130);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', () => leave(0));
  process.stdout.once('error', () => leave(0));
  return { leaving: leaving.signal, leave: interrupt, code: () => code };
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
  await openData(config, log);
  const platforms: Platform[] = [];
  // Loaded only now: the clients of Discord and Slack are large, and the terminal needs neither.
  const [{ createCarrybot }, { connectPlatforms }, { takeFolder }] = await Promise.all([
    import('./carrybot.ts'),
    import('./connect.ts'),
    import('./store/sqlite/sole-server.ts'),
  ]);
  const letGo = takeFolder(config.dataDir, config.dataDirUse);
  const outbox = outboxOf(platforms);
  const carrybot = await createCarrybot({
    config,
    clock: systemClock,
    chance,
    log,
    outbox,
    priority: 'low',
  });
  let connection: Awaited<ReturnType<typeof connectPlatforms>> | undefined;
  let address: string;
  const fence = createFence({ clock: systemClock, log, reference: chance.id });
  const stop = async () => {
    await carrybot.schedules.stop();
    // What is nearly ready is still told. What is not is kept, and goes on after the next start: no training is ended.
    await connection?.stop();
    await carrybot.close();
    letGo();
  };
  try {
    await carrybot.ready();
    connection = await connectPlatforms({ config, carrybot, clock: systemClock, log, faults: fence.faults });
    platforms.push(...connection.platforms);
    address = await connection.start();
  } catch (error) {
    await stop();
    throw error;
  }
  carrybot.schedules.start();
  const leave = (code: number) => {
    process.exitCode = code;
    setTimeout(() => process.exit(code), STOP_WITHIN_MS).unref();
    stop().catch((error: unknown) => log.error({ err: error }, 'not everything could be stopped properly'));
  };
  // Only now: what fails the start shall end it.
  fence.raise(process, () => leave(1));
  const end = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    leave(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  // Last: whoever has read it may end the server in order.
  process.stdout.write(`${greeting(config, address)}\n`);
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
