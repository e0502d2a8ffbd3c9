/** Brings a database file up to date, or says in one sentence why it cannot be used. */
import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { StartError } from '../../chat/platform.ts';
import { resultCode } from './busy.ts';
import { MIGRATIONS } from './steps.ts';
import { TABLES, type Tables } from './tables.ts';

/** Kysely's own: which steps a database has taken. */
const KYSELY: ReadonlySet<string> = new Set([DEFAULT_MIGRATION_TABLE, DEFAULT_MIGRATION_LOCK_TABLE]);

/**
 * Takes the steps that the database at `path` has not taken; all of them or none.
 * @throws StartError if it was written by a newer Carrybot or by another program, or is not as Carrybot leaves it;
 * every error that is about the file itself as it comes.
 */
export async function migrate(db: Kysely<Tables>, path: string): Promise<void> {
  // The tables first: another program may be making them at this moment, and its steps come with its tables.
  const tables = await tablesOf(db);
  const taken = tables.has(DEFAULT_MIGRATION_TABLE) ? await stepsOf(db) : [];
  refuseOther(path, tables, taken);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error && resultCode(error) === SQLITE_ERROR) throw notAsLeft(path, error.message);
  if (error !== undefined) throw error;
  const made = await tablesOf(db);
  const lacking = Object.keys(TABLES).filter((table) => !made.has(table));
  if (lacking.length > 0) throw notAsLeft(path, `no such table: ${lacking.join(', ')}`);
}

/** What a statement does not fit: a table that is not there, a column that is there already. */
const SQLITE_ERROR = 1;

async function tablesOf(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    db,
  );
  return new Set(rows.map(({ name }) => name));
}

/** The steps that were taken, by name, which is their order. */
async function stepsOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const table = sql.table(DEFAULT_MIGRATION_TABLE);
  const { rows } = await sql<{ name: string }>`select name from ${table} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** @throws StartError unless `taken` are the first of this program's steps, and there is nothing where they are none */
function refuseOther(path: string, tables: ReadonlySet<string>, taken: readonly string[]): void {
  const known = Object.keys(MIGRATIONS);
  if (known.every((step, index) => taken[index] === step) && taken.length > known.length) {
    throw new StartError(
      `The database ${path} was written by a newer Carrybot: update this one, or choose another DATA_DIR.`,
    );
  }
  if (taken.some((step, index) => step !== known[index])) {
    throw notAsLeft(path, `its steps are ${taken.join(', ')}`);
  }
  const foreign = [...tables].filter((table) => !KYSELY.has(table) && !table.startsWith('sqlite_'));
  if (taken.length > 0 || foreign.length === 0) return;
  if (foreign.every((table) => Object.hasOwn(TABLES, table)))
    throw notAsLeft(path, 'its steps are not noted');
  throw new StartError(
    `The database ${path} belongs to another program, with tables such as ${foreign[0]}: choose another DATA_DIR.`,
  );
}

function notAsLeft(path: string, why: string): StartError {
  return new StartError(
    `The database ${path} is not as Carrybot leaves it (${why}): put back a copy of it, or choose another DATA_DIR.`,
  );
}
