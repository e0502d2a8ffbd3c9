/** The program as a stranger runs it: its own process, its exit codes, its output. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Client } from './platforms/web/client.ts';
import { useProgram } from './support/program.ts';

const program = useProgram();
const { run, serve, start } = program;

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
    const files = join(program.folder, 'pictures');
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
    expect(replies.map(({ private: own }) => own)).toEqual([false, true, false, true, true]);
  });
  it("speaks the system's language", async () => {
    const { out } = await run(['chat', '--json', '/help'], { LC_ALL: '', LANG: 'ja_JP.UTF-8' });
    expect(parse(out)[0]?.text).toMatch(/[ぁ-ん]/);
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
  it('answers every line of a pipe, with buttons and without a trace', async () => {
    const lines = ['/train seed=0 iterations=1', '/add 45 77', 'Train another network'];
    const { code, out, err } = await run(['chat', '--json', '--locale', 'en'], {}, `${lines.join('\n')}\n`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect([...new Set(parse(out).map(({ line }) => line))]).toEqual(lines);
  });
  it.each([
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ] as const)('ends on %s with what a training has', async (signal, code) => {
    const lines = ['/train iterations=1000000 hidden=128 bits=16', '/add 1 2'];
    const started = start(['chat', '--json', ...lines]);
    let seen = '';
    // The first news may come before the training has begun.
    await new Promise<void>((resolve) =>
      started.child.stdout?.on('data', (text) => {
        seen += String(text);
        if (/"iteration":[1-9]/.test(seen)) resolve();
      }),
    );
    started.child.kill(signal);
    const result = await started.ended;
    expect({ code: result.code, err: result.err }).toEqual({ code, err: '' });
    const replies = parse(result.out);
    expect(replies.at(-1)).toMatchObject({ line: lines[0], kind: 'final' });
  });
  it('takes a path for a file where a file is asked for, and a command for a command', async () => {
    const written: ((path: string) => string)[] = [
      (path) => path,
      (path) => `'${path}'`,
      (path) => path.replaceAll(' ', '\\ '),
    ];
    const lines: string[] = [];
    for (const [index, write] of written.entries()) {
      for (const opened of [[], ['Choose a file']]) {
        const id = `q${index}${opened.length}`;
        const path = join(program.folder, `my ${id}.csv`);
        await writeFile(
          path,
          `id,topic,text,right,wrong1,why1,explanation\n${id},rnn,How many gates has an LSTM?,3,2,No.,Three.\n`,
        );
        lines.push('/quiz import', ...opened, write(path));
      }
    }
    const imported = await run(['chat', '--json', ...lines]);
    expect(parse(imported.out).filter(({ text }) => /\b1 question/.test(text))).toHaveLength(6);
    expect(imported.code).toBe(0);
    const { out } = await run([
      'chat',
      '--json',
      '/quiz import',
      '/nowhere/deck.csv',
      '/quiz import',
      '/help',
    ]);
    const texts = parse(out).map(({ text }) => text);
    expect(texts[1]).toContain('There is no file `/nowhere/deck.csv`');
    expect(texts[3]).toContain('Carrybot');
  });
  it('ends quietly when nobody reads on', async () => {
    const started = start(['chat', '--json', '/help', '/train iterations=1000000 hidden=128 bits=16']);
    started.child.stdout?.once('data', () => started.child.stdout?.destroy());
    expect(await started.ended).toMatchObject({ code: 0, err: '' });
  });
  it('says in one sentence that a folder cannot be used, whatever it is', async () => {
    const file = join(program.folder, 'file');
    await writeFile(file, '');
    const results = await Promise.all([
      run(['chat', '--files', file, '/help']),
      run(['chat', '/help'], { DATA_DIR: join(file, 'deeper') }),
      run([], { DATA_DIR: '/dev/null' }),
      run(['chat', '/help'], { DATA_DIR: '/proc/nowhere' }),
    ]);
    expect(results.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(results.map(({ err }) => err)).toEqual([
      `--files ${file} cannot be used: ${file} is not a folder. Choose another folder.\n`,
      `DATA_DIR ${join(file, 'deeper')} cannot be used: ${file} is not a folder. Choose another folder.\n`,
      'DATA_DIR /dev/null cannot be used: /dev/null is not a folder. Choose another folder.\n',
      expect.stringMatching(/^DATA_DIR \/proc\/nowhere cannot be used: .*\n$/),
    ]);
  });
  it('explains what can be run', async () => {
    const [help, all, unknown] = await Promise.all([
      run(['chat', '--help']),
      run(['--help']),
      run(['bogus']),
    ]);
    expect([help.code, help.out]).toEqual([0, expect.stringMatching(/^Usage: .*--files/s)]);
    expect([all.code, all.out]).toEqual([0, expect.stringMatching(/npm start.*chat.*manifest/s)]);
    expect([unknown.code, unknown.err]).toEqual([
      2,
      expect.stringMatching(/^There is no bogus here\..*npm start/s),
    ]);
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
  it('shares its folder with a terminal, both of them writing', async () => {
    const { address } = await serve();
    const client = new Client(address);
    await client.start();
    const listener = await client.listen();
    await listener.page();
    await client.send('/train seed=0 iterations=20000 hidden=64');
    const lines = Array.from({ length: 30 }, (_, index) => `/train iterations=1 seed=${index}`);
    const { code, err } = await run(['chat', '--json', ...lines]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    let last = await listener.message();
    while (last.kind === 'progress') last = await listener.message();
    expect([last.kind, last.files.length]).toEqual(['final', 1]);
  });
  it('posts in the playground what was scheduled at the terminal, and ends it there', async () => {
    await run(['chat', '--locale', 'en', '/schedule quiz at=8:00 topic=confirmation-1']);
    /** Serves after so much time has gone by; gives the questions that stand in the playground at the end. */
    const served = async (hours: number, until: (texts: readonly string[]) => boolean) => {
      const data = new DatabaseSync(join(program.folder, 'data', 'carrybot.sqlite'));
      data.exec(`update asked set asked_at = asked_at - ${hours * 3_600_000}`);
      data.exec(`update schedules set next_at = ${Date.now()}`);
      data.close();
      const { address, child, ended } = await serve();
      const client = new Client(address);
      await client.start();
      const page = async () => {
        const listener = await client.listen();
        const { messages } = await listener.page();
        listener.close();
        return messages.flatMap((each) => (each.kind === 'removed' ? [] : [each]));
      };
      await expect.poll(async () => until((await page()).map(({ text }) => text))).toBe(true);
      const shown = await page();
      child.kill('SIGTERM');
      await ended;
      return shown.map(({ text, buttons }) => ({ text, answers: buttons.length }));
    };
    const asked = await served(0, (texts) => texts.length === 1);
    expect(asked).toMatchObject([{ text: expect.stringContaining('weight'), answers: 4 }]);
    const next = await served(24, (texts) => texts.length === 3);
    expect(next).toMatchObject([
      { text: expect.stringContaining('Closed.'), answers: 0 },
      { text: expect.stringContaining('The answer to the last question'), answers: 0 },
      { text: expect.stringContaining('weight'), answers: 4 },
    ]);
  });
  it('refuses a second server on its folder in one sentence, unless told that both are meant', async () => {
    const { child, ended } = await serve();
    const second = await run([], { PORT: '0' });
    expect([second.code, second.out]).toEqual([1, '']);
    expect(second.err).toBe(
      `Another Carrybot server is running on DATA_DIR ${join(program.folder, 'data')}: stop it, choose another folder, or set DATA_DIR_SHARED=yes if both are meant to run.\n`,
    );
    const meant = await serve({ DATA_DIR_SHARED: 'yes' });
    meant.child.kill('SIGTERM');
    expect(await meant.ended).toMatchObject({ code: 0, err: '' });
    child.kill('SIGTERM');
    await ended;
    await serve();
  });
  it('is followed by the next though it was killed', async () => {
    const { child, ended } = await serve();
    child.kill('SIGKILL');
    await ended;
    await serve();
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
    const { code, err } = await run([], {
      PORT: new URL(address).port,
      DATA_DIR: join(program.folder, 'another'),
    });
    expect(code).toBe(1);
    expect(err.trim()).toMatch(/^Port \d+ is in use/);
  });
});
