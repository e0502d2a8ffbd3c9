/**
 * The program before a Discord and a Slack of our own, killed again and again while people use it, and then a ledger of
 * what they were promised and what they saw: what the platforms hold, never the bot's own database.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Exchange, Seen } from '../platforms/discord/server/exchange.ts';
import { type DiscordServer, startDiscordServer } from '../platforms/discord/server/server.ts';
import type { Seen as SeenInSlack } from '../platforms/slack/server/seen.ts';
import { type SlackServer, startSlackServer } from '../platforms/slack/server/server.ts';
import { ANA, KENJI } from '../platforms/slack/server/world.ts';

/** Acknowledgements come late on a busy machine, which is not what is tried here; in ms. */
const ACK_MS = 20_000;
/** What is under way at the end has so long to come to its end, in ms. */
const PATIENCE_MS = 180_000;
/** The longest that people use a process before it is killed, in ms. */
const LIFE_MS = 2_500;

export type Ledger = {
  readonly kills: number;
  /** Commands that were acknowledged, and of these those that were ended once. */
  readonly promised: number;
  readonly kept: number;
  /** Killed before the acknowledgement: the platform told the person so. */
  readonly unpromised: number;
  /** What was promised and not kept, or told twice, in words. */
  readonly faults: readonly string[];
};

/** What one person did in Discord. */
type Act = { readonly what: string; readonly exchange: Promise<Exchange | undefined> };

const entry = fileURLToPath(new URL('../../src/entry.js', import.meta.url));

/** Numbers 0 ≤ x < 1 that follow from a seed, by Park and Miller's generator. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** @param say told of each step */
export async function runChaos(kills: number, seed: number, say: (line: string) => void): Promise<Ledger> {
  const chance = chanceOf(seed);
  // The first of the generator's numbers are small where the seed is.
  for (let n = 0; n < 8; n += 1) chance();
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-chaos-'));
  const discord = await startDiscordServer({ ackMs: ACK_MS });
  const slack = await startSlackServer({ ackMs: ACK_MS });
  const acts: Act[] = [];
  const lines: string[] = [];
  let running: ChildProcess | undefined;
  let unique = 0;

  async function start(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [entry], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: join(folder, 'data'),
        PORT: '0',
        LOG_LEVEL: 'warn',
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        for (const line of text.split('\n')) if (line.startsWith('{')) say(line);
        if (said.includes('Connected: Discord and Slack')) resolve();
      });
      child.once('close', () => reject(new Error(`it ended by itself: ${said}`)));
    });
    return child;
  }

  /** One more person in Discord does something that no other does. */
  function inDiscord(): void {
    unique += 1;
    const person = {
      id: String(1_400_000_000_000_000_000n + BigInt(unique)),
      username: `p${unique}`,
      display: `P${unique}`,
    };
    const [line, values] = [
      ['train', { seed: unique }],
      ['train', { seed: unique, iterations: 60_000 }],
      ['add', { a: String(unique % 128), b: '1' }],
      ['quiz', {}],
      ['inside', {}],
    ][Math.floor(chance() * 5)] as [string, Record<string, string | number>];
    const what = `/${line} ${JSON.stringify(values)} in Discord`;
    acts.push({ what, exchange: discord.command(line, values, { person }).catch(() => undefined) });
  }

  /** Somebody in Slack does something that is found again by its words. */
  function inSlack(): void {
    unique += 1;
    const user = chance() < 0.5 ? ANA : KENJI;
    const line = `add ${unique % 128} ${unique} `.trim().split(' ');
    const [name = '', ...rest] = line;
    lines.push(`/${name} ${rest.join(' ')}`);
    void slack.command(`/${name}`, rest.join(' '), { user, until: 'nothing' }).catch(() => {
      lines.splice(lines.indexOf(`/${name} ${rest.join(' ')}`), 1);
    });
  }

  async function kill(child: ChildProcess): Promise<void> {
    child.removeAllListeners('close');
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }

  try {
    for (let killed = 0; killed < kills; killed += 1) {
      const child = await start();
      const life = chance() * LIFE_MS;
      const until = performance.now() + life;
      while (performance.now() < until) {
        (chance() < 0.6 ? inDiscord : inSlack)();
        await pause(chance() * 500);
      }
      await kill(child);
      say(
        `kill ${killed + 1} after ${Math.round(life)} ms, ${acts.length + lines.length} things done so far`,
      );
    }
    await start();
    const ended = await ledgerOf(kills, discord, slack, acts, lines);
    return ended;
  } finally {
    if (running !== undefined) await kill(running);
    await Promise.all([discord.close(), slack.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function ledgerOf(
  kills: number,
  discord: DiscordServer,
  slack: SlackServer,
  acts: readonly Act[],
  lines: readonly string[],
): Promise<Ledger> {
  const until = performance.now() + PATIENCE_MS;
  const exchanges = await Promise.all(
    acts.map(async ({ what, exchange }) => ({ what, exchange: await exchange })),
  );
  const look = () => {
    const faults: string[] = [];
    let [promised, unpromised] = [0, 0];
    for (const { what, exchange } of exchanges) {
      if (exchange === undefined || exchange.state() === 'failed') {
        unpromised += 1;
        continue;
      }
      promised += 1;
      const fault = faultIn(exchange.messages(), exchange.isThinking());
      if (fault !== undefined) faults.push(`${what}: ${fault}`);
    }
    for (const line of lines) {
      promised += 1;
      const told = slack.messages().filter((message) => isAbout(message, line));
      if (told.length !== 1) faults.push(`${line} in Slack: told ${told.length} times`);
    }
    return { kills, promised, kept: promised - faults.length, unpromised, faults };
  };
  while (look().faults.length > 0 && performance.now() < until) await pause(200);
  // What would be told twice has time to be.
  await pause(1_000);
  void discord;
  return look();
}

/** What is wrong with what an exchange has shown, if something is. */
function faultIn(messages: readonly Seen[], isThinking: boolean): string | undefined {
  if (isThinking) return 'still thinking';
  if (messages.length !== 1)
    return `${messages.length} messages: ${messages.map(({ text }) => text.slice(0, 60)).join(' | ')}`;
  const [message] = messages;
  const isWorking = message?.buttons.some(({ id }) => id.startsWith('train:cancel:')) === true;
  return isWorking || /^(Training|Looking|Drawing|Making)/.test(message?.text ?? '')
    ? `still "${message?.text.slice(0, 80)}"`
    : undefined;
}

function isAbout({ notes }: SeenInSlack, line: string): boolean {
  return notes.some((note) => note.endsWith(`: ${line}`));
}
