/** Entry of the reading thread: one deck after another, each answered with the deck or with what is wrong with it. */
import { parentPort } from 'node:worker_threads';
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import { readDeck } from './deck.ts';
import { type DeckFile, type ReadFile, readDeckFile } from './deck-file.ts';
import type { Deck } from './question.ts';

/** `file`: sent by a teacher. `kept`: the YAML of a deck that was taken before. */
export type ReadingTask =
  | { readonly kind: 'file'; readonly file: DeckFile }
  | { readonly kind: 'kept'; readonly name: string; readonly yaml: string };

export type Reading =
  | { readonly kind: 'file'; readonly read: ReadFile }
  | { readonly kind: 'kept'; readonly deck: Deck }
  | { readonly kind: 'fault'; readonly words: Words };

/** What the thread says: that it has loaded, and what came of a task. */
export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly reading: Reading }
  | { readonly kind: 'broken'; readonly error: unknown };

const port = parentPort;

function say(said: Said): void {
  port?.postMessage(said);
}

/** What was kept must stand in nobody's way, whatever is wrong with it. */
function broken(task: ReadingTask, error: unknown): Said {
  return task.kind === 'kept'
    ? fault({
        en: `${task.name} makes the reader fail: ${error instanceof Error ? error.message : String(error)}`,
        ja: `${task.name} の読み取り中にエラーが起きました。`,
      })
    : { kind: 'broken', error };
}

function fault(words: Words): Said {
  return { kind: 'done', reading: { kind: 'fault', words } };
}

function read(task: ReadingTask): Reading {
  switch (task.kind) {
    case 'file':
      return { kind: 'file', read: readDeckFile(task.file) };
    case 'kept':
      return { kind: 'kept', deck: readDeck(task.yaml, task.name) };
  }
}

port?.on('message', (task: ReadingTask) => {
  try {
    say({ kind: 'done', reading: read(task) });
  } catch (error) {
    say(error instanceof UserError ? fault(error.words) : broken(task, error));
  }
});
say({ kind: 'ready' });
