/** Conversations at a terminal that shows what it is sent, with a bot whose work waits for the test. */
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import type { Caller, Invocation } from '../../../src/chat/invocation.ts';
import type { Locale, Words } from '../../../src/chat/locale.ts';
import type { Bot } from '../../../src/chat/platform.ts';
import { type Reply, reply } from '../../../src/chat/reply.ts';
import { readArguments } from '../../../src/platforms/terminal/arguments.ts';
import { createSession } from '../../../src/platforms/terminal/session.ts';
import { runTerminal } from '../../../src/platforms/terminal/terminal.ts';

const opened: PassThrough[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.destroy();
});

/** `/train` waits until its Cancel is pressed; `/hold` can only be waited for, until the program ends. */
function createBot(leaving: AbortSignal): { bot: Bot; seen: readonly Invocation[] } {
  const seen: Invocation[] = [];
  const cancelled = Promise.withResolvers<void>();
  const ended = new Promise<void>((resolve) => leaving.addEventListener('abort', () => resolve()));
  const cancel = { id: 'train:cancel:1', label: '✕ Cancel', style: 'danger' } as const;

  async function* answer(invocation: Invocation): AsyncGenerator<Reply, void, undefined> {
    seen.push(invocation);
    if (invocation.kind === 'press') {
      if (invocation.id === cancel.id) cancelled.resolve();
      yield reply(invocation.id === cancel.id ? 'Stopping it.' : `pressed ${invocation.id}`);
      return;
    }
    const command = invocation.kind === 'command' ? invocation.command : '';
    if (command === 'train') {
      for (const percent of [0, 10, 20]) {
        yield reply(`**Training…**\n\`█\` ${percent} %\npair ${percent}`, {
          kind: 'progress',
          buttons: [cancel],
        });
      }
      await Promise.race([cancelled.promise, ended]);
      yield reply('Cancelled.', { buttons: [{ id: 'again', label: 'Again ▶', style: 'primary' }] });
    } else if (command === 'add') {
      yield reply('**45 + 77**\n= 122', { kind: 'progress' });
      const sum = { name: 'sum.png', type: 'image/png', alt: 'all bits right', bytes: new Uint8Array() };
      yield reply('**45 + 77**\n= 122', { files: [sum] });
    } else if (command === 'sum') {
      yield reply('= 122', { kind: 'progress' });
      yield reply('= 122\nThere is no picture.');
    } else if (command === 'hold') {
      yield reply('Working…', { kind: 'progress' });
      await ended;
      yield reply('Stopped half-way.');
    } else yield reply(`said \u001b[31m${command}`);
  }
  const bot: Bot = {
    commands: [],
    handle: answer,
    languageOf: async ({ locale }) => locale,
    audience: () => 'channel',
    form: () => undefined,
  };
  return { bot, seen };
}

type Terminal = PassThrough & { isTTY: boolean; columns: number };

function talk(kind: 'terminal' | 'pipe', args: readonly string[] = []) {
  const stream = () => Object.assign(new PassThrough(), { isTTY: kind === 'terminal', columns: 30 });
  const [input, output]: [Terminal, Terminal] = [stream(), stream()];
  opened.push(input, output);
  const end = new AbortController();
  const { bot, seen } = createBot(end.signal);
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  const parsed = readArguments(args, 'en');
  if (parsed.kind !== 'talk') throw new Error('help was asked for');
  const done = runTerminal(bot, parsed, { input, output }, { leaving: end.signal, leave: () => end.abort() });
  return {
    input,
    done,
    seen,
    shown: () => shown,
    left: () => end.signal.aborted,
    /** Waits until the terminal shows `text`. */
    async until(text: string) {
      while (!shown.includes(text)) await new Promise((resolve) => setTimeout(resolve, 5));
    },
  };
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

describe('at a terminal', () => {
  it('progress is one line that is written over, as wide as the terminal', async () => {
    const { input, until, shown, done } = talk('terminal');
    input.write('/train\r');
    await until('20 %');
    input.write('cancel\r');
    await until('Cancelled.');
    input.write(CTRL_D);
    expect(await done).toBe('fine');
    expect(shown()).toContain('Training…\n█ 0 %\npair 0\n( ✕ Cancel )\n');
    expect(shown()).toContain('\r\u001b[K█ 10 % · pair 10 · ✕ Cancel: \r\u001b[K█ 20 %');
    expect(shown()).not.toContain('Cancel: Ctrl-C');
  });
  it('Ctrl-C presses Cancel, and the next line is answered', async () => {
    const { input, until, shown, seen, left, done } = talk('terminal');
    input.write('/train\r');
    await until('20 %');
    input.write(CTRL_C);
    await until('Again ▶');
    input.write('again\r');
    await until('pressed again');
    input.write(CTRL_C);
    expect(await done).toBe('fine');
    expect(left()).toBe(false);
    expect(shown()).toContain('Stopping it.\n');
    expect(seen.map(({ kind }) => kind)).toEqual(['command', 'press', 'press']);
  });
  it('Ctrl-C twice, or where nothing can be cancelled, ends the program; the answer is still shown', async () => {
    const { input, until, shown, left, done } = talk('terminal');
    input.write('/hold\r');
    await until('Working…');
    input.write('/never\r');
    input.write(CTRL_C);
    await done;
    expect(left()).toBe(true);
    expect(shown()).toContain('Stopped half-way.');
    expect(shown()).not.toContain('said');
  });
});

describe.each(['terminal', 'pipe'] as const)('an end that goes on from its progress (%s)', (kind) => {
  it('is not said twice', async () => {
    const { input, shown, until, done } = talk(kind);
    input.write('/add 45 77\r\n/sum\r\n');
    await until('There is no picture.');
    input.end(kind === 'terminal' ? CTRL_D : '');
    await done;
    expect(shown()).toMatch(/45 \+ 77\r?\n= 122\r?\n\[all bits right\]\r?\n/);
    expect(shown()).toMatch(/= 122\r?\nThere is no picture\.\r?\n/);
    expect(shown().match(/= 122/g)).toHaveLength(2);
  });
});

describe('in a pipe', () => {
  it.each([
    ['text', []],
    ['JSON', ['--json']],
  ] as const)('every line is answered in turn, without a prompt, as %s', async (format, args) => {
    const { input, shown, done } = talk('pipe', args);
    input.end('/one\n\n/two\r\n/three');
    expect(await done).toBe('fine');
    const lines = shown().trim().split('\n');
    expect(
      format === 'text' ? lines : lines.map((line) => (JSON.parse(line) as { text: string }).text),
    ).toEqual(
      ['one', 'two', 'three'].map((name) =>
        format === 'text' ? `said [31m${name}` : `said \u001b[31m${name}`,
      ),
    );
  });
  it('nothing that would steer a terminal is printed', async () => {
    const { input, shown, done } = talk('pipe');
    input.end('/colour\n');
    await done;
    expect(shown()).toBe('said [31mcolour\n');
  });
});

describe('in the language that the person has chosen', () => {
  const FORM: Words = { en: 'Your words', ja: '感想' };

  it('a form opens, and what went wrong is told', async () => {
    let chosen: Locale = 'en';
    const bot: Bot = {
      commands: [],
      languageOf: async () => chosen,
      audience: () => 'caller',
      form: (_, locale) => ({
        title: FORM[locale],
        submit: 'Send',
        fields: ['first', 'second'].map((id) => ({
          kind: 'text',
          id,
          label: id,
          placeholder: '',
          maxLength: 9,
          lines: 'one',
        })),
      }),
      async *handle() {
        chosen = 'ja';
        yield reply('said', { buttons: [{ id: 'write', label: 'Write', style: 'primary' }] });
      },
    };
    const caller: Caller = {
      platform: 'terminal',
      workspace: 'local',
      channel: 'terminal',
      userId: 'aki',
      userName: 'Aki',
      locale: 'en',
      role: 'organiser',
    };
    const session = createSession(bot, caller);
    const said = async (line: string) => {
      const texts: string[] = [];
      for await (const { text } of session.answer(line)) texts.push(text);
      return texts;
    };
    expect(await said('/language ja')).toEqual(['said']);
    expect(await said('write')).toEqual([expect.stringContaining('感想')]);
    expect(await said('much too long')).toEqual([expect.stringContaining('文字以内')]);
  });
});
