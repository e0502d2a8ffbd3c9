/** The contract of the store: what every implementation holds, whatever is behind it. */
import { describe, expect, it } from 'vitest';
import { actsContract } from './contract/acts.ts';
import { checkpointsContract } from './contract/checkpoints.ts';
import { decksContract } from './contract/decks.ts';
import { doorContract } from './contract/door.ts';
import { errandsContract } from './contract/errands.ts';
import { gamesContract } from './contract/games.ts';
import { draft, historyContract } from './contract/history.ts';
import { keepingContract } from './contract/keeping.ts';
import { peopleContract } from './contract/people.ts';
import { quizContract } from './contract/quiz.ts';
import { runsContract } from './contract/runs.ts';
import { schedulesContract } from './contract/schedules.ts';
import { settingsContract } from './contract/settings.ts';
import { useStand, type Way } from './contract/stand.ts';

export function storeContract(name: string, way: Way): void {
  describe(name, () => {
    describe('keeps', () => {
      runsContract(way);
      schedulesContract(way);
      quizContract(way);
      peopleContract(way);
      keepingContract(way);
      actsContract(way);
      decksContract(way);
      gamesContract(way);
      errandsContract(way);
      checkpointsContract(way);
      settingsContract(way);
      doorContract(way);
      historyContract(async () => {
        const home = await way.home();
        const store = await home.open();
        const other = way.openings === 'one' ? store : await home.open();
        return {
          history: store.playground,
          other: other.playground,
          async close() {
            for (const each of new Set([store, other])) await each.close();
            await home.remove();
          },
        };
      });
    });
    describe.skipIf(way.openings === 'one')('after a restart', () => {
      const stand = useStand(way);
      it('goes on with every number where it was', async () => {
        const epoch = await stand.store.playground.epoch();
        await stand.store.playground.put(draft('a'), []);
        await stand.store.people.prefer('local', 'u1', 'Aki', { leaderboard: 'hidden' });
        await stand.reopen();
        expect(await stand.store.playground.epoch()).toBe(epoch);
        expect(await stand.store.playground.put(draft('b'), [])).toMatchObject({ order: 2, version: 2 });
        expect(await stand.store.people.hidden('local')).toEqual(new Set(['u1']));
      });
    });
  });
}
