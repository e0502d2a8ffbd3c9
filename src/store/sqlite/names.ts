/** Names as they leave the store: as others may read them, and in no other way. */
import { type ColumnType, sql } from 'kysely';

declare const unread: unique symbol;
/** A name as it is stored: not a text, so that a query that forgets `shownName` does not compile. */
type StoredName = { readonly [unread]: never };

/** A column of names: a text goes in, and comes out by `shownName`. */
export type NameColumn<Empty extends null = never> = ColumnType<
  StoredName | Empty,
  string | Empty,
  string | Empty
>;

/**
 * The column `shown_name`: the name in a row's `user_name`, empty if its person asked not to be named in the workspace.
 * @param workspace the column that says which workspace, e.g. of a joined table
 */
export function shownName(table: string, workspace = `${table}.workspace`) {
  return sql<string>`case when exists (select 1 from people hiding where hiding.workspace = ${sql.ref(workspace)}
    and hiding.user_id = ${sql.ref(`${table}.user_id`)} and hiding.leaderboard = 'hidden')
    then '' else ${sql.ref(`${table}.user_name`)} end`.as('shown_name');
}

/** A row with its name as others may read it. */
export type Shown<Row> = Row & { readonly shown_name: string };
