/** The work of reading: a deck, or what is wrong with it. */
import { UserError } from '../chat/error.ts';
import type { WorkOf } from '../jobs/program.ts';
import { readDeck } from './deck.ts';
import { readDeckFile } from './deck-file.ts';
import type { READING, Reading, ReadingTask } from './reading.ts';

const read: WorkOf<typeof READING> = (task) => {
  try {
    return readingOf(task);
  } catch (error) {
    if (error instanceof UserError) return { kind: 'fault', words: error.words };
    if (task.kind === 'kept') return unreadable(task.name, error);
    throw error;
  }
};

export default read;

function readingOf(task: ReadingTask): Reading {
  switch (task.kind) {
    case 'file':
      return { kind: 'file', read: readDeckFile(task.file) };
    case 'kept':
      return { kind: 'kept', deck: readDeck(task.yaml, task.name) };
  }
}

/** What was kept must stand in nobody's way, whatever is wrong with it. */
function unreadable(name: string, error: unknown): Reading {
  return {
    kind: 'fault',
    words: {
      en: `${name} makes the reader fail: ${error instanceof Error ? error.message : String(error)}`,
      ja: `${name} の読み取り中にエラーが起きました。`,
    },
  };
}
