/** What all implementations of jobs have in common. */
import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { perform } from '../../src/jobs/perform.ts';
import type { Plain } from '../../src/jobs/plain.ts';
import type { JobEvent, Jobs, Keeps, Kept, Order } from '../../src/jobs/port.ts';
import { program } from '../../src/jobs/program.ts';
import { NOBODY } from '../../src/jobs/rota.ts';
import { type Report, type Task, WORK } from './work.ts';

export type Make = (settings: {
  /** Jobs that are done at a time. */
  readonly atOnce: number;
  readonly mostWaiting: number;
  readonly keeps?: Keeps;
}) => Jobs;

const OTHER = program<Task, Report, Plain>('other', new URL(WORK.file), WORK.terms);

type Event = JobEvent<Report, Plain>;

/** @param remembered ended jobs that are kept */
export function keepsTheContract(name: string, make: Make, remembered: number): void {
  describe(`jobs ${name}`, () => {
    let folder = '';
    let jobs: Jobs;
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
      jobs = make({ atOnce: 1, mostWaiting: 2 });
      process.on('unhandledRejection', note);
    });
    afterEach(async () => {
      await jobs.close(0);
      await turn();
      process.off('unhandledRejection', note);
      await rm(folder, { recursive: true });
      expect(unhandled.splice(0)).toEqual([]);
    });

    const file = (called: string) => join(folder, called);
    const submit = (id: string, input: Task, more: Partial<Order<Task>> = {}) =>
      jobs.submit(WORK, { owner: NOBODY, ...more, id, input });
    const endOf = (id: string, input: Task) => perform(jobs, WORK, { id, input, owner: NOBODY });
    const follow = (id: string) => jobs.follow(WORK, id);

    async function all(events: AsyncIterable<Event>): Promise<Event[]> {
      const list: Event[] = [];
      for await (const event of events) list.push(event);
      return list;
    }
    const last = async (id: string) => (await all(follow(id))).at(-1);

    /** Reads on until something of this kind comes, and gives it. */
    async function until(
      events: AsyncIterator<Event>,
      kind: Event['kind'],
      like: object = {},
    ): Promise<Event> {
      for (;;) {
        const { value, done } = await events.next();
        if (done === true) throw new Error(`ended without ${kind}`);
        if (value.kind === kind && expect.objectContaining(like).asymmetricMatch(value)) return value;
      }
    }

    it('are done, and tell so in order', async () => {
      expect(await submit('a', { kind: 'echo', value: 'hello' })).toEqual({ kind: 'accepted' });
      const events = await all(follow('a'));
      expect(events.at(-1)).toEqual({ kind: 'ended', end: { kind: 'done', result: 'hello' } });
      const kinds = [...new Set(events.map(({ kind }) => kind))];
      const inOrder = ['queued', 'begun', 'progress', 'ended'].filter((kind) =>
        kinds.some((own) => own === kind),
      );
      expect(kinds).toEqual(inOrder);
    });

    it('take and give every kind of plain data, numbers to the last bit', async () => {
      const value = {
        nothing: null,
        missing: undefined,
        numbers: [0, -0, 0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324],
        large: 2n ** 200n,
        texts: ['日本語', '\0', '\ud800', '$number', ''],
        weights: { W: Float64Array.of(Number.NaN, -0, Math.PI), W_in: new Float64Array() },
        bytes: Uint8Array.of(0, 255),
        pairs: Uint32Array.of(2 ** 32 - 1),
        $number: 'NaN',
        ['__proto__']: 1,
      };
      expect(await endOf('a', { kind: 'echo', value })).toEqual({ kind: 'done', result: value });
    });

    it('are followed by two at the same time, and by one that comes late', async () => {
      await submit('a', { kind: 'count', to: 3, gate: file('gate') });
      const both = [all(follow('a')), all(follow('a'))];
      await until(follow('a'), 'begun');
      const late = follow('a');
      expect((await late.next()).value).toEqual({ kind: 'begun' });
      writeFileSync(file('gate'), '');
      const ended = { kind: 'ended', end: { kind: 'done', result: 3 } };
      for (const events of await Promise.all(both)) expect(events.at(-1)).toEqual(ended);
      expect((await all(late)).at(-1)).toEqual(ended);
      expect(await all(follow('a'))).toEqual([ended]);
    });

    it('go on when somebody who followed them leaves', async () => {
      await submit('a', { kind: 'count', to: 3, gate: file('gate') });
      for await (const event of follow('a')) if (event.kind === 'begun') break;
      const rest = last('a');
      writeFileSync(file('gate'), '');
      expect(await rest).toMatchObject({ end: { kind: 'done', result: 3 } });
    });

    it('tell who reads slowly the newest progress only', async () => {
      await submit('a', { kind: 'count', to: 9, gate: file('gate') });
      const slow = follow('a');
      await slow.next();
      await until(follow('a'), 'progress', { progress: { at: 9 } });
      expect(await until(slow, 'progress')).toEqual({ kind: 'progress', progress: { at: 9 } });
      writeFileSync(file('gate'), '');
      expect(await all(slow)).toEqual([{ kind: 'ended', end: { kind: 'done', result: 9 } }]);
    });

    describe('that keep how far they are', () => {
      const kept = new Map<string, Kept>();
      const keeps: Keeps = {
        put: async (id, how) => void kept.set(id, how),
        get: async (id) => kept.get(id),
        drop: async (id) => void kept.delete(id),
      };
      const state = serialize(5);
      beforeEach(async () => {
        kept.clear();
        await jobs.close(0);
        jobs = make({ atOnce: 1, mostWaiting: 2, keeps });
      });
      const climb = () => ({ kind: 'climb', gate: file('gate') }) as const;

      it('go on from there when they are done again, computing and all', async () => {
        await submit('a', climb());
        for await (const each of follow('a')) if (each.kind === 'progress' && each.progress.at > 2) break;
        await jobs.close(0);
        const [before] = kept.values();
        jobs = make({ atOnce: 1, mostWaiting: 2, keeps });
        writeFileSync(file('gate'), '');
        const end = await endOf('a', climb());
        expect(end).toMatchObject({ kind: 'done' });
        const { from, computed } = z
          .object({ result: z.object({ from: z.number(), computed: z.number() }) })
          .parse(end).result;
        expect(from).toBeGreaterThan(2);
        expect(computed).toBeGreaterThanOrEqual(before?.computedMs ?? Number.NaN);
      });
      it('stop at their time limit, which counts from when they were first begun', async () => {
        kept.set('a', { state, computedMs: 9_000 });
        await submit('a', climb(), { limits: { stopAfterMs: 8_000 } });
        const end = { kind: 'stopped', why: 'time-limit', result: { from: 5, at: 5 } };
        expect(await last('a')).toMatchObject({ end });
      });
      it('give what they had when they are cancelled before they begin again', async () => {
        kept.set('b', { state, computedMs: 9_000 });
        await submit('a', { kind: 'spin' });
        await submit('b', climb());
        await jobs.cancel('b');
        await jobs.cancel('a');
        const end = { kind: 'stopped', why: 'cancelled', result: { from: 5, at: 5 } };
        expect(await last('b')).toMatchObject({ end });
      });
      it.each([
        ['damaged', Uint8Array.of(1, 2, 3)],
        ['of another program', serialize('five')],
      ])('begin anew where that is %s, or are dropped if they were cancelled', async (_, strange) => {
        for (const id of ['b', 'c']) kept.set(id, { state: strange, computedMs: 9_000 });
        await submit('a', { kind: 'spin' });
        await submit('b', climb());
        await jobs.cancel('b');
        await jobs.cancel('a');
        expect(await last('b')).toEqual({ kind: 'ended', end: { kind: 'dropped', why: 'cancelled' } });
        writeFileSync(file('gate'), '');
        expect(await endOf('c', climb())).toMatchObject({ kind: 'done', result: { from: 0 } });
      });
    });

    it('are done again if nothing came of them', async () => {
      expect(await endOf('a', { kind: 'throw', what: 'error' })).toMatchObject({ kind: 'failed' });
      expect(await endOf('a', { kind: 'echo', value: 1 })).toEqual({ kind: 'done', result: 1 });
      expect(await endOf('a', { kind: 'echo', value: 2 })).toEqual({ kind: 'refused', why: 'known' });
    });

    it('are refused when too many wait, and taken again when they do not', async () => {
      for (const id of ['a', 'b', 'c']) {
        expect(await submit(id, { kind: 'spin' })).toEqual({ kind: 'accepted' });
      }
      expect(await submit('d', { kind: 'echo', value: 1 })).toMatchObject({ kind: 'refused', why: 'full' });
      expect(await all(follow('d'))).toEqual([{ kind: 'gone' }]);
      for (const id of ['c', 'b', 'a']) await jobs.cancel(id);
      await last('a');
      await expect.poll(() => submit('d', { kind: 'echo', value: 1 })).toEqual({ kind: 'accepted' });
      expect(await last('d')).toMatchObject({ end: { kind: 'done', result: 1 } });
    });

    it('are done once if they are handed in twice', async () => {
      await submit('a', { kind: 'echo', value: 1 });
      const again = { kind: 'refused', why: 'known' };
      expect(await submit('a', { kind: 'echo', value: 2 })).toEqual(again);
      expect(await last('a')).toMatchObject({ end: { result: 1 } });
      expect(await submit('a', { kind: 'echo', value: 2 })).toEqual(again);
    });

    it('are done side by side where they may be', async () => {
      const two = make({ atOnce: 2, mostWaiting: 0 });
      try {
        for (const id of ['a', 'b'])
          await two.submit(WORK, { id, input: { kind: 'spin', trace: file(id) }, owner: NOBODY });
        await expect.poll(() => existsSync(file('a')) && existsSync(file('b'))).toBe(true);
      } finally {
        await two.close(0);
      }
    });

    it.each([
      ['error', { name: 'RangeError', message: 'too far' }],
      ['later', { name: 'RangeError', message: 'too far' }],
      ['text', { name: 'Error', message: 'only a text' }],
    ] as const)('tell what went wrong: %s', async (what, error) => {
      const end = await endOf('a', { kind: 'throw', what });
      expect(end).toMatchObject({ kind: 'failed', error });
      expect(end.kind === 'failed' && end.error.stack).toContain(error.message);
    });

    it('may fail without anybody to read of it', async () => {
      await submit('a', { kind: 'throw', what: 'error' });
      expect(await endOf('b', { kind: 'echo', value: 1 })).toMatchObject({ kind: 'done' });
    });

    it('are lost with whoever does them, and the next are done by another', async () => {
      expect(await endOf('a', { kind: 'exit' })).toMatchObject({ kind: 'lost' });
      expect(await endOf('b', { kind: 'echo', value: 1 })).toMatchObject({ kind: 'done' });
    });

    it('are dropped if they are cancelled before they begin', async () => {
      await submit('a', { kind: 'spin' });
      await submit('b', { kind: 'spin', trace: file('b') });
      expect(await jobs.cancel('b')).toBe('asked');
      expect(await last('b')).toEqual({ kind: 'ended', end: { kind: 'dropped', why: 'cancelled' } });
      await jobs.cancel('a');
      await last('a');
      expect(await endOf('c', { kind: 'echo', value: 1 })).toMatchObject({ kind: 'done' });
      expect(existsSync(file('b'))).toBe(false);
    });

    it('stop in the middle when they are cancelled, and give what they have', async () => {
      await submit('a', { kind: 'spin' });
      await until(follow('a'), 'progress');
      expect(await jobs.cancel('a')).toBe('asked');
      expect(await last('a')).toMatchObject({
        end: { kind: 'stopped', why: 'cancelled', result: expect.any(Number) },
      });
      expect(await jobs.cancel('a')).toBe('gone');
    });

    it('that do not ask whether to stop are done in the end', async () => {
      await submit('a', { kind: 'count', to: 1, gate: file('gate') });
      await until(follow('a'), 'begun');
      expect(await jobs.cancel('a')).toBe('asked');
      writeFileSync(file('gate'), '');
      expect(await last('a')).toMatchObject({ end: { kind: 'done', result: 1 } });
    });

    it('that are not there are gone', async () => {
      expect(await jobs.cancel('nobody')).toBe('gone');
      expect(await all(follow('nobody'))).toEqual([{ kind: 'gone' }]);
      await submit('a', { kind: 'echo', value: 1 });
      expect(await all(jobs.follow(OTHER, 'a'))).toEqual([{ kind: 'gone' }]);
    });

    it('in steps are done like others, and stop when they are cancelled', async () => {
      writeFileSync(file('gate'), '');
      expect(await endOf('a', { kind: 'walk', gate: file('gate') })).toMatchObject({ kind: 'done' });
      await submit('b', { kind: 'walk' });
      await until(follow('b'), 'progress');
      await jobs.cancel('b');
      expect(await last('b')).toMatchObject({
        end: { kind: 'stopped', why: 'cancelled', result: expect.any(Number) },
      });
    });

    it('in steps are asked to stop when they have computed for so long', async () => {
      await submit('a', { kind: 'walk' }, { limits: { stopAfterMs: 200 } });
      const event = await last('a');
      expect(event).toMatchObject({ end: { kind: 'stopped', why: 'time-limit' } });
      const computed = event?.kind === 'ended' && event.end.kind === 'stopped' ? event.end.result : 0;
      expect(computed).toBeGreaterThanOrEqual(200);
    });

    it('in steps that do not ask are let go, and say why', async () => {
      await submit('a', { kind: 'plod' }, { limits: { stopAfterMs: 50 } });
      expect(await last('a')).toEqual({ kind: 'ended', end: { kind: 'dropped', why: 'time-limit' } });
      await submit('b', { kind: 'plod' });
      await until(follow('b'), 'begun');
      await jobs.cancel('b');
      expect(await last('b')).toEqual({ kind: 'ended', end: { kind: 'dropped', why: 'cancelled' } });
    });

    it('wait in turns of their workspaces and people, and are told their places as these change', async () => {
      const line = make({ atOnce: 1, mostWaiting: 4 });
      try {
        const owners = { a: 'x/aki', b: 'x/aki', c: 'x/aki', d: 'x/ben', e: 'y/cem' };
        for (const [id, owner] of Object.entries(owners)) {
          const [workspace = '', person = ''] = owner.split('/');
          await line.submit(WORK, { id, input: { kind: 'spin' }, owner: { workspace, person } });
        }
        const waiting = ['b', 'c', 'd', 'e'].map((id) => ({ id, events: line.follow(WORK, id) }));
        const ahead = async () => {
          const places: [string, number][] = [];
          for (const { id, events } of waiting) {
            const event = await until(events, 'queued');
            if (event.kind === 'queued') places.push([id, event.ahead]);
          }
          return places;
        };
        expect(await ahead()).toEqual([
          ['b', 2],
          ['c', 3],
          ['d', 1],
          ['e', 0],
        ]);
        await line.cancel('e');
        waiting.pop();
        expect(await ahead()).toEqual([
          ['b', 1],
          ['c', 2],
          ['d', 0],
        ]);
        await line.cancel('a');
        await until(line.follow(WORK, 'd'), 'begun');
        expect((await line.follow(WORK, 'b').next()).value).toMatchObject({ kind: 'queued', ahead: 0 });
      } finally {
        await line.close(0);
      }
    });

    it('are asked to stop at their time limit, counted from when they begin', async () => {
      await submit('a', { kind: 'spin' }, { limits: { stopAfterMs: 400 } });
      await submit('b', { kind: 'spin' }, { limits: { stopAfterMs: 400 } });
      for (const id of ['a', 'b']) {
        const event = await last(id);
        expect(event).toMatchObject({ end: { kind: 'stopped', why: 'time-limit' } });
        const took = event?.kind === 'ended' && event.end.kind === 'stopped' ? event.end.result : undefined;
        expect(took).toBeGreaterThan(300);
      }
    });

    it('that do not ask are ended by force at theirs', async () => {
      await submit('a', { kind: 'deaf' }, { limits: { endAfterMs: 50 } });
      expect(await last('a')).toEqual({ kind: 'ended', end: { kind: 'dropped', why: 'time-limit' } });
      expect(await endOf('b', { kind: 'echo', value: 1 })).toMatchObject({ kind: 'done' });
    });

    it('are remembered for a while when they have ended, not for ever', async () => {
      for (let n = 0; n <= remembered; n += 1) await endOf(String(n), { kind: 'echo', value: n });
      await turn();
      expect(await all(follow('0'))).toEqual([{ kind: 'gone' }]);
      expect(await last('1')).toMatchObject({ end: { kind: 'done', result: 1 } });
    });

    it('may end when all is closed, those that wait, too; no more are taken', async () => {
      await submit('a', { kind: 'count', to: 1, gate: file('gate') });
      await submit('b', { kind: 'echo', value: 2 });
      const ends = Promise.all(['a', 'b'].map(last));
      const closed = jobs.close(60_000);
      expect(await submit('c', { kind: 'echo', value: 3 })).toEqual({ kind: 'refused', why: 'closing' });
      writeFileSync(file('gate'), '');
      await closed;
      expect(await ends).toMatchObject([
        { end: { kind: 'done', result: 1 } },
        { end: { kind: 'done', result: 2 } },
      ]);
    });

    it('are dropped when all is closed and patience runs out', async () => {
      await submit('a', { kind: 'deaf' });
      await submit('b', { kind: 'spin', trace: file('b') });
      await until(follow('a'), 'begun');
      const ends = Promise.all(['a', 'b'].map(last));
      await jobs.close(50);
      expect(await ends).toEqual(
        ['a', 'b'].map(() => ({ kind: 'ended', end: { kind: 'dropped', why: 'closing' } })),
      );
      expect(existsSync(file('b'))).toBe(false);
    });

    it('need not have been there for all to be closed, once or twice', async () => {
      await jobs.close(0);
      await jobs.close(0);
      expect(await jobs.cancel('a')).toBe('gone');
    });
  });
}
