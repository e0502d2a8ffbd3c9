/** The short form of `npm run test:chaos`. */
import { expect, it } from 'vitest';
import { runChaos } from './chaos.ts';

it('what was acknowledged is told once, through five kills', { timeout: 600_000 }, async () => {
  const { promised, faults } = await runChaos(5, 7, () => undefined);
  expect(faults).toEqual([]);
  expect(promised).toBeGreaterThan(5);
});
