/** Imported decks in SQLite. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { DeckStore, StoredDeck } from '../decks.ts';
import { countOn, lastNumber, nextNumber, takeTurn } from './counter.ts';
import { effectOf, isForgotten, noteEffect } from './effects.ts';
import { type Shown, shownName } from './names.ts';
import type { Tables } from './tables.ts';

/** Earlier versions of a workspace that are kept, the newest first. */
const MOST_EARLIER = 20;
/** Drafts of a workspace that wait at a time. */
const MOST_DRAFTS = 5;

export function deckStore(db: Kysely<Tables>): DeckStore {
  const named = (table: 'decks' | 'deck_earlier', workspace: string, name: string, on = db) =>
    on
      .selectFrom(table)
      .selectAll()
      .select(shownName(table))
      .where('workspace', '=', workspace)
      .where('name', '=', name)
      .executeTakeFirst();

  return {
    async list(workspace) {
      const rows = await db
        .selectFrom('decks')
        .selectAll()
        .select(shownName('decks'))
        .where('workspace', '=', workspace)
        .orderBy('name')
        .execute();
      return rows.map(deckOf);
    },
    revision: (workspace) => lastNumber(db, workspace, 'deck'),
    put: (deck, revision, effect) =>
      db.transaction().execute(async (trx) => {
        const { workspace, name } = deck;
        if ((await countOn(trx, workspace, 'deck', revision)) === 'moved') return 'moved';
        await keepEarlier(trx, workspace, name, null);
        const isNobodys = await isForgotten(trx, effect?.key);
        const row = rowOf(isNobodys ? { ...deck, userId: '', userName: '' } : deck);
        await trx
          .insertInto('decks')
          .values(row)
          .onConflict((conflict) => conflict.columns(['workspace', 'name']).doUpdateSet(row))
          .execute();
        if (effect !== undefined) await noteEffect(trx, effect.key, effect.outcome);
        return 'put';
      }),
    putBefore: (key) => effectOf(db, key),
    remove: (workspace, name, now, key) =>
      db.transaction().execute(async (trx) => {
        await takeTurn(trx, workspace, 'deck');
        const before = await effectOf(trx, key);
        if (before !== undefined) return { name, importedAt: Number(before) };
        const standing = await named('decks', workspace, name, trx);
        if (standing === undefined) return undefined;
        await nextNumber(trx, workspace, 'deck');
        await keepEarlier(trx, workspace, name, now);
        await trx.deleteFrom('decks').where('workspace', '=', workspace).where('name', '=', name).execute();
        const importedAt = standing.imported_at;
        await noteEffect(trx, key, String(importedAt));
        return { name, importedAt };
      }),
    async earlier(workspace, name) {
      const row = await named('deck_earlier', workspace, name);
      return row && deckOf(row);
    },
    offer: (draft, since, key) =>
      db.transaction().execute(async (trx) => {
        await takeTurn(trx, draft.workspace, 'draft');
        if (await isForgotten(trx, key)) return;
        await trx
          .insertInto('deck_drafts')
          .values({ id: draft.id, ...rowOf(draft) })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
        await sql`delete from deck_drafts where imported_at <= ${since} or workspace = ${draft.workspace}
          and rowid not in (select rowid from deck_drafts where workspace = ${draft.workspace}
            order by rowid desc limit ${MOST_DRAFTS})`.execute(trx);
      }),
    async offered(workspace, id) {
      const row = await db
        .selectFrom('deck_drafts')
        .selectAll()
        .select(shownName('deck_drafts'))
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && { id, ...deckOf(row) };
    },
    async withdraw(workspace, id) {
      await db.deleteFrom('deck_drafts').where('workspace', '=', workspace).where('id', '=', id).execute();
    },
  };
}

/** The newest is the row that was written last. */
async function keepEarlier(
  trx: Transaction<Tables>,
  workspace: string,
  name: string,
  removedAt: number | null,
): Promise<void> {
  await sql`replace into deck_earlier (workspace, name, yaml, user_id, user_name, imported_at, removed_at)
    select workspace, name, yaml, user_id, user_name, imported_at, ${removedAt} from decks
    where workspace = ${workspace} and name = ${name}`.execute(trx);
  await sql`delete from deck_earlier where workspace = ${workspace} and rowid not in
    (select rowid from deck_earlier where workspace = ${workspace}
      order by rowid desc limit ${MOST_EARLIER})`.execute(trx);
}

function deckOf(row: Shown<Selectable<Tables['decks']>>): StoredDeck {
  const { workspace, name, yaml, user_id: userId, shown_name: userName, imported_at: importedAt } = row;
  return { workspace, name, yaml, userId, userName, importedAt };
}

function rowOf({ workspace, name, yaml, userId, userName, importedAt }: StoredDeck) {
  return { workspace, name, yaml, user_id: userId, user_name: userName, imported_at: importedAt };
}
