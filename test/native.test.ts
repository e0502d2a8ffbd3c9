/** A bare Debian can run the program: no native file that it loads needs more than three packages of the system. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Client } from './platforms/web/client.ts';
import { useProgram } from './support/program.ts';

const program = useProgram();
const root = fileURLToPath(new URL('..', import.meta.url));

/** What the packages libc6, libgcc-s1 and libstdc++6 hold: https://packages.debian.org/bookworm/libc6/filelist */
const SYSTEM =
  /^(ld-linux[\w-]*|lib(c|m|mvec|dl|pthread|rt|resolv|util|anl|nsl|nss_\w+|thread_db|BrokenLocale|c_malloc_debug|memusage|pcprofile|gcc_s|stdc\+\+))\.so[.\d]*$/;

it.runIf(process.platform === 'linux')(
  'after a training with its picture, the process holds no library that a bare system lacks',
  async () => {
    const { address, child } = await program.serve();
    const client = new Client(address);
    await client.start();
    const listener = await client.listen();
    await listener.page();
    await client.send('/train seed=0 iterations=100');
    let last = await listener.message();
    while (last.kind === 'progress') last = await listener.message();
    expect(last.files).toHaveLength(1);

    const maps = await readFile(`/proc/${child.pid}/maps`, 'utf8');
    const loaded = new Set(maps.match(/\/\S+\.(?:so[.\d]*|node)$/gm));
    const own = [...loaded].filter((path) => path.startsWith(root));
    expect(own.map((path) => basename(path))).toContainEqual(expect.stringMatching(/^skia.*\.node$/));
    const foreign = [...loaded].filter((path) => !path.startsWith(root)).map((path) => basename(path));
    expect(foreign).toContainEqual(expect.stringMatching(/^libc\.so/));
    expect(foreign.filter((name) => !SYSTEM.test(name))).toEqual([]);
  },
);
