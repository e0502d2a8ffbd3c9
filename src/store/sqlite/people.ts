/** What people have chosen, and forgetting them, in SQLite. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { PersonStore, Preferences } from '../port.ts';
import { shownName } from './names.ts';
import type { Tables } from './tables.ts';

const leaderboardColumn = z.enum(['shown', 'hidden']);
const reminderColumn = z.enum(['on', 'off']);

export function personStore(db: Kysely<Tables>): PersonStore {
  async function preferences(workspace: string, userId: string, on = db): Promise<Preferences> {
    const row = await on
      .selectFrom('people')
      .select(['leaderboard', 'reminder'])
      .where('workspace', '=', workspace)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return {
      leaderboard: leaderboardColumn.parse(row?.leaderboard ?? 'shown'),
      reminder: reminderColumn.parse(row?.reminder ?? 'off'),
    };
  }

  return {
    preferences: (workspace, userId) => preferences(workspace, userId),
    async prefer(workspace, userId, userName, change) {
      await db.transaction().execute(async (trx) => {
        const wanted = { ...(await preferences(workspace, userId, trx)), ...change, user_name: userName };
        await trx
          .insertInto('people')
          .values({ workspace, user_id: userId, ...wanted })
          .onConflict((conflict) => conflict.columns(['workspace', 'user_id']).doUpdateSet(wanted))
          .execute();
      });
    },
    async reminded(workspace) {
      const rows = await db
        .selectFrom('people')
        .select(['user_id', shownName('people')])
        .where('workspace', '=', workspace)
        .where('reminder', '=', 'on')
        .where('leaderboard', '=', 'shown')
        .orderBy('user_id')
        .execute();
      return rows.map((row) => ({ userId: row.user_id, userName: row.shown_name }));
    },
    async hidden(workspace) {
      const rows = await db
        .selectFrom('people')
        .select('user_id')
        .where('workspace', '=', workspace)
        .where('leaderboard', '=', 'hidden')
        .execute();
      return new Set(rows.map((row) => row.user_id));
    },
    async forget(workspace, userId) {
      await db.transaction().execute(async (trx) => {
        const asked = trx.selectFrom('asked').select('id').where('workspace', '=', workspace);
        await trx
          .deleteFrom('answers')
          .where('user_id', '=', userId)
          .where('asked_id', 'in', asked)
          .execute();
        for (const table of ['cards', 'people', 'league'] as const) {
          await trx
            .deleteFrom(table)
            .where('workspace', '=', workspace)
            .where('user_id', '=', userId)
            .execute();
        }
        for (const table of ['runs', 'schedules', 'hunts', 'decks', 'deck_earlier', 'deck_drafts'] as const) {
          await trx
            .updateTable(table)
            .set({ user_id: '', user_name: '' })
            .where('workspace', '=', workspace)
            .where('user_id', '=', userId)
            .execute();
        }
      });
    },
  };
}
