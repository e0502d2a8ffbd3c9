import { expect, it } from 'vitest';
import { createWorkerPool } from '../../src/training/pool.ts';

it('ends a thread only once it has loaded its program: Node aborts if it is terminated earlier', async () => {
  const workers = createWorkerPool(2, 5);
  let loaded = 0;
  for (const thread of workers.pool.threads) thread.once('message', () => (loaded += 1));
  await workers.end();
  expect(loaded).toBe(2);
});
