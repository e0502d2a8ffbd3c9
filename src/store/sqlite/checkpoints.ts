/** How far long work had come, in SQLite. */
import type { Kysely } from 'kysely';
import type { CheckpointStore } from '../checkpoints.ts';
import type { Tables } from './tables.ts';

/** 20 networks of 256 units and what was noted of them take 12 MB. */
const MOST_BYTES = 16 * 2 ** 20;
/** For so long they are kept, ms. */
const KEPT_MS = 7 * 24 * 3_600_000;

export function checkpointStore(db: Kysely<Tables>): CheckpointStore {
  return {
    async put(id, { state, computedMs }, at) {
      if (state.byteLength > MOST_BYTES) return;
      const row = { state, computed: computedMs, kept_at: at };
      await db
        .insertInto('checkpoints')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      await db
        .deleteFrom('checkpoints')
        .where('kept_at', '<', at - KEPT_MS)
        .execute();
    },
    async get(id) {
      const row = await db
        .selectFrom('checkpoints')
        .select(['state', 'computed'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row && { state: row.state, computedMs: row.computed };
    },
    async drop(id) {
      await db.deleteFrom('checkpoints').where('id', '=', id).execute();
    },
  };
}
