/** Limits of what is handed in: for a person, a workspace and in all. */
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createGate, gated, type Meter, OPEN } from '../../src/jobs/gate.ts';
import { createLocalJobs } from '../../src/jobs/local/jobs.ts';
import { createMeter } from '../../src/jobs/local/meter.ts';
import { perform } from '../../src/jobs/perform.ts';
import type { Order } from '../../src/jobs/port.ts';
import { program } from '../../src/jobs/program.ts';
import { A_SECOND, priceOf } from '../../src/jobs/terms.ts';
import { RATES } from '../../src/lanes.ts';
import { type Task, WORK } from './work.ts';

const FREE: Meter = { take: async () => undefined };
const AKI = { workspace: 'x', person: 'aki' };
const BEN = { workspace: 'x', person: 'ben' };
const CEM = { workspace: 'y', person: 'cem' };

describe('points within a time', () => {
  const rates = {
    person: { points: 3, seconds: 10 },
    workspace: { points: 5, seconds: 10 },
    all: { points: 7, seconds: 10 },
  };

  it('run out for a person, a workspace and all, and are there again when it is said', async () => {
    const time = { now: 5_000 };
    const { take } = createMeter(rates, () => time.now);
    expect(await take(AKI, 3)).toBeUndefined();
    time.now += 2_500;
    expect(await take(AKI, 1)).toEqual({ scope: 'person', seconds: 8 });
    expect(await take(BEN, 2)).toBeUndefined();
    expect(await take(BEN, 1)).toEqual({ scope: 'workspace', seconds: 8 });
    expect(await take(CEM, 2)).toBeUndefined();
    expect(await take({ ...CEM, workspace: 'z' }, 1)).toEqual({ scope: 'all', seconds: 8 });
    time.now += 7_499;
    expect(await take(AKI, 1)).toEqual({ scope: 'person', seconds: 1 });
    time.now += 1;
    expect(await take(AKI, 3)).toBeUndefined();
  });
  it('are not taken by what is refused', async () => {
    const { take } = createMeter(rates, () => 0);
    for (let n = 0; n < 9; n += 1) expect(await take(AKI, 4)).toEqual({ scope: 'person', seconds: 10 });
    expect(await take(AKI, 3)).toBeUndefined();
    for (let n = 0; n < 9; n += 1) expect(await take(BEN, 3)).toEqual({ scope: 'workspace', seconds: 10 });
    expect(await take(BEN, 2)).toBeUndefined();
  });
  it('count for no person where nobody is behind it', async () => {
    const { take } = createMeter(rates, () => 0);
    expect(await take({ workspace: 'x', person: '' }, 5)).toBeUndefined();
    expect(await take({ workspace: '', person: '' }, 2)).toBeUndefined();
    expect(await take({ workspace: '', person: '' }, 1)).toEqual({ scope: 'all', seconds: 10 });
  });
  it('are remembered for those whose time is not over, however many come and go', async () => {
    const time = { now: 0 };
    const { take } = createMeter({ ...rates, all: { points: 1e9, seconds: 10 } }, () => time.now);
    await take(AKI, 3);
    for (let n = 0; n < 3_000; n += 1) await take({ workspace: `w${n}`, person: 'p' }, 1);
    expect(await take(AKI, 1)).toEqual({ scope: 'person', seconds: 10 });
    time.now += 10_000;
    for (let n = 0; n < 3_000; n += 1) await take({ workspace: `w${n}`, person: 'p' }, 3);
    expect(await take(AKI, 3)).toBeUndefined();
  });

  it.each(Object.entries(RATES))(
    'of %s: each workspace has more than a person, and all than it',
    (_, each) => {
      const perSecond = [each.person, each.workspace, each.all].map(
        ({ points, seconds }) => points / seconds,
      );
      expect(perSecond).toEqual(perSecond.toSorted((a, b) => a - b));
    },
  );
  it.each(['work', 'pictures'] as const)(
    'of %s are enough for a class, and too few for one in a hurry',
    async (lane) => {
      const time = { now: 0 };
      const { take } = createMeter(RATES[lane], () => time.now);
      // 60 learners for two minutes, one command each every ten seconds, all at the same moment.
      for (; time.now < 120_000; time.now += 10_000)
        for (let n = 0; n < 60; n += 1)
          expect(await take({ workspace: 'class', person: `p${n}` }, priceOf(5e8))).toBeUndefined();
      const refused = [];
      for (let n = 0; n < 50; n += 1, time.now += 200)
        refused.push(await take({ ...AKI, workspace: 'class' }, 1));
      expect(refused.filter((each) => each !== undefined)).not.toEqual([]);
      expect(await take({ ...BEN, workspace: 'class' }, 1)).toBeUndefined();
    },
  );
  it('cost one a piece, and one for each second, up to a bound', () => {
    expect([undefined, 0, A_SECOND / 2, A_SECOND, 7.5 * A_SECOND, 1e15].map(priceOf)).toEqual([
      1, 1, 1, 2, 8, 10,
    ]);
  });
});

describe('pieces under way', () => {
  const most = { person: 2, workspace: 3 };

  it('are bounded for a person and a workspace, kind by kind, and say when one is likely to be over', async () => {
    const time = { now: 0 };
    const gate = createGate(FREE, () => time.now);
    const enter = (owner: typeof AKI, seconds = 0, kind = 'look') =>
      gate.enter(kind, most, { owner, size: seconds * A_SECOND });
    await enter(AKI, 30);
    const second = await enter(AKI, 12);
    time.now += 2_000;
    expect(await enter(AKI)).toEqual({
      kind: 'refused',
      why: 'limit',
      over: 'under way',
      scope: 'person',
      seconds: 10,
    });
    expect(await enter(BEN, 60)).toHaveProperty('leave');
    expect(await enter(BEN)).toMatchObject({ scope: 'workspace', seconds: 10 });
    expect(await enter(CEM)).toHaveProperty('leave');
    expect(await enter(AKI, 0, 'film')).toHaveProperty('leave');
    time.now += 60_000;
    expect(await enter(AKI)).toMatchObject({ scope: 'person', seconds: 1 });
    if ('leave' in second) second.leave();
    expect(await enter(AKI)).toHaveProperty('leave');
  });
  it('take no place when there are no points for them, or these cannot be counted', async () => {
    let answer: Awaited<ReturnType<Meter['take']>> | 'broken' = { scope: 'all', seconds: 4 };
    const gate = createGate(
      {
        take: async () => {
          if (answer === 'broken') throw new Error('broken');
          return answer;
        },
      },
      () => 0,
    );
    const enter = () => gate.enter('look', { person: 1, workspace: 1 }, { owner: AKI });
    expect(await enter()).toEqual({ kind: 'refused', why: 'limit', over: 'often', scope: 'all', seconds: 4 });
    answer = 'broken';
    await expect(enter()).rejects.toThrow('broken');
    answer = undefined;
    const both = await Promise.all([enter(), enter()]);
    expect(both.map((each) => 'leave' in each)).toEqual([true, false]);
  });
});

describe('jobs behind a gate', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const ONE = program<Task, never, number>('one', new URL(WORK.file), {
    ends: { stopAfterMs: 3_600_000 },
    most: { person: 1, workspace: 2 },
  });

  function open(gate = createGate(FREE, () => 0)) {
    const local = createLocalJobs({ threads: { least: 2, most: 2 }, mostWaiting: 1 });
    onTestFinished(() => local.close(0));
    const jobs = gated(local, gate);
    let ids = 0;
    const done = (input: Task, owner = AKI, more: Partial<Order<Task>> = {}) =>
      perform(jobs, ONE, { id: `job ${++ids}`, owner, ...more, input });
    return { jobs, done };
  }

  it('give their place back however they end, and take no other along', async () => {
    const { jobs, done } = open();
    const gate = join(folder, 'gate');
    const trace = join(folder, 'trace');
    await jobs.submit(ONE, { id: 'other', owner: BEN, input: { kind: 'walk', gate, trace } });
    await expect.poll(() => existsSync(trace)).toBe(true);
    expect(await done({ kind: 'echo', value: 1 })).toEqual({ kind: 'done', result: 1 });
    expect(await done({ kind: 'throw', what: 'later' })).toMatchObject({ kind: 'failed' });
    expect(await done({ kind: 'exit' })).toMatchObject({ kind: 'lost' });
    expect(await done({ kind: 'deaf' }, AKI, { limits: { endAfterMs: 50 } })).toMatchObject({
      kind: 'dropped',
    });
    await jobs.submit(ONE, { id: 'mine', owner: AKI, input: { kind: 'spin' } });
    expect(await done({ kind: 'echo', value: 1 })).toMatchObject({ why: 'limit', scope: 'person' });
    expect(await done({ kind: 'echo', value: 1 }, { ...AKI, person: 'dan' })).toMatchObject({
      scope: 'workspace',
    });
    await jobs.cancel('mine');
    await expect.poll(() => done({ kind: 'echo', value: 2 })).toEqual({ kind: 'done', result: 2 });
    writeFileSync(gate, '');
    for await (const event of jobs.follow(ONE, 'other'))
      if (event.kind === 'ended') expect(event.end).toMatchObject({ kind: 'done' });
  });
  it('give it back when they are refused behind it', async () => {
    const { jobs, done } = open();
    for (const person of ['a', 'b', 'c'])
      await jobs.submit(ONE, { id: person, owner: { workspace: person, person }, input: { kind: 'spin' } });
    for (let n = 0; n < 3; n += 1)
      expect(await done({ kind: 'echo', value: 1 })).toMatchObject({ why: 'full' });
  });
  it('are let in with what they are a part of', async () => {
    const { jobs, done } = open();
    await jobs.submit(ONE, { id: 'mine', owner: AKI, input: { kind: 'spin' } });
    const within = { leave: () => undefined };
    expect(await done({ kind: 'echo', value: 1 }, AKI, { within })).toEqual({ kind: 'done', result: 1 });
  });
  it('end as their program says where their order says nothing', async () => {
    const brief = { ...ONE, terms: { ...ONE.terms, ends: { stopAfterMs: 50 } } };
    const { jobs } = open(OPEN);
    const end = await perform(jobs, brief, { id: 'a', owner: AKI, input: { kind: 'plod' } });
    expect(end).toEqual({ kind: 'dropped', why: 'time-limit' });
  });
});
