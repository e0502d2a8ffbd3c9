/** Bug hunts in SQLite. */
import type { Kysely, Selectable } from 'kysely';
import type { Find, Hunt, HuntStore } from '../games.ts';
import { platformColumn } from './columns.ts';
import { takeTurn } from './counter.ts';
import { effectOf, isForgotten, noteEffect } from './effects.ts';
import { type Shown, shownName } from './names.ts';
import type { Tables } from './tables.ts';

/** Finds that are counted at most. */
const MOST_FINDS = 100_000;

export function huntStore(db: Kysely<Tables>): HuntStore {
  /** The newest in a training. */
  const inTraining = (on: Kysely<Tables>, workspace: string, recipe: string) =>
    on
      .selectFrom('hunts')
      .selectAll()
      .select(shownName('hunts'))
      .where('workspace', '=', workspace)
      .where('recipe', '=', recipe)
      .orderBy('opened_at', 'desc')
      .orderBy('id')
      .executeTakeFirst();

  return {
    open: ({ id, place, recipe, iteration, openedAt }) =>
      db.transaction().execute(async (trx) => {
        await takeTurn(trx, place.workspace, 'hunt');
        if ((await inTraining(trx, place.workspace, recipe)) !== undefined) return 'known';
        await trx
          .insertInto('hunts')
          .values({ id, ...place, recipe, iteration, opened_at: openedAt })
          .execute();
        return 'opened';
      }),
    async get(workspace, id) {
      const row = await db
        .selectFrom('hunts')
        .selectAll()
        .select(shownName('hunts'))
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toHunt(row);
    },
    async standing({ workspace, platform, channel }) {
      const row = await db
        .selectFrom('hunts')
        .selectAll()
        .select(shownName('hunts'))
        .where('workspace', '=', workspace)
        .where('platform', '=', platform)
        .where('channel', '=', channel)
        .orderBy('opened_at', 'desc')
        .orderBy('id')
        .executeTakeFirst();
      return row && row.found_at === null ? toHunt(row) : undefined;
    },
    async of(workspace, recipe) {
      const row = await inTraining(db, workspace, recipe);
      return row && toHunt(row);
    },
    find: (id, { userId, userName, a, b, foundAt }, key) =>
      db.transaction().execute(async (trx) => {
        const done = await trx
          .updateTable('hunts')
          .set({ user_id: userId, user_name: userName, a, b, found_at: foundAt })
          .where('id', '=', id)
          .where('found_at', 'is', null)
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n) return (await effectOf(trx, key)) === undefined ? 'late' : 'first';
        if (await isForgotten(trx, key)) {
          await trx.updateTable('hunts').set({ user_id: '', user_name: '' }).where('id', '=', id).execute();
        }
        await noteEffect(trx, key, 'first');
        return 'first';
      }),
    async finds(workspace) {
      const rows = await db
        .selectFrom('hunts')
        .selectAll()
        .select(shownName('hunts'))
        .where('workspace', '=', workspace)
        .where('found_at', 'is not', null)
        .where('user_id', '!=', '')
        .orderBy('found_at', 'desc')
        .limit(MOST_FINDS)
        .execute();
      return rows.flatMap((row) => toFind(row) ?? []).reverse();
    },
  };
}

function toHunt(row: Shown<Selectable<Tables['hunts']>>): Hunt {
  return {
    id: row.id,
    place: { platform: platformColumn.parse(row.platform), workspace: row.workspace, channel: row.channel },
    recipe: row.recipe,
    iteration: row.iteration,
    openedAt: row.opened_at,
    found: toFind(row),
  };
}

/** The columns of a find are null together. */
function toFind({
  user_id,
  user_name,
  shown_name,
  a,
  b,
  found_at,
}: Shown<Selectable<Tables['hunts']>>): Find | null {
  if (user_id === null || user_name === null || a === null || b === null || found_at === null) return null;
  return { userId: user_id, userName: shown_name, a, b, foundAt: found_at };
}
