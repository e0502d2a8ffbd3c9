/** The reading of a deck as a job. */
import type { Words } from '../chat/locale.ts';
import { program } from '../jobs/program.ts';
import type { DeckFile, ReadFile } from './deck-file.ts';
import type { Deck } from './question.ts';

/** `file`: sent by a teacher. `kept`: the YAML of a deck that was taken before. */
export type ReadingTask =
  | { readonly kind: 'file'; readonly file: DeckFile }
  | { readonly kind: 'kept'; readonly name: string; readonly yaml: string };

export type Reading =
  | { readonly kind: 'file'; readonly read: ReadFile }
  | { readonly kind: 'kept'; readonly deck: Deck }
  /** What is wrong with it. */
  | { readonly kind: 'fault'; readonly words: Words };

export const READING = program<ReadingTask, never, Reading>(
  'reading',
  new URL('./work.ts', import.meta.url),
  {
    // 512 KB of sense take 0.3 s, of the worst nonsense 2 s, on a busy machine more.
    ends: { endAfterMs: 20_000 },
    // The bot reads all decks of a workspace at once, 20 at most.
    most: { person: 3, workspace: 40 },
  },
);
