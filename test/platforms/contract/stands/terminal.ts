/** The terminal: the real conversation through a pipe, whose every write is a reply on paper. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { expect, onTestFinished } from 'vitest';
import type { Bot } from '../../../../src/chat/platform.ts';
import { readArguments } from '../../../../src/platforms/terminal/arguments.ts';
import { runTerminal } from '../../../../src/platforms/terminal/terminal.ts';
import { scriptedBot } from '../bot.ts';
import type { Meeting, Message } from '../stand.ts';

/** The words, then `[what a picture shows]` and where it is kept, then the buttons: `( this )  ( that )`. */
async function messageOf(printed: string): Promise<Message> {
  const lines = printed.trimEnd().split('\n');
  const buttons = /^\( .* \)$/.test(lines.at(-1) ?? '') ? (lines.pop() ?? '') : '';
  const pictures: { alt: string; bytes: Uint8Array }[] = [];
  for (let at = lines.length - 1; lines[at]?.startsWith('  ') === true; at -= 2) {
    const [alt = '', path = ''] = lines.splice(at - 1, 2);
    pictures.unshift({ alt: alt.slice(1, -1), bytes: new Uint8Array(await readFile(path.trim())) });
  }
  const labels = buttons.slice(2, -2).split(' )  ( ');
  return { text: lines.join('\n'), buttons: buttons === '' ? [] : labels, pictures };
}

export const terminal: Meeting = {
  name: 'the terminal',
  traits: ['open forms'],
  async open({ script = {}, forms = {}, audiences = {}, locale = 'en' }) {
    const bot = scriptedBot(script, forms, audiences);
    const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
    const input = new PassThrough();
    const leaving = new AbortController();
    const printed: string[] = [];
    let phase: 'idle' | 'begun' | 'answering' = 'idle';
    const output = new Writable({
      decodeStrings: false,
      write(chunk: string, _, done) {
        // What follows in the same answer takes the place of what was printed.
        if (phase === 'answering') printed.pop();
        if (phase === 'begun') phase = 'answering';
        printed.push(chunk);
        done();
      },
    });
    const noticed: Bot = {
      ...bot,
      async *handle(invocation) {
        phase = 'begun';
        try {
          yield* bot.handle(invocation);
        } finally {
          phase = 'idle';
        }
      },
    };
    const args = readArguments(['--files', folder, '--locale', locale], 'en');
    if (args.kind !== 'talk') throw new Error('help was asked for');
    const end = () => leaving.abort();
    const exit = { leaving: leaving.signal, leave: end };
    const done = runTerminal(noticed, args, { input, output }, exit);
    onTestFinished(async () => {
      end();
      input.destroy();
      await rm(folder, { recursive: true });
    });
    const write = async (line: string) => void input.write(`${line}\n`);
    let title: string | undefined;

    return {
      heard: bot.heard,
      type: write,
      async press(label) {
        await expect.poll(() => printed.at(-1)).toContain(`( ${label} )`);
        const before = printed.length;
        await write(label);
        await expect.poll(() => printed.length).toBeGreaterThan(before);
        title = printed[before]?.split('\n')[0];
      },
      async fill(fields) {
        for (const value of Object.values(fields)) {
          if (typeof value === 'string') {
            await write(value);
            continue;
          }
          const path = join(await mkdtemp(join(folder, 'sent-')), value.name);
          await writeFile(path, value.bytes);
          await write(path);
        }
      },
      form: async () => [title ?? '', printed.at(-1)?.trimEnd() ?? ''],
      seen: async (by) => (by === 'caller' ? Promise.all(printed.map(messageOf)) : []),
      log: () => '',
      startAgain: () => Promise.reject(new Error('the terminal keeps nothing of what was cut off')),
      async stop() {
        end();
        await done;
      },
      posts: undefined,
    };
  },
};
