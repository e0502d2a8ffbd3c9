/** Votes in SQLite. */
import type { Kysely } from 'kysely';
import type { BallotStore } from '../games.ts';
import { effectOf, isForgotten, noteEffect } from './effects.ts';
import type { Tables } from './tables.ts';

/** Votes that one ballot takes. */
const MOST_VOTES = 1_000;
/** Ballots are kept for so long, counted to the newest, in ms. */
const KEPT_MS = 30 * 24 * 3_600_000;

export function ballotStore(db: Kysely<Tables>): BallotStore {
  return {
    async open(workspace, id, openedAt) {
      await db
        .insertInto('ballots')
        .values({ id, workspace, opened_at: openedAt })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      await db
        .deleteFrom('ballots')
        .where('opened_at', '<', openedAt - KEPT_MS)
        .execute();
    },
    vote: (workspace, id, userId, choice, key) =>
      db.transaction().execute(async (trx) => {
        // Nothing is changed: a row that is written is held in every database, so that no vote comes after the count.
        const held = await trx
          .updateTable('ballots')
          .set({ closed: 0 })
          .where('id', '=', id)
          .where('workspace', '=', workspace)
          .where('closed', '=', 0)
          .executeTakeFirst();
        if ((await effectOf(trx, key)) !== undefined || (await isForgotten(trx, key))) return 'counted';
        if (held.numUpdatedRows === 0n) return 'closed';
        const others = await trx
          .selectFrom('votes')
          .select('user_id')
          .where('ballot', '=', id)
          .where('user_id', '!=', userId)
          .execute();
        if (others.length >= MOST_VOTES) return 'closed';
        await trx
          .insertInto('votes')
          .values({ ballot: id, workspace, user_id: userId, choice })
          .onConflict((conflict) => conflict.columns(['ballot', 'user_id']).doUpdateSet({ choice }))
          .execute();
        await noteEffect(trx, key, 'counted');
        return 'counted';
      }),
    close: (workspace, id, choices) =>
      db.transaction().execute(async (trx) => {
        await trx
          .updateTable('ballots')
          .set({ closed: 1 })
          .where('id', '=', id)
          .where('workspace', '=', workspace)
          .execute();
        const votes = await trx
          .selectFrom('votes')
          .select('choice')
          .where('ballot', '=', id)
          .where('workspace', '=', workspace)
          .execute();
        return Array.from(
          { length: choices },
          (_, index) => votes.filter(({ choice }) => choice === index).length,
        );
      }),
  };
}
