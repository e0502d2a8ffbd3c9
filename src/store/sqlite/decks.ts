/** Imported decks in SQLite. */
import type { Kysely } from 'kysely';
import type { DeckStore } from '../port.ts';
import type { Tables } from './tables.ts';

export function deckStore(db: Kysely<Tables>): DeckStore {
  return {
    async put({ workspace, name, yaml, userName: user_name, importedAt: imported_at }) {
      await db
        .insertInto('decks')
        .values({ workspace, name, yaml, user_name, imported_at })
        .onConflict((conflict) =>
          conflict.columns(['workspace', 'name']).doUpdateSet({ yaml, user_name, imported_at }),
        )
        .execute();
    },
    async list(workspace) {
      const rows = await db
        .selectFrom('decks')
        .selectAll()
        .where('workspace', '=', workspace)
        .orderBy('name')
        .execute();
      return rows.map((row) => ({
        workspace: row.workspace,
        name: row.name,
        yaml: row.yaml,
        userName: row.user_name,
        importedAt: row.imported_at,
      }));
    },
    async remove(workspace, name) {
      const gone = await db
        .deleteFrom('decks')
        .where('workspace', '=', workspace)
        .where('name', '=', name)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n ? 'removed' : 'unknown';
    },
  };
}
