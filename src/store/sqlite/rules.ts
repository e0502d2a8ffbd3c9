/** What can be done with a person's rows, for the table of all tables (`personal.ts`). */
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Json } from '../../chat/reply.ts';
import type { Held, Kind, Who } from '../personal.ts';
import type { Spare } from './spare.ts';
import type { Tables } from './tables.ts';

/** Rows that one step deletes at most: some milliseconds. */
export const STEP_ROWS = 200;
export const DAY_MS = 24 * 3_600_000;

export type Rows = readonly { readonly [key: string]: Json }[];

export type Rule = {
  /** As what it is told; null: it holds nothing of a person, or goes with the rows of another table. */
  readonly kind: Kind | null;
  readonly forgotten: Held['forgotten'] | 'nothing';
  readonly kept: Held['kept'];
  /**
   * Deletes some of what is a person's, or leaves it without them; done again, it goes on with what is left.
   * @param after 0, and then what was returned before
   * @returns null when nothing is left
   */
  forget(trx: Transaction<Tables>, who: Who, spare: Spare, after: number): Promise<number | null>;
  /** What is a person's, the newest first, at most so many rows. */
  export(db: Kysely<Tables>, who: Who, most: number): Promise<Rows>;
  /** Deletes some of what is older. @returns how much was changed; 0 when nothing is left */
  expire(db: Kysely<Tables>, workspace: string, before: number): Promise<number>;
  /** Deletes some of what nobody can use any more. @returns as `expire` does */
  tidy(db: Kysely<Tables>, now: number): Promise<number>;
  /** Deletes some of what is the workspace's. @returns as `expire` does */
  leave(trx: Transaction<Tables>, workspace: string): Promise<number>;
};

/** A table of which no person knows anything, and which grows no older. */
export const IMPERSONAL = {
  kind: null,
  forgotten: 'nothing',
  kept: 'stays',
  forget: async () => null,
  export: async () => [],
  expire: async () => 0,
  tidy: async () => 0,
} as const satisfies Partial<Rule>;

type Table = keyof Tables;

/** Deletes at most `most` rows. */
export function someOf(table: Table, where: RawBuilder<unknown>, most = STEP_ROWS) {
  return async (db: Kysely<Tables>): Promise<number> => {
    const from = sql.table(table);
    const done =
      await sql`delete from ${from} where rowid in (select rowid from ${from} where ${where} limit ${most})`.execute(
        db,
      );
    return Number(done.numAffectedRows ?? 0n);
  };
}

/** Deletes what bears the workspace's name. @param most rows a step, fewer where they are large */
export function ofWorkspace(table: Table, most = STEP_ROWS): Rule['leave'] {
  return (trx, workspace) => someOf(table, sql`workspace = ${workspace}`, most)(trx);
}

/** Changes at most `STEP_ROWS` rows. */
export function someIn(table: Table, change: RawBuilder<unknown>, where: RawBuilder<unknown>) {
  return async (db: Kysely<Tables>): Promise<number> => {
    const from = sql.table(table);
    const done =
      await sql`update ${from} set ${change} where rowid in (select rowid from ${from} where ${where} limit ${STEP_ROWS})`.execute(
        db,
      );
    return Number(done.numAffectedRows ?? 0n);
  };
}

/** What a step of `forget` returns whose rows are not found again once they are changed. */
export function again(changed: number): number | null {
  return changed > 0 ? 0 : null;
}

/** Deletes a person's rows. */
export function deleted(table: Table): Rule['forget'] {
  return async (trx, { workspace, userId }) =>
    again(await someOf(table, sql`workspace = ${workspace} and user_id = ${userId}`)(trx));
}

/** Leaves a person's rows without name and id. */
export function nameless(table: Table): Rule['forget'] {
  return async (trx, { workspace, userId }) =>
    again(
      await someIn(
        table,
        sql`user_id = '', user_name = ''`,
        sql`workspace = ${workspace} and user_id = ${userId}`,
      )(trx),
    );
}

/**
 * Gives out columns of a person's rows. What ends in `_at` is a time, in ms; what ends in `_json` is JSON.
 * @param where more than that they are the person's in the workspace; `order` says which is the newest
 */
export function columns(table: Table, list: RawBuilder<unknown>, order: RawBuilder<unknown>): Rule['export'] {
  return (db, { workspace, userId }, most) =>
    rowsOf(
      db,
      sql`select ${list} from ${sql.table(table)} where workspace = ${workspace} and user_id = ${userId}
        order by ${order} desc limit ${most}`,
    );
}

export async function rowsOf(db: Kysely<Tables>, query: RawBuilder<unknown>): Promise<Rows> {
  const { rows } = await query.execute(db);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(Object(row)).map(([name, value]) => [nameOf(name), jsonOf(name, value)]),
    ),
  );
}

/** As it is called in JSON: `created_at` is `createdAt`, `config_json` is `config`. */
function nameOf(column: string): string {
  return column.replace(/_json$/, '').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function jsonOf(name: string, value: unknown): Json {
  if (typeof value === 'number' && name.endsWith('_at')) return new Date(value).toISOString();
  if (typeof value === 'string' && name.endsWith('_json')) return JSON.parse(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
