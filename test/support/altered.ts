/**
 * The program with something changed: its sources copied into a folder of their own, edited there, type-checked and
 * run. So a test can ask what the compiler and the bot make of a row, or a file, that the project does not have.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Result } from './program.ts';

/** By path from the root of the project: the text of a new file, or what becomes of the text of one that is there. */
export type Edits = Readonly<Record<string, string | ((text: string) => string)>>;

/** A reply as `--json` prints it. */
export type Printed = {
  readonly line: string;
  readonly kind: 'progress' | 'final' | 'error';
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  readonly files: readonly { readonly name: string; readonly path: string; readonly alt: string }[];
  readonly data: Readonly<Record<string, unknown>>;
};

export type Copy = {
  /** Where its sources are. */
  readonly root: string;
  /** Has it answer lines at the terminal, one after another, in one process. Gives the last reply to each. */
  run(lines: readonly string[], how: { readonly dataDir: string }): Promise<readonly Printed[]>;
  /** What a piece of TypeScript prints that imports from the root of the copy. Throws what it throws. */
  evaluate(source: string): Promise<string>;
  /** Runs the program with these arguments, e.g. `slack-manifest`. */
  start(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Result>;
  /** What the compiler says of `src` and `commands`; `code` is 0 if they are sound. */
  typecheck(): Promise<Result>;
};

export type Copies = {
  /** The project as it stands. */
  readonly original: Copy;
  /** A copy with edits. Throws if one of them changes nothing. */
  alter(edits: Edits): Promise<Copy>;
  /** A new empty folder, e.g. for data. */
  folder(): Promise<string>;
};

const project = fileURLToPath(new URL('../..', import.meta.url));
/** What the program is made of. */
const PARTS = ['src', 'commands', 'questions', 'package.json', 'tsconfig.json'];

/** Gives the tests of a file altered copies; with its last test they end and their folders go. */
export function useCopies(): Copies {
  const folders: string[] = [];
  const running = new Set<ChildProcess>();
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  async function folder(): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), 'carrybot-'));
    folders.push(made);
    return made;
  }

  async function node(root: string, args: readonly string[], environment = {}): Promise<Result> {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { PATH: process.env['PATH'], LANG: 'C', NODE_COMPILE_CACHE: await cache(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    const [code] = await once(child, 'close');
    running.delete(child);
    return { code: typeof code === 'number' ? code : null, ...said };
  }

  /** Compiled code is kept for the next start, but not beyond the tests. */
  let kept: Promise<string> | undefined;
  function cache(): Promise<string> {
    kept ??= folder();
    return kept;
  }

  const copyAt = (root: string): Copy => ({
    root,
    async run(lines, { dataDir }) {
      const args = ['src/entry.js', 'chat', '--json', '--files', await folder(), '--locale', 'en', ...lines];
      const { out, err } = await node(root, args, { DATA_DIR: dataDir });
      const printed = out
        .split('\n')
        .filter((text) => text !== '')
        .map((text): Printed => JSON.parse(text));
      const ends = printed.filter(({ kind }) => kind !== 'progress');
      if (ends.length !== lines.length)
        throw new Error(`${ends.length} answers to ${lines.length} lines\n${err}`);
      return ends;
    },
    async evaluate(source) {
      const { code, out, err } = await node(root, ['--input-type=module-typescript', '--eval', source]);
      if (code !== 0) throw new Error(err);
      return out;
    },
    start: (args, environment) => node(root, ['src/entry.js', ...args], environment),
    typecheck: () => node(root, [join(project, 'node_modules/typescript/bin/tsc'), '--pretty', 'false']),
  });

  return {
    original: copyAt(project),
    folder,
    async alter(edits) {
      const root = await folder();
      for (const part of PARTS) await cp(join(project, part), join(root, part), { recursive: true });
      await symlink(join(project, 'node_modules'), join(root, 'node_modules'), 'dir');
      for (const [path, edit] of Object.entries(edits)) {
        const file = join(root, path);
        if (typeof edit === 'string') {
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, edit);
          continue;
        }
        const before = await readFile(file, 'utf8');
        const after = edit(before);
        if (after === before) throw new Error(`the edit of ${path} changes nothing`);
        await writeFile(file, after);
      }
      return copyAt(root);
    },
  };
}
