/** The terminal: runs the lines it is given, reads them from a pipe, or asks for them at a prompt. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Caller } from '../../chat/invocation.ts';
import { firstShown } from '../../chat/name.ts';
import { type Bot, StartError } from '../../chat/platform.ts';
import type { Attachment, Reply } from '../../chat/reply.ts';
import type { TerminalArguments } from './arguments.ts';
import { jsonLine, plainText, progressLine, saveFiles } from './print.ts';
import { type Conversation, openPrompt, type Prompt } from './prompt.ts';
import { createSession } from './session.ts';
import { createStatus } from './status.ts';

export type Streams = {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
};

/** How a conversation went: `failed` if a line ended in an error. */
export type TerminalOutcome = 'fine' | 'failed';

/** How the program is left before its lines are done. */
export type Exit = {
  /** Aborted when the program is to end: the answer under way is still shown, no further line is begun. */
  readonly leaving: AbortSignal;
  /** Asks for that, as SIGINT does. */
  leave(): void;
};

/**
 * Holds the conversation; resolves when the lines are done or the prompt is left.
 * @throws StartError if a file cannot be written into the folder that `args` names.
 */
export async function runTerminal(
  bot: Bot,
  args: TerminalArguments,
  streams: Streams,
  { leaving, leave }: Exit,
): Promise<TerminalOutcome> {
  const { input, output } = streams;
  const session = createSession(bot, callerOf(args));
  const status = createStatus(output);
  const edits = output.isTTY === true && args.format === 'text';
  const asks = edits && input.isTTY === true && args.lines.length === 0;
  let outcome: TerminalOutcome = 'fine';
  let prompt: Prompt | undefined;
  let number = 0;

  async function answer(line: string): Promise<void> {
    number += 1;
    let heading: string | undefined;
    let printed = '';
    for await (const each of session.answer(line)) {
      if (each.kind === 'error') outcome = 'failed';
      const [first] = each.text.split('\n', 1);
      // What goes on under the same heading is written over; a new one (another step) stands below.
      if (edits && each.kind === 'progress' && first === heading) {
        if (!prompt?.typed()) status.show(progressLine(each));
      } else if (await show(each, line, printed)) printed = each.text;
      heading = first;
    }
  }

  /**
   * @param printed text of the same answer that stands above; what goes on from it is not said twice
   * @returns false if nothing is to be shown of it
   */
  async function show(each: Reply, line: string, printed: string): Promise<boolean> {
    if (args.format === 'text' && each.kind === 'progress' && args.lines.length > 0 && !edits) return false;
    const files = await save(each.files);
    status.clear();
    const text = args.format === 'json' ? jsonLine(line, each, files) : plainText(each, files, printed);
    if (text !== '') output.write(`${text}\n`);
    return true;
  }

  async function save(files: readonly Attachment[]) {
    try {
      return await saveFiles(files, number, args.files);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (typeof code !== 'string') throw error;
      throw new StartError(`--files ${args.files} cannot be written into (${code}).`);
    }
  }

  /** Says what a press beside the answer under way has done. */
  async function tell(replies: AsyncIterable<Reply>): Promise<void> {
    for await (const each of replies) {
      status.clear();
      output.write(`${plainText(each, [])}\n`);
    }
  }

  if (asks) {
    const conversation: Conversation = {
      answer,
      interrupt(line) {
        const replies = session.interrupt(line);
        if (replies !== undefined) void tell(replies);
        return replies === undefined ? 'later' : 'pressed';
      },
      cancel() {
        const replies = session.cancel();
        if (replies !== undefined) void tell(replies);
        return replies === undefined ? 'impossible' : 'cancelling';
      },
    };
    prompt = openPrompt(streams, conversation, leave, leaving);
    await prompt.left;
    return outcome;
  }
  for await (const line of args.lines.length > 0 ? args.lines : linesOf(input, leaving)) {
    if (leaving.aborted) break;
    if (line.trim() !== '') await answer(line);
  }
  return outcome;
}

/** The lines of a pipe, until it or the program ends. */
async function* linesOf(input: Readable, leaving: AbortSignal): AsyncGenerator<string, void, undefined> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const close = () => lines.close();
  leaving.addEventListener('abort', close, { once: true });
  if (leaving.aborted) close();
  try {
    yield* lines;
  } finally {
    leaving.removeEventListener('abort', close);
    close();
  }
}

function callerOf({ user, locale }: TerminalArguments): Caller {
  return {
    platform: 'terminal',
    workspace: 'local',
    channel: 'terminal',
    userId: `terminal-${user}`,
    userName: firstShown(user, 'terminal'),
    locale,
    // Whoever sits at the machine's own terminal owns what it keeps.
    role: 'organiser',
  };
}
