/** Bolt's log → the bot's. Bolt's debug lines quote payloads, so they are dropped; secrets are struck out. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { fewLines } from '../pacing/few-lines.ts';

/** Tokens, and addresses that are as good as tokens. */
const SECRET = /\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[\w-]+|(?:https?|wss?):\/\/[^\s"']+/g;

/** The client's line for a call without an answer: it names no cause, which whoever made the call tells. */
const EMPTY = 'http request failed';

/** @param log Bolt writes a line for every request that anybody sends: a flood of them is counted */
export function createBoltLog(log: ReturnType<typeof fewLines>): Logger {
  const write =
    (level: 'warn' | 'error') =>
    (first?: unknown, ..._rest: unknown[]) => {
      if (first !== EMPTY) log[level](`Slack: ${plainText(first)}`);
    };
  return {
    debug: () => undefined,
    // What Bolt tells as information is noise to who runs the bot; the bot says itself when it is connected.
    info: () => undefined,
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** One line without secrets. */
function plainText(value: unknown): string {
  const text = value instanceof Error ? `${value.name}: ${value.message}` : String(value);
  return text.replace(SECRET, '…').replace(/\s+/g, ' ').slice(0, 300);
}
