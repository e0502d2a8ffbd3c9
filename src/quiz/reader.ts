/** Reads the decks of teachers as jobs, with an end: no file keeps anybody else waiting. */
import { UserError } from '../chat/error.ts';
import type { Words } from '../chat/locale.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { Jobs } from '../jobs/port.ts';
import type { DeckFile, ReadFile } from './deck-file.ts';
import { READING, type Reading, type ReadingTask } from './reading.ts';

export type KeptReading = Exclude<Reading, { readonly kind: 'file' }>;

export type DeckReader = {
  /** @throws UserError naming what is wrong with the file; Error if no more are read */
  file(file: DeckFile): Promise<ReadFile>;
  /** The deck of a YAML that was kept, or why it cannot be read. @throws Error if no more are read */
  kept(name: string, yaml: string): Promise<KeptReading>;
};

/** Longest time for one file, in ms: 512 KB of sense take 0.3 s, of the worst nonsense 2 s, on a busy machine more. */
const PATIENCE_MS = 20_000;

const TOO_HARD: Words = {
  en: 'This file takes too long to read. Make it smaller and simpler: no deck needs so many lists within lists.',
  ja: 'ファイルの読み取りに時間がかかりすぎるため、中止しました。小さく、単純な形に直してください。',
};
const BUSY: Words = {
  en: 'Many decks are being read right now. Please try again in a few seconds.',
  ja: 'いま問題集の読み取りが混み合っています。数秒おいて、もう一度お試しください。',
};

type Settings = {
  readonly jobs: Jobs;
  newId(): string;
  /** For one file, from when its reading begins. */
  readonly patienceMs?: number;
};

export function createDeckReader({ jobs, newId, patienceMs = PATIENCE_MS }: Settings): DeckReader {
  async function read(input: ReadingTask): Promise<Reading> {
    const end = await perform(jobs, READING, { id: newId(), input, limits: { endAfterMs: patienceMs } });
    switch (end.kind) {
      case 'done':
      case 'stopped':
        return end.result;
      case 'lost':
        // It needed more memory than there is.
        return { kind: 'fault', words: TOO_HARD };
      case 'dropped':
        if (end.why === 'time-limit') return { kind: 'fault', words: TOO_HARD };
        throw errorOf('the reading', end);
      case 'refused':
        if (end.why === 'full') throw new UserError(BUSY);
        throw errorOf('the reading', end);
      case 'failed':
        throw errorOf('the reading', end);
    }
  }

  return {
    async file(file) {
      const reading = await read({ kind: 'file', file });
      if (reading.kind === 'file') return reading.read;
      throw reading.kind === 'fault' ? new UserError(reading.words) : strayAnswer();
    },
    async kept(name, yaml) {
      const reading = await read({ kind: 'kept', name, yaml });
      if (reading.kind === 'file') throw strayAnswer();
      return reading;
    },
  };
}

function strayAnswer(): Error {
  return new Error('the reading answered another question');
}
