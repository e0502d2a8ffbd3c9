/** The short form of `npm run test:chaos`. */
import { expect, it } from 'vitest';
import { runChaos } from './chaos.ts';

it('what was acknowledged is told once, through five kills in all weathers', {
  timeout: 900_000,
}, async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const { promised, faults } = await runChaos({ kills: 5, seed: 7, posts: 'off', say });
  expect(faults, said.join('\n')).toEqual([]);
  expect(promised).toBeGreaterThan(5);
});
