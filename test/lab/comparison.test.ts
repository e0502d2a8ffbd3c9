import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/chat/error.ts';
import { compare } from '../../src/lab/comparison.ts';
import { createLab } from '../../src/lab/lab.ts';
import { DEFAULTS } from '../../src/rnn/config.ts';
import { createWorkerPool } from '../../src/training/pool.ts';

it('tells whoever reads on that a run failed, and nobody else, however long that takes', async () => {
  const workers = createWorkerPool(1, 2);
  onTestFinished(() => workers.end());
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const settings = [
    { name: 'short', config: { ...DEFAULTS, iterations: 1 } },
    { name: 'long', config: { ...DEFAULTS, hidden: 256, bits: 32, iterations: 1_000_000 } },
  ];
  const standings = compare(settings, [0], createLab(workers), new Int32Array(new SharedArrayBuffer(4)));
  expect((await standings.next()).value).toMatchObject({ done: 1, all: 2 });
  await workers.end();
  for (let n = 0; n < 10; n += 1) await turn();
  expect(unhandled).toEqual([]);
  await expect(standings.next()).rejects.toThrow(UserError);
});
