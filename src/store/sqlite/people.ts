/** What people have chosen, and forgetting them, in SQLite. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { PersonStore, Preferences } from '../people.ts';
import { localeColumn } from './columns.ts';
import { isForgotten } from './effects.ts';
import { forgetPerson } from './forgetting.ts';
import type { ForgettingNews } from './forgetting-news.ts';
import { shownName } from './names.ts';
import { newestVersion } from './playground.ts';
import type { Tables } from './tables.ts';

const leaderboardColumn = z.enum(['shown', 'hidden']);
const reminderColumn = z.enum(['on', 'off']);

/** Of who has chosen nothing. */
const UNSAID: Preferences = { leaderboard: 'shown', reminder: 'off', locale: null };

export function personStore(db: Kysely<Tables>, { tell }: Pick<ForgettingNews, 'tell'>): PersonStore {
  return {
    async preferences(workspace, userId) {
      const row = await db
        .selectFrom('people')
        .select(['leaderboard', 'reminder', 'locale'])
        .where('workspace', '=', workspace)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (row === undefined) return UNSAID;
      return {
        leaderboard: leaderboardColumn.parse(row.leaderboard),
        reminder: reminderColumn.parse(row.reminder),
        locale: localeColumn.nullable().parse(row.locale),
      };
    },
    prefer: (workspace, userId, userName, change, key) =>
      db.transaction().execute(async (trx) => {
        if (await isForgotten(trx, key)) return;
        const said = { ...change, user_name: userName };
        await trx
          .insertInto('people')
          .values({ workspace, user_id: userId, ...UNSAID, ...said })
          .onConflict((conflict) => conflict.columns(['workspace', 'user_id']).doUpdateSet(said))
          .execute();
      }),
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
      const after = await newestVersion(db);
      await forgetPerson(db, { workspace, userId });
      tell({ kind: 'changed', after });
    },
  };
}
