/** The program as a process that is started again and again before the same platforms. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DiscordServer } from '../platforms/discord/server/server.ts';
import type { SlackServer } from '../platforms/slack/server/server.ts';

const entry = fileURLToPath(new URL('../../src/entry.js', import.meta.url));
const ahead = new URL('ahead.ts', import.meta.url).href;

/** Starts that may end by themselves in a row: a platform is away, and the program says so and ends. */
const MOST_STARTS = 60;
/** A supervisor starts it again after so long, in ms. */
const AGAIN_MS = 300;

export type Program = {
  /**
   * Starts it. Resolves when it is connected.
   * @param aheadMs its clock is ahead by so much
   * @throws Error with what it said, if it ends by itself again and again
   */
  start(aheadMs: number): Promise<void>;
  /** Starts it and does not wait. */
  launch(aheadMs: number): void;
  kill(): Promise<void>;
  /** How often it has ended by itself, since a platform was away. */
  ended(): number;
};

/** @param say told what it logs */
export function createProgram(
  folder: string,
  discord: DiscordServer,
  slack: SlackServer,
  say: (line: string) => void,
): Program {
  let child: ChildProcess | undefined;
  let said = '';
  let ended = 0;

  function launch(aheadMs: number): ChildProcess {
    said = '';
    const started = spawn(process.execPath, [entry], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        NODE_OPTIONS: `--import=${ahead}`,
        CHAOS_AHEAD_MS: String(aheadMs),
        DATA_DIR: join(folder, 'data'),
        PORT: '0',
        LOG_LEVEL: 'warn',
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        for (const line of text.split('\n')) if (line !== '') say(line);
      });
    }
    return started;
  }

  function isConnected(started: ChildProcess): Promise<boolean> {
    return new Promise((resolve) => {
      started.stdout?.on('data', () => {
        if (said.includes('Connected: Discord and Slack')) resolve(true);
      });
      started.once('close', () => resolve(false));
    });
  }

  return {
    async start(aheadMs) {
      for (let tries = 0; tries < MOST_STARTS; tries += 1) {
        if (await isConnected(launch(aheadMs))) return;
        ended += 1;
        await pause(AGAIN_MS);
      }
      throw new Error(`it ends by itself: ${said}`);
    },
    launch(aheadMs) {
      launch(aheadMs);
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
    ended: () => ended,
  };
}
