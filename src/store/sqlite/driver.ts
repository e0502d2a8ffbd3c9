/** Node's own SQLite behind Kysely's SQLite dialect. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import { BLOCKING_MS, onceFree } from './busy.ts';
import type { Tables } from './tables.ts';

/**
 * Opens a database file (or `:memory:`). Writers of other processes are waited for up to 10 s.
 * @throws Error if the file cannot be opened or is not a database.
 */
export async function openDatabase(path: string): Promise<Kysely<Tables>> {
  const database = new DatabaseSync(path, { timeout: BLOCKING_MS });
  await onceFree(() =>
    // What was confirmed survives the loss of power: 0.4 ms a commit instead of 0.02, on the SSD it was measured on.
    // What is deleted is overwritten: tokens of answers, and people who want to be forgotten.
    database.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma foreign_keys = on;',
    ),
  );
  return new Kysely<Tables>({ dialect: new SharedDialect({ database: adapt(database) }) });
}

/** SQLite whose file other processes read and write, too. */
class SharedDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver(): Driver {
    return new SharedDriver(this.#config);
  }
  override createAdapter(): DialectAdapter {
    return new SharedAdapter();
  }
}

class SharedAdapter extends SqliteAdapter {
  /** Two processes that start at once must not both make the tables. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * So much is done here before all else gets its turn, in ms: what is asked here ends at once, so that of many who ask
 * one after another none would let the process answer anybody.
 */
const TURN_MS = 10;

class SharedDriver extends SqliteDriver {
  #patient: DatabaseConnection | undefined;
  #spentMs = 0;

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    if (this.#spentMs > TURN_MS) {
      await turn();
      this.#spentMs = 0;
    }
    this.#patient ??= patient(connection, (ms) => {
      this.#spentMs += ms;
    });
    return this.#patient;
  }

  /**
   * Takes the right to write at once. A transaction that reads first and writes then cannot wait for it: what it
   * has read is old by the time another's write is done, and SQLite refuses it, however long the patience. That is
   * how migrations go; the store's own transactions write first (`counter.ts`), in every database.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** A connection each of whose statements waits until no other process is writing. @param spent told of each, in ms */
function patient(connection: DatabaseConnection, spent: (ms: number) => void): DatabaseConnection {
  return {
    async executeQuery(query, options) {
      const since = performance.now();
      try {
        return await onceFree(() => connection.executeQuery(query, options));
      } finally {
        spent(performance.now() - since);
      }
    },
    streamQuery: (query, chunkSize, options) => connection.streamQuery(query, chunkSize, options),
  };
}

/** Node's database as Kysely's dialect knows one. */
export function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = database.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
      };
    },
  };
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    if (typeof value === 'bigint' || value instanceof Uint8Array) return value;
    throw new TypeError(`SQLite cannot store a value of type ${typeof value}`);
  });
}
