/**
 * SQLite that gives transactions no more than READ COMMITTED does, to show what leans on more.
 *
 * An opening has as many connections as it has work under way. Before each statement others get their turn, a few of
 * them, by a seeded chance. A transaction begins without a lock: what it reads before it has written anything is what
 * was committed last at that very moment, and may be old by its next statement. From its first write on it holds
 * SQLite's one lock, and others wait.
 *
 * That lock is more than a row's, so what is not shown: two transactions that first write different rows, and then
 * read or write each other's; a statement that reads one row to write another, which here is never interrupted. For
 * those there is the rule of `sqlite/counter.ts`: who decides by what is read takes a turn first. `readFirst` names
 * the transactions that do not.
 */
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as others } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { isBusy } from '../../src/store/sqlite/busy.ts';
import { adapt } from '../../src/store/sqlite/driver.ts';
import type { Tables } from '../../src/store/sqlite/tables.ts';

export type ReadCommitted = {
  readonly db: Kysely<Tables>;
  /** What a transaction read before it had written anything, in SQL. */
  readonly readFirst: readonly string[];
};

/** Opens the database file at `path`, which is up to date. @param seed 1, 2, 3 …: the order of turns follows from it. */
export function openReadCommitted(path: string, seed: number): ReadCommitted {
  const readFirst: string[] = [];
  const database = new DatabaseSync(path, { timeout: 0 });
  const driver = new TurnsDriver(path, turns(seed), readFirst);
  class Dialect extends SqliteDialect {
    override createDriver(): Driver {
      return driver;
    }
    override createAdapter() {
      return new ManyConnections();
    }
  }
  return { db: new Kysely<Tables>({ dialect: new Dialect({ database: adapt(database) }) }), readFirst };
}

/** Lets others go on, 0 to 3 times, by a multiplicative generator (Park and Miller's). */
function turns(seed: number): () => Promise<void> {
  let state = seed;
  return async () => {
    state = (state * 48_271) % 2_147_483_647;
    for (let left = state % 4; left > 0; left -= 1) await others();
  };
}

class ManyConnections extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

type Open = { readonly connection: DatabaseConnection; readonly database: DatabaseSync };

class TurnsDriver implements Driver {
  readonly #path: string;
  readonly #turn: () => Promise<void>;
  readonly #readFirst: string[];
  readonly #idle: TurnsConnection[] = [];
  readonly #all: TurnsConnection[] = [];
  constructor(path: string, turn: () => Promise<void>, readFirst: string[]) {
    this.#path = path;
    this.#turn = turn;
    this.#readFirst = readFirst;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const made = new TurnsConnection(await connect(this.#path), this.#turn, this.#readFirst);
    this.#all.push(made);
    return made;
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof TurnsConnection) this.#idle.push(connection);
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof TurnsConnection) connection.begin();
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof TurnsConnection) await connection.end('commit');
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof TurnsConnection) await connection.end('rollback');
  }
  async destroy(): Promise<void> {
    for (const each of this.#all) each.close();
  }
}

/** A connection of Kysely's own, so that statements are run as they are elsewhere. */
async function connect(path: string): Promise<Open> {
  const database = new DatabaseSync(path, { timeout: 0 });
  // Nothing has to outlive a power cut here.
  database.exec('pragma foreign_keys = on; pragma synchronous = off');
  const driver = new SqliteDriver({ database: adapt(database) });
  await driver.init();
  return { connection: await driver.acquireConnection(), database };
}

class TurnsConnection implements DatabaseConnection {
  readonly #open: Open;
  readonly #turn: () => Promise<void>;
  readonly #readFirst: string[];
  /** `begun`: in a transaction that has written nothing yet. */
  #state: 'free' | 'begun' | 'writing' = 'free';
  constructor(open: Open, turn: () => Promise<void>, readFirst: string[]) {
    this.#open = open;
    this.#turn = turn;
    this.#readFirst = readFirst;
  }
  begin(): void {
    this.#state = 'begun';
  }
  async end(how: 'commit' | 'rollback'): Promise<void> {
    await this.#turn();
    if (this.#state === 'writing') await this.#run(CompiledQuery.raw(how));
    this.#state = 'free';
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await this.#turn();
    if (this.#state === 'begun') {
      if (/^\s*select/i.test(query.sql)) this.#readFirst.push(query.sql);
      else {
        await this.#run(CompiledQuery.raw('begin immediate'));
        this.#state = 'writing';
      }
    }
    return this.#run<R>(query);
  }
  // biome-ignore lint/correctness/useYield: nothing is streamed
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('nothing is streamed here');
  }
  close(): void {
    this.#open.database.close();
  }
  async #run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    for (;;) {
      try {
        return await this.#open.connection.executeQuery<R>(query);
      } catch (error) {
        if (!isBusy(error)) throw error;
        await others();
      }
    }
  }
}
