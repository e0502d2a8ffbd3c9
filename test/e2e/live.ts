/** The real bot, joined to platforms as `main.ts` joins them, with its clock set by hand; it can be restarted. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import { type Carrybot, type Chance, createCarrybot } from '../../src/carrybot.ts';
import type { Platform } from '../../src/chat/platform.ts';
import type { Clock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { outboxOf } from '../../src/outbox.ts';

/** What a test waits for a message, in ms: a busy machine trains and draws slowly. */
export const PATIENCE = 60_000;

/**
 * What the platforms wait for an acknowledgement here, in ms. The platforms' own suites hold the bot to their 3 s;
 * here it trains and draws beside other suites, on a machine that may be busy besides.
 */
export const ACK_MS = 20_000;

/** All platforms of one bot. */
export type Connection = {
  readonly platforms: readonly Platform[];
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
};

export type Parts = { readonly carrybot: Carrybot; readonly clock: Clock; readonly log: Log };

export type Live = {
  /** Milliseconds since the epoch; moved by the test alone. */
  readonly time: { now: number };
  carrybot(): Carrybot;
  /** What was logged so far, a line of JSON each. */
  readonly log: readonly string[];
  /** Asks what is due, as the minute's tick does. */
  tick(): Promise<void>;
  /** Stops everything and starts it again on what was stored. */
  restart(): Promise<void>;
  /** Stops everything and removes what was stored; an error in the log fails the suite. */
  close(): Promise<void>;
};

/** 9:00 in Tokyo. */
const START = '2026-11-24T00:00:00Z';

/** Seeds that repeat, and ids that no two bots of this process share. */
function repeatable(): Chance {
  let drawn = 0;
  return {
    integer(below) {
      drawn += 7;
      return drawn % below;
    },
    id: () => crypto.randomUUID().slice(-12),
  };
}

/** Starts the bot and what `connect` builds around it. */
export async function goLive(
  connect: (parts: Parts) => Connection | Promise<Connection>,
  time: { now: number } = setClock(),
): Promise<Live> {
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const clock = { now: () => time.now };
  const chance = repeatable();

  async function open() {
    const platforms: Platform[] = [];
    const config = { dataDir: folder, trainThreads: 2, trainMaxSeconds: 600, zone: 'Asia/Tokyo' };
    const carrybot = await createCarrybot({
      config,
      clock,
      chance,
      log,
      outbox: outboxOf(platforms),
      // Other suites run beside this one.
      priority: 'usual',
    });
    const connection = await connect({ carrybot, clock, log });
    platforms.push(...connection.platforms);
    await connection.start();
    return { carrybot, connection };
  }

  async function end({ carrybot, connection }: Awaited<ReturnType<typeof open>>) {
    await carrybot.schedules.stop();
    await connection.stop();
    await carrybot.close();
  }

  let running = await open();
  return {
    time,
    log: lines,
    carrybot: () => running.carrybot,
    tick: () => running.carrybot.schedules.tick(),
    async restart() {
      await end(running);
      running = await open();
    },
    async close() {
      await end(running);
      await rm(folder, { recursive: true });
      expect(lines.filter(isError)).toEqual([]);
    },
  };
}

/** A clock at the beginning, for who shares it with a platform's server. */
export function setClock(): { now: number } {
  return { now: Date.parse(START) };
}

/** pino's level of errors is 50. */
function isError(line: string): boolean {
  return /"level":[5-9]\d/.test(line);
}

/** Whether these bytes begin a PNG. */
export function isPng(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && Buffer.from(bytes.subarray(1, 4)).toString() === 'PNG';
}
