/** The terminal: runs the lines it is given, or asks for them at a prompt. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Caller } from '../../chat/invocation.ts';
import type { Bot } from '../../chat/platform.ts';
import type { Reply } from '../../chat/reply.ts';
import type { TerminalArguments } from './arguments.ts';
import { jsonLine, plainText, saveFiles } from './print.ts';
import { createSession } from './session.ts';

type Streams = { readonly input: Readable; readonly output: Writable };

/** How a conversation went: `failed` if a line ended in an error. */
export type TerminalOutcome = 'fine' | 'failed';

/** Holds the conversation; resolves when the lines are done or the prompt is left. */
export async function runTerminal(
  bot: Bot,
  args: TerminalArguments,
  streams: Streams,
): Promise<TerminalOutcome> {
  const caller: Caller = {
    platform: 'terminal',
    workspace: 'local',
    channel: 'terminal',
    userId: `terminal-${args.user}`,
    userName: args.user,
    locale: args.locale,
  };
  const session = createSession(bot, caller);
  let outcome: TerminalOutcome = 'fine';
  let number = 0;
  const answer = async (line: string) => {
    number += 1;
    for await (const each of session.answer(line)) {
      if (each.kind === 'error') outcome = 'failed';
      await show(each, line, number);
    }
  };

  async function show(each: Reply, line: string, at: number): Promise<void> {
    if (args.format === 'text' && each.kind === 'progress' && args.lines.length > 0) return;
    const files = await saveFiles(each.files, at, args.files);
    streams.output.write(
      `${args.format === 'json' ? jsonLine(line, each, files) : plainText(each, files)}\n`,
    );
  }

  if (args.lines.length > 0) {
    for (const line of args.lines) await answer(line);
    return outcome;
  }
  const prompt = createInterface(streams);
  prompt.setPrompt('> ');
  prompt.prompt();
  for await (const line of prompt) {
    if (line.trim() !== '') await answer(line);
    prompt.prompt();
  }
  return outcome;
}
