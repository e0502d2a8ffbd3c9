/** The prompt on a terminal: lines are answered in turn, and Ctrl-C stops what is under way. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export type Conversation = {
  answer(line: string): Promise<void>;
  /** Presses a button of the answer under way; `later` if it has none that `line` names. */
  interrupt(line: string): 'pressed' | 'later';
  /** Cancels the answer under way, if that can be done. */
  cancel(): 'cancelling' | 'impossible';
};

export type Prompt = {
  /** What has been typed and not yet sent. */
  typed(): string;
  /** Resolves when the prompt is left: by Ctrl-D, Ctrl-C, or the end of the program. */
  readonly left: Promise<void>;
};

/** Lines that may wait for the answer before them; more are not read until then. */
const WAITING = 100;

/**
 * @param leave called for Ctrl-C where nothing can be cancelled (any more): ends the program.
 * @param leaving aborted when the program ends.
 */
export function openPrompt(
  streams: { readonly input: Readable; readonly output: Writable },
  conversation: Conversation,
  leave: () => void,
  leaving: AbortSignal,
): Prompt {
  const lines = createInterface({ ...streams, terminal: true, prompt: '> ' });
  const waiting: string[] = [];
  let wake = Promise.withResolvers<void>();
  let state: 'asking' | 'answering' | 'cancelling' = 'asking';
  let open = true;

  const close = () => {
    if (open) lines.close();
  };
  lines.on('close', () => {
    open = false;
    wake.resolve();
  });
  lines.on('line', (line) => {
    // "Cancel" is for the training that runs, not for after it.
    if (state !== 'asking' && conversation.interrupt(line) === 'pressed') return;
    waiting.push(line);
    if (waiting.length >= WAITING) lines.pause();
    wake.resolve();
  });
  lines.on('SIGINT', () => {
    if (state === 'asking') return close();
    if (state === 'answering' && conversation.cancel() === 'cancelling') {
      state = 'cancelling';
      return;
    }
    leave();
  });
  leaving.addEventListener('abort', close, { once: true });
  if (leaving.aborted) close();

  async function next(): Promise<string | undefined> {
    while (waiting.length === 0 && open) {
      wake = Promise.withResolvers();
      await wake.promise;
    }
    return leaving.aborted ? undefined : waiting.shift();
  }

  async function run(): Promise<void> {
    if (open) lines.prompt();
    for (let line = await next(); line !== undefined; line = await next()) {
      state = 'answering';
      if (line.trim() !== '') await conversation.answer(line);
      state = 'asking';
      if (open) lines.prompt();
    }
    streams.output.write('\n');
  }

  return { typed: () => lines.line, left: run() };
}
