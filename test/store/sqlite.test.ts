/** What is SQLite's own: files that are no databases of this program, or of another version of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite } from '../../src/store/sqlite/open.ts';

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
