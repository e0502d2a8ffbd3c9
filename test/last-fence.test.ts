/** What libraries throw outside of any call ends nobody's answers, and is hidden from nobody. */
import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { createFence } from '../src/last-fence.ts';
import { Client } from './platforms/web/client.ts';
import { useProgram } from './support/program.ts';

const program = useProgram();
// A program is started here: on a busy machine that takes seconds.
vi.setConfig({ testTimeout: 120_000 });

/** A fence around a process that is none. */
function fenced() {
  const process = new EventEmitter();
  const time = { now: 1_000_000 };
  const lines: { err?: unknown; reference?: string }[] = [];
  const write = (line: { err?: unknown; reference?: string }) => void lines.push(line);
  const log = { debug: write, info: write, warn: write, error: write };
  let ends = 0;
  const fence = createFence({ clock: { now: () => time.now }, log, reference: () => `r${lines.length}` });
  fence.raise(process, () => {
    ends += 1;
  });
  return {
    fence,
    time,
    lines,
    ends: () => ends,
    fault: (error: unknown) => void process.emit('uncaughtException', error),
    rejection: (error: unknown) => void process.emit('unhandledRejection', error),
  };
}

describe('the fence', () => {
  it('writes down what was thrown, with a reference, and counts it for ten minutes', () => {
    const { fence, time, lines, fault, rejection, ends } = fenced();
    expect(fence.faults()).toBe(0);
    fault(new TypeError('one'));
    rejection('two');
    expect(fence.faults()).toBe(2);
    expect(lines).toMatchObject([
      { err: new TypeError('one'), reference: 'r0' },
      { err: 'two', reference: 'r1' },
    ]);
    time.now += 10 * 60_000;
    expect(fence.faults()).toBe(0);
    expect(ends()).toBe(0);
  });
  it('lets the process go on with a fault now and then, and ends it once if they come without end', () => {
    const { time, lines, fault, ends } = fenced();
    for (let minute = 0; minute < 200; minute += 1) {
      fault(new Error('now and then'));
      time.now += 60_000;
    }
    expect(ends()).toBe(0);
    const before = lines.length;
    for (let i = 0; i < 10_000; i += 1) fault(new Error('a storm'));
    expect(ends()).toBe(1);
    expect(lines.length - before).toBeLessThan(20);
  });
  it.each([
    ['the server cannot listen any more', { code: 'EADDRINUSE', syscall: 'listen' }],
    ['Node is broken', { code: 'ERR_INTERNAL_ASSERTION' }],
    ['the database is damaged', { code: 'ERR_SQLITE_ERROR', errcode: 11 }],
  ])('ends the process at once where %s', (_, more) => {
    const { fault, ends } = fenced();
    fault(Object.assign(new Error('a fault'), more));
    expect(ends()).toBe(1);
  });
  it.each([
    ['a line that broke', { code: 'ECONNRESET', syscall: 'read' }],
    ['a database that is busy', { code: 'ERR_SQLITE_ERROR', errcode: 5 }],
    ['nothing', undefined],
  ])('goes on after %s', (_, more) => {
    const { fault, ends } = fenced();
    fault(more && Object.assign(new Error('a fault'), more));
    expect(ends()).toBe(0);
  });
});

describe('a server', () => {
  it('goes on after faults and says so, and ends with 1 when they do not end', async () => {
    const throwing = new URL('support/throwing.ts', import.meta.url).href;
    const { child, said, ended, address } = await program.serve({ NODE_OPTIONS: `--import=${throwing}` });
    const health = async () => (await fetch(`${address}/healthz`)).text();
    expect(await health()).toBe('serving\n');

    child.kill('SIGUSR2');
    await expect.poll(health).toBe('degraded: 2 faults lately, see the log\n');
    const lines = () => said.out.split('\n').filter((line) => line.includes('outside of any call'));
    await expect.poll(lines).toHaveLength(2);
    for (const line of lines())
      expect(JSON.parse(line)).toMatchObject({ level: 50, reference: expect.stringMatching(/^\w+$/) });
    const client = new Client(address);
    await client.start();
    const listener = await client.listen();
    await listener.page();
    await client.send('/help');
    expect(await listener.message()).toMatchObject({
      kind: 'final',
      text: expect.stringContaining('Carrybot'),
    });
    listener.close();

    child.kill('SIGHUP');
    expect((await ended).code).toBe(1);
    expect(said.out).toContain('again and again: the process ends');
  });
});
