/** The program in a process of its own, on a folder that goes with the test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';

export type Result = { readonly code: number | null; readonly out: string; readonly err: string };

export type Started = {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly said: { readonly out: string; readonly err: string };
  readonly ended: Promise<Result>;
};

export type Program = {
  /** The folder it runs in, new for each test; it keeps its data in `data` there. */
  readonly folder: string;
  start(args: readonly string[], environment?: Readonly<Record<string, string>>, input?: string): Started;
  /** Starts it and waits for its end. */
  run(
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
    input?: string,
  ): Promise<Result>;
  /** Starts the server and waits for its one line. */
  serve(environment?: Readonly<Record<string, string>>): Promise<Started & { readonly address: string }>;
};

const entry = fileURLToPath(new URL('../../src/entry.js', import.meta.url));

/** Has every test of a file run the program; what still runs after a test is killed. */
export function useProgram(): Program {
  let folder = '';
  const running: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
  });
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const start: Program['start'] = (args, environment = {}, input = '') => {
    const child = spawn(process.execPath, [entry, ...args], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        DATA_DIR: join(folder, 'data'),
        LANG: 'C',
        // In a new folder nothing is compiled yet, and each start would begin with that.
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.push(child);
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.stdin.end(input);
    const ended = once(child, 'close').then(([code]): Result => ({ code: code as number | null, ...said }));
    return { child, said, ended };
  };

  return {
    get folder() {
      return folder;
    },
    start,
    run: (...how) => start(...how).ended,
    async serve(environment = {}) {
      const started = start([], { PORT: '0', LOG_LEVEL: 'warn', ...environment });
      const address = await new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = /https?:\/\/127\.0\.0\.1:\d+/.exec(started.said.out);
          if (found !== null) resolve(found[0]);
        };
        started.child.stdout?.on('data', look);
        void started.ended.then(({ err }) => reject(new Error(err)));
      });
      return { ...started, address };
    },
  };
}
