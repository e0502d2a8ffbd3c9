/** What every store holds of runs and current models. */
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../../src/rnn/config.ts';
import type { RunResult } from '../../../src/rnn/result.ts';
import { startTraining } from '../../../src/rnn/train.ts';
import { atOnce, useStand, type Way } from './stand.ts';

export function trained(part: Partial<typeof DEFAULTS> = {}): RunResult {
  const training = startTraining({ ...DEFAULTS, iterations: 300, ...part });
  while (!training.done) training.advance(100);
  return { ...training.finish(), seconds: 0.25 };
}

const small = trained({ hidden: 1, iterations: 1 });
const mine = { workspace: 'local', userId: 'u1', userName: 'Aki', createdAt: 1_000 };
const KEPT = 500;

export function runsContract(way: Way): void {
  const stand = useStand(way);
  let made = 0;
  const key = () => `job-${++made}`;
  const save = (part: { workspace?: string; createdAt?: number } = {}, result = small) =>
    stand.store.runs.save({ ...mine, ...part, result }, key());
  const numbers = async (workspace = 'local', limit = 100) =>
    (await stand.store.runs.list(workspace, limit)).map(({ number }) => number);
  const current = async (workspace = 'local') => (await stand.store.runs.current(workspace))?.number;

  describe('runs', () => {
    it('come back bit for bit, to another process too', async () => {
      const run = { ...mine, result: trained() };
      expect(await stand.store.runs.save(run, 'job')).toEqual({ ...run, number: 1 });
      expect(await stand.other.runs.get('local', 1)).toEqual({ ...run, number: 1 });
      await stand.store.runs.use('local', 1);
      expect(await stand.other.runs.current('local')).toEqual({ ...run, number: 1 });
    });
    it('are saved once for each key, in each workspace, however often and by whomever', async () => {
      const run = { ...mine, result: small };
      const again = await atOnce(12, stand, ({ runs }) => runs.save(run, 'job'));
      expect(again).toEqual(again.map(() => ({ ...run, number: 1 })));
      expect(await stand.store.runs.save({ ...run, createdAt: 9 }, 'job')).toEqual({ ...run, number: 1 });
      expect((await stand.store.runs.save({ ...run, workspace: 'slack:T1' }, 'job')).workspace).toBe(
        'slack:T1',
      );
      expect((await stand.store.runs.save(run, 'other')).number).toBe(2);
    });
    it('come back with their NaN when they diverged', async () => {
      const result = trained({ activation: 'relu', seed: 4, gradient: 'article' });
      expect(result.outcome.kind).toBe('diverged');
      await save({}, result);
      const back = await stand.store.runs.get('local', 1);
      expect(back?.result.losses).toEqual(result.losses);
      expect(back?.result.outcome).toEqual(result.outcome);
    });
    it('are listed newest first, at most 100, without what lists do not show', async () => {
      for (let n = 0; n < 102; n += 1) await save();
      expect(await numbers('local', 3)).toEqual([102, 101, 100]);
      expect(await numbers('local', 1_000)).toHaveLength(100);
      expect(await numbers('local', 0)).toHaveLength(1);
      const { config, outcome, losses, evaluation, solvedAt, seconds } = small;
      const [newest] = await stand.store.runs.list('local', 1);
      const summary = { config, outcome, losses, evaluation, solvedAt, seconds };
      expect(newest).toEqual({ ...mine, number: 102, ...summary });
    });
    it('are numbered in each workspace, and a current one is kept apart in each', async () => {
      await save();
      const [second, other] = [await save(), await save({ workspace: 'slack:T1' })];
      expect([second.number, other.number]).toEqual([2, 1]);
      expect(await current()).toBeUndefined();
      await stand.store.runs.use('local', 2);
      expect([await current(), await current('slack:T1')]).toEqual([2, undefined]);
      expect([await numbers(), await numbers('slack:T1'), await numbers('other')]).toEqual([[2, 1], [1], []]);
      expect(await stand.store.runs.get('slack:T1', 2)).toBeUndefined();
    });
    it('that are not there become nobody’s model', async () => {
      await save();
      await save({ workspace: 'slack:T1' });
      await stand.store.runs.use('local', 1);
      await stand.store.runs.use('local', 7);
      expect(await current()).toBe(1);
      await stand.store.runs.useFirst('slack:T1', 7);
      expect(await current('slack:T1')).toBeUndefined();
    });
    it('become the first model only where there is none', async () => {
      await save();
      await save();
      await stand.store.runs.useFirst('local', 1);
      await stand.store.runs.useFirst('local', 2);
      expect(await current()).toBe(1);
      await stand.store.runs.use('local', 2);
      expect(await current()).toBe(2);
    });
    it('keep one first model, whoever else sets one at the same time', async () => {
      for (let n = 0; n < 12; n += 1) await save();
      const after = await atOnce(12, stand, async ({ runs }, index) => {
        await runs.useFirst('local', index + 1);
        return (await runs.current('local'))?.number;
      });
      expect(new Set(after).size).toBe(1);
    });
    it('never share a number, however many are saved at once', async () => {
      const saved = await atOnce(40, stand, ({ runs }) => runs.save({ ...mine, result: small }, key()));
      expect(saved.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
      expect(await numbers()).toHaveLength(40);
    });
    it(`go after the ${KEPT} newest, except the current model, and their numbers with them`, async () => {
      await save();
      await save();
      await save({ workspace: 'slack:T1' });
      await stand.store.runs.use('local', 1);
      for (let n = 2; n < KEPT + 2; n += 1) await save();
      expect(await stand.store.runs.get('local', 2)).toBeUndefined();
      expect((await stand.store.runs.get('local', 3))?.number).toBe(3);
      expect([await current(), (await stand.store.runs.get('slack:T1', 1))?.number]).toEqual([1, 1]);
      expect((await save()).number).toBe(KEPT + 3);
      expect(await stand.store.runs.get('local', 3)).toBeUndefined();
    });
    it('are not dropped while they become the current model', async () => {
      for (let n = 0; n < KEPT; n += 1) await save();
      // Each save drops the oldest, which somebody is about to use: it is the model, or it was gone before.
      await atOnce(20, stand, async ({ runs }, index) => {
        if (index % 2 === 0) await runs.save({ ...mine, result: small }, key());
        else await runs.use('local', (index + 1) / 2);
      });
      const used = await current();
      if (used !== undefined) expect((await stand.other.runs.get('local', used))?.number).toBe(used);
      await stand.store.runs.use('local', KEPT);
      expect(await current()).toBe(KEPT);
    });
  });
}
