/** What is SQLite's own: files that are no databases of this program, or of another version of it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../../src/chat/platform.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { ID, leaveTraces, say } from './contract/keeping.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('refuses a file that is no database', async () => {
  const broken = join(folder, 'broken.sqlite');
  await writeFile(broken, 'this is not a database, just some text that is long enough to be read');
  await expect(openSqlite(broken, () => 'epoch')).rejects.toThrow(
    `The database ${broken} cannot be used: file is not a database.`,
  );
});

/** A database file of this program, changed by `statements`. */
async function changed(statements: string): Promise<string> {
  const path = join(folder, 'carrybot.sqlite');
  await (await openSqlite(path, () => 'epoch')).close();
  const db = new DatabaseSync(path);
  db.exec(statements);
  db.close();
  return path;
}
const step = (name: string) => `insert into kysely_migration values ('${name}', '2030-01-01')`;

describe('a database of another version', () => {
  it.each([
    ['that is newer', step('999-later'), 'was written by a newer Carrybot: update this one'],
    [
      'that lacks a step',
      "delete from kysely_migration where name like '002%'",
      'is not as Carrybot leaves it (its steps are 001-first, 003-league-print',
    ],
    ['that has a step of its own', step('003-odd'), 'is not as Carrybot leaves it (its steps are'],
    [
      'that took steps and did not note them',
      "delete from kysely_migration where name > '001-first'",
      'is not as Carrybot leaves it (duplicate column name:',
    ],
    ['that lost a table', 'drop table league', 'is not as Carrybot leaves it (no such table: league)'],
    [
      'that lost its steps',
      'delete from kysely_migration',
      'is not as Carrybot leaves it (its steps are not noted)',
    ],
    [
      'that lost the table of its steps',
      'drop table kysely_migration',
      'is not as Carrybot leaves it (its steps are not noted)',
    ],
  ])('%s is refused, and left as it is', async (_, statements, sentence) => {
    const path = await changed(statements);
    const before = await readFile(path);
    const refused = await openSqlite(path, () => 'epoch').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartError);
    expect(String(refused)).toContain(`The database ${path} ${sentence}`);
    expect(String(refused)).toContain('another DATA_DIR.');
    expect(await readFile(path)).toEqual(before);
  });
});

it('refuses the database of another program, and makes no table in it', async () => {
  const path = join(folder, 'carrybot.sqlite');
  const db = new DatabaseSync(path);
  db.exec('create table invoices (id integer)');
  await expect(openSqlite(path, () => 'epoch')).rejects.toThrow(
    `The database ${path} belongs to another program, with tables such as invoices: choose another DATA_DIR.`,
  );
  expect(db.prepare('select name from sqlite_master').all()).toEqual([{ name: 'invoices' }]);
  db.close();
});

it('passes over a promised answer that it cannot read, and gives the others', async () => {
  const row = (id: string, invocation: string) =>
    `insert into errands values ('${id}', 'web', 'local', 'u', 1, '${invocation}', '{}', null, 'open', 1, 0);`;
  const caller =
    '{"platform":"web","workspace":"local","channel":"c","userId":"u","userName":"Aki","locale":"en"}';
  const good = row('good', `{"kind":"press","id":"x","caller":${caller}}`);
  const path = await changed(`${row('later', '{"kind":"spoken"}')} ${row('cut', '{"kind":')} ${good}`);
  const store = await openSqlite(path, () => 'epoch');
  try {
    for (let n = 0; n < 2; n += 1) {
      expect((await store.errands.left('web')).map(({ id }) => id)).toEqual(['good']);
    }
  } finally {
    await store.close();
  }
});

it.each([2, 4, 9, 16, 25])(
  'a person who was being forgotten when the program ended is forgotten by its start (%i)',
  async (turns) => {
    const path = join(folder, 'carrybot.sqlite');
    const store = await openSqlite(path, () => 'epoch');
    await leaveTraces(store);
    await say(store);
    const forgotten = store.people.forget('local', ID).catch((error: unknown) => error);
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    await store.close();
    // It did not come to its end.
    expect(await forgotten).toBeInstanceOf(Error);
    await (await openSqlite(path, () => 'epoch')).close();
    const db = new DatabaseSync(path);
    const tables = db.prepare("select name from sqlite_schema where type = 'table'").all();
    const left = JSON.stringify(tables.map(({ name }) => db.prepare(`select * from "${name}"`).all()));
    db.close();
    for (const trace of [ID, 'Akiko']) expect(left).not.toContain(trace);
  },
);
