/** The program as a stranger runs it: its own process, its exit codes, its output. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrybot-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

type Result = { readonly code: number | null; readonly out: string; readonly err: string };

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}, input?: string) {
  const child = spawn(process.execPath, [join(root, 'src/entry.js'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), LANG: 'C', ...environment },
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
  child.stdin.end(input ?? '');
  const ended = once(child, 'close').then(([code]): Result => ({ code: code as number | null, ...said }));
  return { child, said, ended };
}

const run = (args: readonly string[], environment?: Readonly<Record<string, string>>, input?: string) =>
  start(args, environment, input).ended;

/** Starts the server and waits for its one line. */
async function serve(environment: Readonly<Record<string, string>> = {}) {
  const program = start([], { PORT: '0', LOG_LEVEL: 'warn', ...environment });
  const address = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /https?:\/\/localhost:\d+/.exec(program.said.out);
      if (found !== null) resolve(found[0]);
    };
    program.child.stdout?.on('data', look);
    void program.ended.then(({ err }) => reject(new Error(err)));
  });
  return { ...program, address };
}

const answers = z.array(
  z.object({
    line: z.string(),
    kind: z.enum(['progress', 'final', 'error']),
    text: z.string(),
    private: z.boolean(),
    files: z.array(
      z.object({ name: z.string(), path: z.string().nullable(), alt: z.string(), type: z.string() }),
    ),
    buttons: z.array(z.object({ id: z.string(), label: z.string() })),
    data: z.record(z.string(), z.json()),
  }),
);
const parse = (out: string) =>
  answers.parse(
    out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  );

// Every test here starts processes: on a busy machine each takes seconds.
vi.setConfig({ testTimeout: 120_000 });

describe('the terminal', () => {
  it('runs lines in turn, prints JSON for programs and keeps pictures', async () => {
    const files = join(folder, 'pictures');
    const { code, out, err } = await run([
      'chat',
      '--json',
      '--files',
      files,
      '/train seed=0 gradient=article',
      '/add 45 77',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const replies = parse(out);
    const [train, add] = replies.filter(({ kind }) => kind === 'final');
    expect(train).toMatchObject({
      line: '/train seed=0 gradient=article',
      private: false,
      data: { accuracy: 1 },
    });
    expect(add?.data).toMatchObject({ a: 45, b: 77, sum: 122, right: true });
    const picture = await readFile(train?.files[0]?.path ?? '');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
  });
  it('presses buttons by letter or label, fills forms, and speaks Japanese', async () => {
    const lines = [
      '/quiz confirmation-2',
      'y1 = sigmoid(W_out*(W*s0 + W_in*x1 + b) + c)',
      '/quiz confirmation-1',
      'B',
      '次の問題',
    ];
    const { code, out } = await run(['chat', '--json', '--locale', 'ja', '--user', '秋', ...lines]);
    const replies = parse(out);
    expect(code).toBe(0);
    expect(replies[1]?.data['right']).toBe(true);
    expect(replies.map(({ private: own }) => own)).toEqual([false, true, false, true, false]);
  });
  it('waits for a vote, with nothing else to do', async () => {
    const line = '/compare vary=hidden values=2,3 seeds=1 iterations=100 vote=1';
    const { code, out } = await run(['chat', '--json', line]);
    expect(code).toBe(0);
    expect(parse(out).at(-1)).toMatchObject({ kind: 'final', data: { vary: 'hidden', votes: [0, 0] } });
  });
  it('ends with 1 after an error, with one private sentence', async () => {
    const { code, out } = await run([
      'chat',
      '--json',
      '/add 45',
      '/train iterations=10 seed=1',
      'no such button',
    ]);
    expect(code).toBe(1);
    const errors = parse(out).filter(({ kind }) => kind === 'error');
    expect(errors.map(({ line }) => line)).toEqual(['/add 45', 'no such button']);
    expect(errors.every(({ private: own }) => own)).toBe(true);
  });
  it('explains its own arguments', async () => {
    const { code, err } = await run(['chat', '--locale', 'fr']);
    expect(code).toBe(2);
    expect(err).toMatch(/--locale takes en or ja.*Usage:/s);
  });
  it('is a prompt without lines', async () => {
    const { code, out } = await run(['chat', '--locale', 'en'], {}, '/help add\n\n/add 1\n');
    expect(code).toBe(1);
    expect(out).toContain('/add 45 77');
    expect(out).toContain('b is missing');
  });
  it('finds the model of an earlier process', async () => {
    await run(['chat', '/train seed=0 iterations=1']);
    const { out } = await run(['chat', '--json', '/add 45 77']);
    expect(parse(out).at(-1)?.data).toMatchObject({ run: 1, right: false });
  });
});

describe('the server', () => {
  it('says in one line where the playground is, serves it, and ends on SIGTERM with 0', async () => {
    const { child, said, ended, address } = await serve();
    expect(said.out.trim().split('\n')).toHaveLength(1);
    expect(said.out).toMatch(/DISCORD_TOKEN.*SLACK_BOT_TOKEN/);
    const page = await fetch(address);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Carrybot');
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });
  it('names every bad setting at once and ends with 1', async () => {
    const { code, err } = await run([], { PORT: 'x', SLACK_APP_TOKEN: 'xapp-secret', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(err).toMatch(/LOG_LEVEL/);
    expect(err).toMatch(/PORT/);
    expect(err).not.toContain('xapp-secret');
  });
  it('says that the port is taken', async () => {
    const { address } = await serve();
    const { code, err } = await run([], { PORT: new URL(address).port });
    expect(code).toBe(1);
    expect(err.trim()).toMatch(/^Port \d+ is in use/);
  });
});
