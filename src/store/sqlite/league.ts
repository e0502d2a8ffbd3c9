/** The league of the smallest brains in SQLite. */
import type { Kysely } from 'kysely';
import type { LeagueStore } from '../games.ts';
import { takeTurn } from './counter.ts';
import { effectOf, isForgotten, noteEffect } from './effects.ts';
import { shownName } from './names.ts';
import type { Tables } from './tables.ts';

export function leagueStore(db: Kysely<Tables>): LeagueStore {
  return {
    enter({ workspace, userId, userName, hidden, pairs, recipe, training, print, enteredAt }, key) {
      return db.transaction().execute(async (trx) => {
        await takeTurn(trx, workspace, 'league');
        if ((await effectOf(trx, key)) !== undefined || (await isForgotten(trx, key))) return 'entered';
        const same = await trx
          .selectFrom('league')
          .select('user_id')
          .where('workspace', '=', workspace)
          .where('user_id', '!=', userId)
          .where((row) => row.or([row('training', '=', training), row('print', '=', print)]))
          .executeTakeFirst();
        if (same !== undefined) return 'taken';
        const before = await trx
          .selectFrom('league')
          .select(['hidden', 'pairs'])
          .where('workspace', '=', workspace)
          .where('user_id', '=', userId)
          .executeTakeFirst();
        const better =
          before === undefined ||
          hidden < before.hidden ||
          (hidden === before.hidden && pairs < before.pairs);
        if (!better) return 'kept';
        const row = { user_name: userName, hidden, pairs, recipe, training, print, entered_at: enteredAt };
        await trx
          .insertInto('league')
          .values({ workspace, user_id: userId, ...row })
          .onConflict((conflict) => conflict.columns(['workspace', 'user_id']).doUpdateSet(row))
          .execute();
        await noteEffect(trx, key, 'entered');
        return 'entered';
      });
    },
    async list(workspace) {
      const rows = await db
        .selectFrom('league')
        .selectAll()
        .select(shownName('league'))
        .where('workspace', '=', workspace)
        .orderBy('hidden')
        .orderBy('pairs')
        .orderBy('entered_at')
        .orderBy('user_id')
        .execute();
      return rows.map((row) => ({
        workspace: row.workspace,
        userId: row.user_id,
        userName: row.shown_name,
        hidden: row.hidden,
        pairs: row.pairs,
        recipe: row.recipe,
        training: row.training,
        print: row.print,
        enteredAt: row.entered_at,
      }));
    },
  };
}
