/** Removing schedules, and taking that back, in SQLite: what is removed stays in its row, and is found by nobody else. */
import type { Kysely } from 'kysely';
import type { ScheduleStore } from '../schedules.ts';
import { takeTurn } from './counter.ts';
import { effectOf, noteEffect } from './effects.ts';
import { shownName } from './names.ts';
import { readRows, stateColumns } from './schedule-row.ts';
import type { Tables } from './tables.ts';

export function removals(db: Kysely<Tables>): Pick<ScheduleStore, 'remove' | 'removed' | 'restore'> {
  return {
    remove: (workspace, number, { now, forgetBefore }, key) =>
      db.transaction().execute(async (trx) => {
        await trx
          .deleteFrom('schedules')
          .where('workspace', '=', workspace)
          .where('removed_at', '<', forgetBefore)
          .execute();
        const gone = await trx
          .updateTable('schedules')
          .set((eb) => ({
            removed_at: now,
            pending: null,
            pending_at: null,
            revision: eb('revision', '+', 1),
          }))
          .where('workspace', '=', workspace)
          .where('number', '=', number)
          .where('removed_at', 'is', null)
          .executeTakeFirst();
        if (gone.numUpdatedRows === 0n) {
          return (await effectOf(trx, key)) === undefined ? 'unknown' : 'removed';
        }
        await noteEffect(trx, key, 'removed');
        return 'removed';
      }),
    async removed(workspace, number, since) {
      const rows = await db
        .selectFrom('schedules')
        .selectAll()
        .select(shownName('schedules'))
        .where('workspace', '=', workspace)
        .where('number', '=', number)
        .where('removed_at', '>=', since)
        .execute();
      return readRows(rows).schedules[0];
    },
    restore: (seen, change, most, key) =>
      db.transaction().execute(async (trx) => {
        const { workspace } = seen.place;
        await takeTurn(trx, workspace, 'schedule');
        if ((await effectOf(trx, key)) !== undefined) return 'restored';
        if ((await countOf(trx, workspace)) >= most) return 'full';
        const restored = await trx
          .updateTable('schedules')
          .set({ ...stateColumns(change), removed_at: null, revision: seen.revision + 1 })
          .where('workspace', '=', workspace)
          .where('number', '=', seen.number)
          .where('removed_at', 'is not', null)
          .where('revision', '=', seen.revision)
          .executeTakeFirst();
        if (restored.numUpdatedRows === 0n) return 'moved';
        await noteEffect(trx, key, 'restored');
        return 'restored';
      }),
  };
}

/** How many schedules a workspace has, those that were removed apart. */
export async function countOf(trx: Kysely<Tables>, workspace: string): Promise<number> {
  const { count } = await trx
    .selectFrom('schedules')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspace', '=', workspace)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
