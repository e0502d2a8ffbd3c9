/** Schedules of a thousand workspaces that are due in the same minute, on a platform that takes its time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { createCarrybot, type Outbox } from '../src/carrybot.ts';
import type { Bench } from './bench.ts';
import { quantile } from './statistics.ts';

const WORKSPACES = 1_000;
const EACH = 20;
/** For one post. */
const POST_MS = 300;
/** A workspace whose posts never end. */
const HANGS = 'discord:5';
const MINUTE_MS = 60_000;
/** Schedules are made at midnight, and are due an hour later. */
const MADE_AT = Date.parse('2026-11-24T00:00:00Z');
const DUE_AT = MADE_AT + 60 * MINUTE_MS;
/** How often it is asked how late the loop is. */
const PROBE_MS = 20;

async function run() {
  const folder = await mkdtemp(join(tmpdir(), 'carrybot-bench-'));
  let offset = MADE_AT - Date.now();
  const clock = { now: () => Date.now() + offset };
  const posted: number[] = [];
  const outbox: Outbox = {
    async post(place) {
      if (place.workspace === HANGS) await new Promise(() => {});
      await pause(POST_MS);
      posted.push(clock.now() - DUE_AT);
      return { ...place, message: `m${posted.length}` };
    },
    async edit() {},
    async tell() {},
    examine: async () => ({ lacks: [], latencyMs: null }),
  };
  const carrybot = await createCarrybot({
    config: { dataDir: folder, trainThreads: 2, trainMaxSeconds: 600, zone: 'UTC' },
    clock,
    chance: { integer: (below) => Math.floor(Math.random() * below), id: () => crypto.randomUUID() },
    log: pino({ level: 'silent' }),
    outbox,
    priority: 'usual',
    start: 'when-asked',
  });
  const { schedules } = carrybot.services.store;
  const timing = { cron: '0 1 * * *', zone: 'UTC', dayRule: 'either' } as const;
  const task = { kind: 'quiz', topic: null } as const;
  const by = { userId: 'u', userName: 'U', locale: 'en', nextAt: DUE_AT, settledAt: MADE_AT } as const;
  for (let n = 0; n < WORKSPACES * EACH; n += 1) {
    const workspace = `discord:${n % WORKSPACES}`;
    const place = { platform: 'discord', workspace, channel: `c${Math.floor(n / WORKSPACES)}` } as const;
    await schedules.add({ ...timing, task, place, ...by }, EACH);
  }
  const late: number[] = [];
  let asked = performance.now();
  const probe = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - asked - PROBE_MS));
    asked = now;
  }, PROBE_MS);
  offset = DUE_AT - Date.now();
  void carrybot.schedules.tick();
  const beat = setInterval(() => void carrybot.schedules.tick(), MINUTE_MS);
  while (posted.length < (WORKSPACES - 1) * EACH) await pause(100);
  clearInterval(probe);
  clearInterval(beat);
  await rm(folder, { recursive: true });
  const seconds = (share: number) => quantile(posted, share) / 1_000;
  return {
    columns: ['posts', 'half of them, s', 'the last, s', 'loop late, p99 ms', 'loop late, most ms'],
    rows: [
      {
        what: `${WORKSPACES} workspaces with ${EACH} questions each`,
        values: [posted.length, seconds(0.5), seconds(1), quantile(late, 0.99), quantile(late, 1)],
      },
    ],
    notes: [
      `All due in one minute; a post takes ${POST_MS} ms, and those of one workspace never end. Measured once.`,
      'Loop late: how much later than its time a timer comes, while all this is under way: what answers wait besides.',
    ],
  };
}

export const due: Bench = { name: 'due', title: 'Twenty thousand posts due in one minute', run };
