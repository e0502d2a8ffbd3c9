/** The store's contract, upon SQLite: in memory, in a file that is opened twice, and with the least of isolation. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { beforeAll, describe, expect } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { createForgettingNews } from '../../src/store/sqlite/forgetting-news.ts';
import { migrate } from '../../src/store/sqlite/migrate.ts';
import { openSqlite, storeUpon } from '../../src/store/sqlite/open.ts';
import { playgroundHistory } from '../../src/store/sqlite/playground.ts';
import { TABLES } from '../../src/store/sqlite/tables.ts';
import { historyBounds } from './contract/history.ts';
import type { Way } from './contract/stand.ts';
import { storeContract } from './contract.ts';
import { openReadCommitted } from './read-committed.ts';

const newEpoch = () => crypto.randomUUID();
const newFolder = () => mkdtemp(join(tmpdir(), 'carrybot-'));

/** A database without a row: made once, for a disk takes its time. */
let empty: Uint8Array;
beforeAll(async () => {
  const folder = await newFolder();
  const path = join(folder, 'carrybot.sqlite');
  await (await openSqlite(path, newEpoch)).close();
  empty = await readFile(path);
  await rm(folder, { recursive: true });
});

/** A folder with a database file that is opened so. */
function inFile(open: (path: string) => Promise<Store>): Way {
  return {
    openings: 'several',
    async home() {
      const folder = await newFolder();
      const path = join(folder, 'carrybot.sqlite');
      await writeFile(path, empty);
      return {
        open: () => open(path),
        dump: async () => dumpOf(new DatabaseSync(path)),
        remove: () => rm(folder, { recursive: true }),
      };
    },
  };
}

/** Every value of every table, what is no text as text. */
function dumpOf(database: DatabaseSync): string {
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const rows = tables.flatMap(({ name }) => database.prepare(`select * from "${name}"`).all());
  database.close();
  return JSON.stringify(rows, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

storeContract('SQLite in memory', {
  openings: 'one',
  async home() {
    const db = await openDatabase(':memory:');
    await migrate(db, ':memory:');
    return {
      open: async () => storeUpon(db, newEpoch),
      async dump() {
        const tables = Object.keys(TABLES).map(
          async (table) => (await sql`select * from ${sql.table(table)}`.execute(db)).rows,
        );
        return JSON.stringify(await Promise.all(tables));
      },
      remove: async () => undefined,
    };
  },
});

describe('the conversation in SQLite', () => {
  historyBounds(async (inAll, each) => {
    const db = await openDatabase(':memory:');
    await migrate(db, ':memory:');
    return {
      history: playgroundHistory(db, newEpoch, createForgettingNews(), { inAll, each }),
      close: () => db.destroy(),
    };
  });
});

storeContract(
  'SQLite in a file',
  inFile((path) => openSqlite(path, newEpoch)),
);

describe.each([1, 2])('with turns by seed %i', (seed) => {
  storeContract(
    'SQLite in a file, transactions no more than READ COMMITTED',
    inFile(async (path) => {
      const { db, readFirst } = openReadCommitted(path, seed);
      return {
        ...storeUpon(db, newEpoch),
        async close() {
          await db.destroy();
          expect(readFirst).toEqual([]);
        },
      };
    }),
  );
});
