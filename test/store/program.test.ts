/** A data folder that this program cannot use: one sentence for whoever starts it, in the terminal and as a server. */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { useProgram } from '../support/program.ts';

const program = useProgram();
vi.setConfig({ testTimeout: 120_000 });

/** The database in the program's data folder: as this Carrybot makes it, then changed; or another's. */
async function databaseWith(statements: string, made: 'here' | 'elsewhere'): Promise<string> {
  const folder = join(program.folder, 'data');
  await mkdir(folder, { mode: 0o700 });
  const path = join(folder, 'carrybot.sqlite');
  if (made === 'here') await (await openSqlite(path, () => 'epoch')).close();
  const db = new DatabaseSync(path);
  db.exec(statements);
  db.close();
  // As the program leaves it; otherwise it would say that it has closed it to others.
  await chmod(path, 0o600);
  return path;
}

const starts = [
  ['npm start', [], { PORT: '0' }],
  ['npm run chat', ['chat', '/help'], {}],
] as const;

describe.each(starts)('%s', (_, args, environment) => {
  it('says of a newer database that Carrybot is to be updated', async () => {
    const path = await databaseWith("insert into kysely_migration values ('999-later', '2030')", 'here');
    expect(await program.run(args, environment)).toEqual({
      code: 1,
      out: '',
      err: `The database ${path} was written by a newer Carrybot: update this one, or choose another DATA_DIR.\n`,
    });
  });
  it('says of a database that lost a part what to do', async () => {
    const path = await databaseWith('drop table message_files; drop table messages', 'here');
    expect(await program.run(args, environment)).toEqual({
      code: 1,
      out: '',
      err: `The database ${path} is not as Carrybot leaves it (no such table: messages, message_files): put back a copy of it, or choose another DATA_DIR.\n`,
    });
  });
  it("says of another program's database that it is one", async () => {
    const path = await databaseWith('create table invoices (id integer)', 'elsewhere');
    expect(await program.run(args, environment)).toEqual({
      code: 1,
      out: '',
      err: `The database ${path} belongs to another program, with tables such as invoices: choose another DATA_DIR.\n`,
    });
  });
});
