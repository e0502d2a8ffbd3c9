/** Imported decks in SQLite. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { DeckStore, StoredDeck } from '../decks.ts';
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
      .where('workspace', '=', workspace)
      .where('name', '=', name)
      .executeTakeFirst();

  return {
    async list(workspace) {
      const rows = await db
        .selectFrom('decks')
        .selectAll()
        .where('workspace', '=', workspace)
        .orderBy('name')
        .execute();
      return rows.map(deckOf);
    },
    put: (deck, over) =>
      db.transaction().execute(async (trx) => {
        const { workspace, name } = deck;
        const standing = await named('decks', workspace, name, trx);
        if ((standing?.imported_at ?? null) !== over) return 'moved';
        if (standing !== undefined) await keepEarlier(trx, standing);
        await trx.replaceInto('decks').values(rowOf(deck)).execute();
        return 'put';
      }),
    remove: (workspace, name) =>
      db.transaction().execute(async (trx) => {
        const standing = await named('decks', workspace, name, trx);
        if (standing === undefined) return 'unknown';
        await keepEarlier(trx, standing);
        await trx.deleteFrom('decks').where('workspace', '=', workspace).where('name', '=', name).execute();
        return 'removed';
      }),
    async earlier(workspace, name) {
      const row = await named('deck_earlier', workspace, name);
      return row && deckOf(row);
    },
    offer: (draft, since) =>
      db.transaction().execute(async (trx) => {
        await trx
          .insertInto('deck_drafts')
          .values({ id: draft.id, ...rowOf(draft) })
          .execute();
        await sql`delete from deck_drafts where imported_at <= ${since} or workspace = ${draft.workspace}
          and rowid not in (select rowid from deck_drafts where workspace = ${draft.workspace}
            order by rowid desc limit ${MOST_DRAFTS})`.execute(trx);
      }),
    async offered(workspace, id) {
      const row = await db
        .selectFrom('deck_drafts')
        .selectAll()
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
async function keepEarlier(trx: Transaction<Tables>, row: Tables['decks']): Promise<void> {
  await trx.replaceInto('deck_earlier').values(row).execute();
  await sql`delete from deck_earlier where workspace = ${row.workspace} and rowid not in
    (select rowid from deck_earlier where workspace = ${row.workspace}
      order by rowid desc limit ${MOST_EARLIER})`.execute(trx);
}

function deckOf(row: Tables['decks']): StoredDeck {
  const { workspace, name, yaml, user_name: userName, imported_at: importedAt } = row;
  return { workspace, name, yaml, userName, importedAt };
}

function rowOf({ workspace, name, yaml, userName, importedAt }: StoredDeck): Tables['decks'] {
  return { workspace, name, yaml, user_name: userName, imported_at: importedAt };
}
