/** Two programs with one database: what `npm start` and `npm run chat` do. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Draft } from '../../src/chat/history.ts';
import { reply } from '../../src/chat/reply.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

let folder: string;
const path = () => join(folder, 'carrybot.sqlite');
const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
});
afterEach(() => rm(folder, { recursive: true }));

vi.setConfig({ testTimeout: 60_000 });

/** Ends with 0 if every one of its writes worked. */
async function write(name: string, count: number): Promise<unknown> {
  const child = fork(writer, [path(), name, String(count)], { execArgv: [] });
  const [code] = await once(child, 'close');
  return code;
}

it('lets four processes make the database at once, write in turns, and number without gaps', async () => {
  const codes = await Promise.all(['a', 'b', 'c', 'd'].map((name) => write(name, 60)));
  expect(codes).toEqual([0, 0, 0, 0]);
  const store = await openSqlite(path(), () => 'epoch');
  const messages = await store.playground.page({ channel: 'c', viewer: 'u' }, Number.MAX_SAFE_INTEGER, 1_000);
  const { schedules } = await store.schedules.list('local');
  await store.close();
  expect(messages.map(({ order }) => order)).toEqual(Array.from({ length: 240 }, (_, index) => index + 1));
  expect(schedules.map(({ number }) => number)).toEqual(Array.from({ length: 240 }, (_, index) => index + 1));
});

it('goes on with other things while another program writes for a while', async () => {
  const store = await openSqlite(path(), () => 'epoch');
  const other = new DatabaseSync(path());
  other.exec('begin immediate');
  const { files: _, ...said } = reply('hello');
  const draft: Draft = {
    id: 'm',
    channel: 'c',
    at: 1,
    to: null,
    cause: null,
    content: { kind: 'reply', reply: said, files: [] },
  };
  const states = { put: 'waiting' };
  const put = store.playground.put(draft, []).then(() => {
    states.put = 'done';
  });
  let turns = 0;
  while (turns < 10) {
    await pause(20);
    turns += 1;
  }
  expect(states.put).toBe('waiting');
  other.exec('commit');
  other.close();
  await put;
  expect(await store.playground.get('m')).toMatchObject({ order: 1, version: 1 });
  await store.close();
});
