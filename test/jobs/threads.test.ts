/** What jobs in threads have beside the contract: how threads start and end. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLocalJobs, type Lane } from '../../src/jobs/local/jobs.ts';
import { perform } from '../../src/jobs/perform.ts';
import type { Jobs, Keeps, Kept, Limits } from '../../src/jobs/port.ts';
import { program } from '../../src/jobs/program.ts';
import { NOBODY } from '../../src/jobs/rota.ts';
import type { How } from './loading.ts';
import { type Task, TERMS, WORK } from './work.ts';

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
  program<How, never, number>('loading', new URL(`./loading.ts?log=${log()}`, import.meta.url), TERMS);

/** Opens a lane. @returns does a job of a program there, this one or another */
function open(lane: Partial<Lane>) {
  const opened = createLocalJobs({ threads: { least: 1, most: 1 }, mostWaiting: 5, ...lane });
  jobs = opened;
  return (input: How, limits: Limits = {}, what = loading()) =>
    perform(opened, what, { id: String(++ids), input, limits, owner: NOBODY });
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
  const none = program<How, never, number>('none', new URL('./none.ts', import.meta.url), TERMS);
  const run = open({ ready: [none] });
  expect(await run('count', {}, none)).toMatchObject({
    kind: 'failed',
    error: { message: expect.stringContaining('none.ts') },
  });
  expect(await run('count')).toMatchObject({ kind: 'done', result: 1 });
});

it.each([0, 1])('has failed if no thread can be started, and holds nobody up: %s ready', async (least) => {
  const dies = program<How, never, number>('dies', new URL('data:text/javascript,process.exit(7)'), TERMS);
  const run = open({ threads: { least, most: 1 }, ready: [dies] });
  // One that starts with the lane may be given its job before it has ended; none that is started later is.
  const ends = [await run('count'), await run('count'), await run('count')];
  expect(ends.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'failed']);
  expect(ends.at(-1)).toMatchObject({ error: { message: 'no thread can be started' } });
});

describe('a thread that jobs share', () => {
  const SHARED = { long: 2, all: 3 };
  const LONG = 1e12;
  const file = (called: string) => join(folder, called);

  function share(lane: Partial<Lane> = {}) {
    const opened = createLocalJobs({
      threads: { least: 1, most: 1 },
      mostWaiting: 5,
      shared: SHARED,
      ...lane,
    });
    jobs = opened;
    const submit = (id: string, input: Task, size = 0, limits: Limits = {}) =>
      opened.submit(WORK, { id, input, size, limits, owner: { workspace: id, person: id } });
    const begun = async (id: string) => {
      for await (const { kind } of opened.follow(WORK, id)) if (kind === 'begun') return;
    };
    const first = async (id: string) => (await opened.follow(WORK, id).next()).value;
    const end = async (id: string) => {
      for await (const event of opened.follow(WORK, id)) if (event.kind === 'ended') return event.end;
      return undefined;
    };
    return { opened, submit, begun, first, end };
  }

  it.each([
    ['said to be long', LONG],
    ['found to be long', 0],
  ])('does a short job beside an endless one that was %s', async (_, size) => {
    const { opened, submit, begun, first, end } = share();
    await submit('endless', { kind: 'walk' }, size);
    await begun('endless');
    for (const id of ['one', 'another']) {
      await submit(id, { kind: 'echo', value: id });
      expect(await end(id)).toEqual({ kind: 'done', result: id });
    }
    expect((await first('endless'))?.kind).toBe('begun');
    await opened.cancel('endless');
    expect(await end('endless')).toMatchObject({ kind: 'stopped', why: 'cancelled' });
  });

  it('has several long jobs get on at a time, and ends each when its own gate opens', async () => {
    const { submit, begun, first, end } = share();
    for (const id of ['a', 'b']) await submit(id, { kind: 'walk', gate: file(id) }, LONG);
    for (const id of ['a', 'b']) await begun(id);
    writeFileSync(file('b'), '');
    expect(await end('b')).toMatchObject({ kind: 'done' });
    expect((await first('a'))?.kind).toBe('begun');
    writeFileSync(file('a'), '');
    expect(await end('a')).toMatchObject({ kind: 'done' });
  });

  it('begins no more long jobs than have room, and keeps room for a short one', async () => {
    const { opened, submit, begun, first, end } = share();
    for (const id of ['a', 'b', 'c']) await submit(id, { kind: 'walk', trace: file(id) }, LONG);
    for (const id of ['a', 'b']) await begun(id);
    await submit('short', { kind: 'echo', value: 1 });
    expect(await end('short')).toEqual({ kind: 'done', result: 1 });
    expect(await first('c')).toMatchObject({ kind: 'queued', ahead: 0 });
    expect(existsSync(file('c'))).toBe(false);
    await opened.cancel('a');
    await begun('c');
  });

  it.each([
    ['crashes', { kind: 'exit' }, {}, { kind: 'lost' }],
    ['is ended by force', { kind: 'deaf' }, { endAfterMs: 20 }, { kind: 'dropped', why: 'time-limit' }],
  ] as const)('loses only the one that %s: the others begin again', async (_, task, limits, how) => {
    const { submit, begun, first, end } = share();
    for (const id of ['a', 'b', 'waiting']) await submit(id, { kind: 'walk', gate: file(id) }, LONG);
    for (const id of ['a', 'b']) await begun(id);
    expect((await first('waiting'))?.kind).toBe('queued');
    await submit('bad', task, 0, limits);
    expect(await end('bad')).toMatchObject(how);
    for (const id of ['a', 'b', 'waiting']) {
      writeFileSync(file(id), '');
      expect(await end(id)).toMatchObject({ kind: 'done' });
    }
  });

  it('loses only the one that needs too much memory', async () => {
    const { opened, submit, begun, end } = share({ memoryMb: 24 });
    await submit('a', { kind: 'walk', gate: file('a') }, LONG);
    await begun('a');
    const order = { id: 'hoard', input: 'hoard', owner: NOBODY } as const;
    expect(await perform(opened, loading(), order)).toMatchObject({ kind: 'lost' });
    writeFileSync(file('a'), '');
    expect(await end('a')).toMatchObject({ kind: 'done' });
  });

  it('has a job that begins again go on from what it has kept', async () => {
    const kept = new Map<string, Kept>();
    const keeps: Keeps = {
      put: async (id, what) => void kept.set(id, what),
      get: async (id) => kept.get(id),
      drop: async (id) => void kept.delete(id),
    };
    const { submit, end } = share({ keeps });
    await submit('a', { kind: 'climb', gate: file('a') }, LONG);
    await vi.waitUntil(() => kept.size > 0);
    await submit('crash', { kind: 'exit' });
    expect(await end('crash')).toMatchObject({ kind: 'lost' });
    writeFileSync(file('a'), '');
    expect(await end('a')).toMatchObject({ kind: 'done', result: { from: expect.toSatisfy((n) => n > 0) } });
  });

  it('drops a job that is cancelled before it begins again', async () => {
    const read = Promise.withResolvers<undefined>();
    const asked: string[] = [];
    const get = (id: string) => (asked.push(id) < 3 ? Promise.resolve(undefined) : read.promise);
    const nothing = async () => undefined;
    const { opened, submit, begun, end } = share({ keeps: { put: nothing, get, drop: nothing } });
    await submit('a', { kind: 'walk' }, LONG);
    await begun('a');
    await submit('bad', { kind: 'deaf' }, 0, { endAfterMs: 20 });
    await vi.waitUntil(() => asked.length === 3, { timeout: 20_000 });
    expect(await opened.cancel('a')).toBe('asked');
    read.resolve(undefined);
    expect(await end('a')).toEqual({ kind: 'dropped', why: 'cancelled' });
  });

  it('gives up a job beside which thread after thread ends: it may be the one after all', async () => {
    // Ends its thread while nobody computes.
    const source = 'export default function* () { setImmediate(() => process.exit(3)); for (;;) yield; }';
    const sly = program<null, never, null>('sly', new URL(`data:text/javascript,${source}`), TERMS);
    const { opened, submit, end } = share();
    const order = { id: 'sly', input: null, owner: NOBODY };
    expect(await perform(opened, sly, order)).toMatchObject({ kind: 'lost' });
    await submit('next', { kind: 'echo', value: 1 });
    expect(await end('next')).toEqual({ kind: 'done', result: 1 });
  });

  it('has the jobs of another thread go on when one crashes', async () => {
    const { submit, begun, end } = share({ threads: { least: 2, most: 2 } });
    await submit('a', { kind: 'walk', gate: file('a') }, LONG);
    await begun('a');
    // Goes where there is more room: to the other thread.
    await submit('crash', { kind: 'exit' });
    expect(await end('crash')).toMatchObject({ kind: 'lost' });
    writeFileSync(file('a'), '');
    expect(await end('a')).toMatchObject({ kind: 'done' });
  });

  it('counts towards a time limit what a job computes itself', async () => {
    const { submit, end } = share();
    const limits = { stopAfterMs: 150 };
    for (const id of ['a', 'b']) await submit(id, { kind: 'walk' }, LONG, limits);
    for (const id of ['a', 'b']) {
      const how = await end(id);
      expect(how).toMatchObject({ kind: 'stopped', why: 'time-limit' });
      expect(how?.kind === 'stopped' ? how.result : 0).toBeGreaterThanOrEqual(150);
    }
  });

  it('drops a job that is cancelled before its first turn', async () => {
    const { opened, submit, end } = share();
    await submit('busy', { kind: 'count', to: 0, gate: file('busy') });
    // Its thread has it already, but another has the turn until the gate opens.
    await submit('a', { kind: 'walk', trace: file('a') }, LONG);
    expect(await opened.cancel('a')).toBe('asked');
    writeFileSync(file('busy'), '');
    expect(await end('a')).toEqual({ kind: 'dropped', why: 'cancelled' });
    expect(existsSync(file('a'))).toBe(false);
  });

  it.runIf(process.platform === 'linux')('lets other threads go first if it is to', async () => {
    const source = 'import os from "node:os"; export default () => os.getPriority(0)';
    const nice = program<null, never, number>('nice', new URL(`data:text/javascript,${source}`), TERMS);
    const usual = os.getPriority(0);
    for (const [priority, result] of [
      ['usual', usual],
      ['low', Math.max(usual, 10)],
    ] as const) {
      const { opened } = share({ priority });
      expect(await perform(opened, nice, { id: priority, input: null, owner: NOBODY })).toEqual({
        kind: 'done',
        result,
      });
      await opened.close(0);
    }
    expect(os.getPriority(0)).toBe(usual);
  });
});
