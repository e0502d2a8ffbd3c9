/** Who may read what is kept: modes of real files, where the system has some. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeData, makeFolder } from '../src/folder.ts';
import { openSqlite } from '../src/store/sqlite/open.ts';
import { useProgram } from './support/program.ts';

vi.setConfig({ testTimeout: 60_000 });

const isPosix = process.getuid !== undefined;
const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);

describe.skipIf(!isPosix)('the data folder', () => {
  let home: string;
  let umask: number;
  beforeEach(async () => {
    umask = process.umask(0o022);
    home = await mkdtemp(join(tmpdir(), 'carrybot-'));
  });
  afterEach(async () => {
    process.umask(umask);
    await rm(home, { recursive: true });
  });
  const filled = async (folder: string, names: readonly string[], mode = 0o755) => {
    await mkdir(folder);
    for (const name of names) {
      await writeFile(join(folder, name), '');
      await chmod(join(folder, name), 0o644);
    }
    await chmod(folder, mode);
    return folder;
  };

  it('is its owner’s alone from the beginning, and so is the database with what lies beside it', async () => {
    const folder = join(home, 'new', 'data');
    await makeFolder('DATA_DIR', folder, 0o700);
    expect(await closeData(folder)).toEqual([]);
    expect(await modeOf(folder)).toBe('700');
    const path = join(folder, 'carrybot.sqlite');
    expect(await modeOf(path)).toBe('600');
    const store = await openSqlite(path, () => 'epoch');
    await store.people.prefer('local', 'u1', 'Aki', {});
    for (const name of await readdir(folder)) {
      expect([name, await modeOf(join(folder, name))]).toEqual([name, '600']);
    }
    expect(await readdir(folder)).toContain('carrybot.sqlite-wal');
    await store.close();
  });
  it('is closed where it was open, and that is told', async () => {
    const names = ['carrybot.sqlite', 'carrybot.sqlite-wal', 'notes.txt'];
    const folder = await filled(join(home, 'data'), names);
    const closed = [folder, ...names.slice(0, 2).map((name) => join(folder, name))];
    expect(await closeData(folder)).toEqual(closed);
    expect(await Promise.all(closed.map(modeOf))).toEqual(['700', '600', '600']);
    expect(await modeOf(join(folder, 'notes.txt'))).toBe('644');
    expect(await closeData(folder)).toEqual([]);
  });
  it('is never opened', async () => {
    const folder = await filled(join(home, 'data'), ['carrybot.sqlite'], 0o500);
    await chmod(join(folder, 'carrybot.sqlite'), 0o400);
    expect(await closeData(folder)).toEqual([]);
    expect([await modeOf(folder), await modeOf(join(folder, 'carrybot.sqlite'))]).toEqual(['500', '400']);
    await chmod(folder, 0o700);
  });
  it('that serves for other things, too, stays open; the database does not', async () => {
    for (const [name, mode, names] of [
      ['home', 0o755, ['letters.txt']],
      ['tmp', 0o1777, ['carrybot.sqlite']],
    ] as const) {
      const folder = await filled(join(home, name), names, mode);
      await closeData(folder);
      expect(await modeOf(folder)).toBe(mode.toString(8));
    }
    expect(await modeOf(join(home, 'home', 'carrybot.sqlite'))).toBe('600');
  });
});

describe('the program', () => {
  const program = useProgram();
  it('keeps compiled code in the data folder, and nowhere else', async () => {
    const data = join(program.folder, 'data');
    const temporary = join(program.folder, 'tmp');
    await mkdir(temporary);
    expect((await program.run(['chat', '/help'], { TMPDIR: temporary, NODE_COMPILE_CACHE: '' })).code).toBe(
      0,
    );
    expect((await readdir(data)).sort()).toEqual(['carrybot.sqlite', 'compiled']);
    const [version = ''] = await readdir(join(data, 'compiled'));
    expect((await readdir(join(data, 'compiled', version))).length).toBeGreaterThan(50);
    expect(await readdir(temporary)).toEqual([]);
    if (isPosix) expect(await modeOf(data)).toBe('700');
  });
  it('finds it again by the file of settings', async () => {
    await writeFile(join(program.folder, '.env'), 'DATA_DIR=kept\n');
    const entry = fileURLToPath(new URL('../src/entry.js', import.meta.url));
    const where = { cwd: program.folder, env: { PATH: process.env['PATH'], TMPDIR: program.folder } };
    for (let round = 0; round < 2; round += 1) {
      await promisify(execFile)(process.execPath, [entry, 'chat', '/help'], where);
    }
    expect(await readdir(join(program.folder, 'kept'))).toContain('compiled');
    expect((await readdir(program.folder)).sort()).toEqual(['.env', 'kept']);
  });
  it('makes no folder where it only tells something', async () => {
    await program.run(['--help']);
    await program.run(['slack-manifest']);
    expect(await readdir(program.folder)).toEqual([]);
  });
});
