/** What jobs in threads have beside the contract: how threads start and end. */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalJobs, type Lane } from '../../src/jobs/local/jobs.ts';
import { perform } from '../../src/jobs/perform.ts';
import type { Jobs, Limits } from '../../src/jobs/port.ts';
import { program } from '../../src/jobs/program.ts';
import type { How } from './loading.ts';

let folder = '';
let jobs: Jobs | undefined;
let ids = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  writeFileSync(log(), '');
});
afterEach(async () => {
  await jobs?.close(0);
  await rm(folder, { recursive: true });
});

const log = () => join(folder, 'log');
/** One bracket opens for each thread that begins to load the program, and closes when it has loaded it. */
const loads = () => readFileSync(log(), 'utf8').replace(/[^()]/g, '');
const loading = () =>
  program<How, never, number>('loading', new URL(`./loading.ts?log=${log()}`, import.meta.url));

/** Opens a lane. @returns does a job of a program there, this one or another */
function open(lane: Partial<Lane>) {
  const opened = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 5, ...lane });
  jobs = opened;
  return (input: How, limits: Limits = {}, what = loading()) =>
    perform(opened, what, { id: String(++ids), input, limits });
}

it('loads what is to be ready before there is work', async () => {
  open({ threads: { least: 2, most: 2 }, ready: [loading()] });
  await expect.poll(loads).toMatch(/^(\(\)\(\)|\(\(\)\))$/);
});

it('ends a thread only once it has loaded: Node aborts if it is terminated earlier', async () => {
  open({ threads: { least: 2, most: 2 }, ready: [loading()] });
  await jobs?.close(0);
  expect(loads().match(/\)/g)).toHaveLength(2);
});

it('ends a thread that has followed another only once it has loaded, too', async () => {
  const run = open({ ready: [loading()] });
  expect(await run('deaf', { endAfterMs: 20 })).toEqual({ kind: 'dropped', why: 'time-limit' });
  await jobs?.close(0);
  expect(loads()).toBe('()()');
});

it('does not wait at the end for a thread that has followed another to load twice', async () => {
  const run = open({ ready: [loading()] });
  await run('deaf', { endAfterMs: 20 });
  await expect.poll(loads).toBe('()()');
  await sleep(300);
  const startedAt = performance.now();
  await jobs?.close(0);
  // Its patience with one that does not come to load.
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

it('keeps the least of threads, and lets those beyond go when they have nothing to do', async () => {
  const kept = open({});
  expect([await kept('count'), await kept('count')]).toMatchObject([{ result: 1 }, { result: 2 }]);
  await jobs?.close(0);
  const dismissed = open({ threads: { least: 0, most: 1 } });
  expect(await dismissed('count')).toMatchObject({ result: 1 });
  await expect.poll(() => dismissed('count')).toMatchObject({ result: 1 });
});

it('loses a thread that needs more memory than it may have, and nothing else', async () => {
  const run = open({ memoryMb: 24 });
  expect(await run('hoard')).toMatchObject({ kind: 'lost', message: expect.stringContaining('memory') });
  expect(await run('count')).toMatchObject({ kind: 'done' });
});

it('has failed if the program cannot be loaded, and goes on', async () => {
  const none = program<How, never, number>('none', new URL('./none.ts', import.meta.url));
  const run = open({ ready: [none] });
  expect(await run('count', {}, none)).toMatchObject({
    kind: 'failed',
    error: { message: expect.stringContaining('none.ts') },
  });
  expect(await run('count')).toMatchObject({ kind: 'done', result: 1 });
});

it.each([0, 1])('has failed if no thread can be started, and holds nobody up: %s ready', async (least) => {
  const dies = program<How, never, number>('dies', new URL('data:text/javascript,process.exit(7)'));
  const run = open({ threads: { least, most: 1 }, ready: [dies] });
  // One that starts with the lane may be given its job before it has ended; none that is started later is.
  const ends = [await run('count'), await run('count'), await run('count')];
  expect(ends.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'failed']);
  expect(ends.at(-1)).toMatchObject({ error: { message: 'no thread can be started' } });
});
