/** Who computes in a thread, and for how long: without threads, by a clock that only computing moves. */
import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLevels, type Member } from '../../src/jobs/local/levels.ts';
import { createTurns } from '../../src/jobs/local/turns.ts';

type Job = Member & { readonly name: string };

/** `x/aki 1`: the first job of Aki in workspace x. */
function job(name: string, length: Member['length'] = 'short'): Job {
  const [workspace = '', person = ''] = name.split(/[/ ]/);
  return { name, owner: { workspace, person }, length, computed: 0 };
}

/** Hands out turns until `until` ms have been computed. @returns ms of each turn, in their order */
function run(levels: ReturnType<typeof createLevels<Job>>, until: number): { name: string; ms: number }[] {
  const turns: { name: string; ms: number }[] = [];
  for (let spent = 0; spent < until; ) {
    const turn = levels.next();
    if (turn === undefined) break;
    const ms = Math.min(turn.ms, until - spent);
    spent += ms;
    levels.spend(turn.member, ms);
    turns.push({ name: turn.member.name, ms });
  }
  return turns;
}

function totals(turns: readonly { name: string; ms: number }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { name, ms } of turns) sums[name] = (sums[name] ?? 0) + ms;
  return sums;
}

function levelsOf(...jobs: readonly Job[]) {
  const levels = createLevels<Job>();
  for (const each of jobs) levels.join(each);
  return levels;
}

/** One that has computed for so long before. */
const old = (name: string, ms: number): Job => ({ ...job(name), computed: ms });

describe('levels', () => {
  it('have nobody compute if there is nobody', () => {
    expect(createLevels<Job>().next()).toBeUndefined();
  });
  it('let a short job compute to the end of its budget before the next one', () => {
    expect(run(levelsOf(job('x/a 1'), job('y/b 1')), 600)).toEqual([
      { name: 'x/a 1', ms: 300 },
      // By now the first is a level lower: it gets its share in between.
      { name: 'y/b 1', ms: expect.closeTo(113.3, 1) },
      { name: 'x/a 1', ms: 20 },
      { name: 'y/b 1', ms: expect.closeTo(113.3, 1) },
      { name: 'x/a 1', ms: 20 },
      { name: 'y/b 1', ms: expect.any(Number) },
    ]);
  });
  it('have those that need more take turns of 20 ms', () => {
    const turns = run(levelsOf(job('x/a 1', 'long'), job('y/b 1', 'long')), 80);
    expect(turns).toEqual(['x/a 1', 'y/b 1', 'x/a 1', 'y/b 1'].map((name) => ({ name, ms: 20 })));
  });
  it('give workspaces equal shares, and within one its people, and then the jobs of one', () => {
    const names = ['x/a 1', 'x/a 2', 'x/b 1', 'y/c 1'];
    const sums = totals(run(levelsOf(...names.map((name) => old(name, 5_000))), 8_000));
    expect(sums).toEqual({ 'x/a 1': 1_000, 'x/a 2': 1_000, 'x/b 1': 2_000, 'y/c 1': 4_000 });
  });
  it.each([
    [300, 5_000],
    [300, 1_000],
    [1_000, 5_000],
  ])('leave about 15 percent to what has had more: %i beside %i ms', (less, more) => {
    // Of each there is always another one, so that the higher level is never empty.
    const levels = levelsOf(old('x/a 1', more));
    let low = 0;
    for (let spent = 0, n = 0; spent < 60_000; n += 1) {
      const fresh = { ...job(`y/b ${n}`), computed: less === 300 ? 0 : less };
      levels.join(fresh);
      for (let own = 0; own < 200; ) {
        const turn = levels.next();
        if (turn === undefined) throw new Error('nobody');
        const ms = Math.min(turn.ms, turn.member === fresh ? 200 - own : turn.ms);
        levels.spend(turn.member, ms);
        spent += ms;
        if (turn.member === fresh) own += ms;
        else low += ms;
      }
      levels.leave(fresh);
    }
    expect(low / 60_000).toBeGreaterThan(0.1);
    expect(low / 60_000).toBeLessThan(0.2);
  });
  it('starve nobody: every level gets on', () => {
    const sums = totals(run(levelsOf(old('x/a 1', 9_000), old('y/b 1', 400), ...many(40)), 8_000));
    expect(sums['x/a 1']).toBeGreaterThan(100);
    expect(sums['y/b 1']).toBeGreaterThan(100);
  });
  it('count what was had while nobody else was there towards the share, but not for long', () => {
    const levels = levelsOf(old('x/a 1', 9_000));
    run(levels, 100_000);
    for (let n = 0; n < 20; n += 1) levels.join(job(`y/b ${n}`));
    const turns = run(levels, 3_000);
    // One that is short is done at once.
    expect(turns[0]).toEqual({ name: 'y/b 0', ms: 300 });
    // 300 ms in advance and a slice: 320 · 0.85 / 0.15
    const before = turns.slice(
      0,
      turns.findIndex(({ ms }) => ms === 20),
    );
    expect(before.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(1_813, 0);
  });
  it('forget who leaves', () => {
    const jobs = [job('x/a 1'), job('y/b 1', 'long')];
    const levels = levelsOf(...jobs);
    for (const each of jobs) levels.leave(each);
    expect(levels.next()).toBeUndefined();
  });
});

const many = (count: number) => Array.from({ length: count }, (_, n) => job(`z/c${n} 1`));

/** A thread whose clock only computing moves, and its jobs. */
function thread() {
  let now = 0;
  const log: string[] = [];
  const turns = createTurns({ clock: () => now, breathe });
  const steps = (ms: number) => {
    now += ms;
  };
  /** A job of so many steps of so many ms, that may rest after each. */
  async function work(name: string, count: number, ms: number, length: Member['length'] = 'short') {
    const { owner } = job(name);
    const seat = turns.enter({ owner, length, turn: () => undefined, sunk: () => log.push(`${name} sinks`) });
    await seat.begun;
    log.push(`${name} begins`);
    for (let n = 0; n < count; n += 1) {
      steps(ms);
      await seat.rest();
    }
    log.push(`${name} ends after ${seat.computed()}`);
    seat.leave();
  }
  return { log, work, turns, steps };
}

describe('the turns of a thread', () => {
  it('let a short job go before a long one that came first, and tell once that a job is long', async () => {
    const { log, work } = thread();
    await Promise.all([work('x/a 1', 100, 10), work('y/b 1', 5, 10)]);
    expect(log).toEqual([
      'x/a 1 begins',
      'x/a 1 sinks',
      'y/b 1 begins',
      'y/b 1 ends after 50',
      'x/a 1 ends after 1000',
    ]);
  });
  it('let one that comes in the middle of a long one begin at its next rest', async () => {
    const { log, work } = thread();
    const long = work('x/a 1', 1_000, 10, 'long');
    for (let n = 0; n < 5; n += 1) await breathe();
    await work('y/b 1', 1, 10);
    expect(log).toEqual(['x/a 1 begins', 'y/b 1 begins', 'y/b 1 ends after 10']);
    await long;
    expect(log.at(-1)).toBe('x/a 1 ends after 10000');
  });
  it('count for each what it computes itself', async () => {
    const { log, work } = thread();
    await Promise.all([work('x/a 1', 40, 10, 'long'), work('y/b 1', 20, 10, 'long')]);
    expect(log.slice(-2)).toEqual(['y/b 1 ends after 200', 'x/a 1 ends after 400']);
  });
  it('leave the turn with one that does not rest until it leaves', async () => {
    const { log, work, turns, steps } = thread();
    const owner = { workspace: 'x', person: 'a' };
    const seat = turns.enter({
      owner,
      length: 'short',
      turn: () => undefined,
      sunk: () => log.push('sinks'),
    });
    const other = work('y/b 1', 1, 10);
    await seat.begun;
    steps(5_000);
    for (let n = 0; n < 5; n += 1) await breathe();
    expect([log, seat.computed()]).toEqual([[], 5_000]);
    seat.leave();
    await other;
    expect(log).toEqual(['sinks', 'y/b 1 begins', 'y/b 1 ends after 10']);
  });
});
