/** Who wants to be reminded of reviews, and how many each has due. */
import type { Cards } from '../classroom/cards.ts';
import type { PersonStore } from '../store/people.ts';

/** People of a workspace who want to be reminded, by name, with the number of their cards that are due. */
export function createReminders(
  store: Pick<PersonStore, 'reminded'>,
  cards: Pick<Cards, 'due'>,
): (workspace: string) => Promise<readonly { readonly userName: string; readonly count: number }[]> {
  return async (workspace) => {
    const people = await store.reminded(workspace);
    return Promise.all(
      people.map(async ({ userId, userName }) => ({
        userName,
        count: (await cards.due({ workspace, userId })).length,
      })),
    );
  };
}
