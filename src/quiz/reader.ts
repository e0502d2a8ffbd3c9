/** Reads the decks of teachers as jobs, with an end: no file keeps anybody else waiting. */
import { UserError } from '../chat/error.ts';
import { beyond, full } from '../chat/limits.ts';
import type { Words } from '../chat/locale.ts';
import { errorOf, perform } from '../jobs/perform.ts';
import type { Jobs, Owner } from '../jobs/port.ts';
import type { DeckFile, ReadFile } from './deck-file.ts';
import { READING, type Reading, type ReadingTask } from './reading.ts';

export type KeptReading = Exclude<Reading, { readonly kind: 'file' }>;

export type DeckReader = {
  /**
   * @param by whoever hands it in
   * @throws UserError naming what is wrong with the file, or that too many are read; Error if no more are read
   */
  file(file: DeckFile, by: Owner): Promise<ReadFile>;
  /** The deck of a YAML that a workspace keeps, or why it cannot be read. @throws Error if no more are read */
  kept(workspace: string, name: string, yaml: string): Promise<KeptReading>;
};

const TOO_HARD: Words = {
  en: 'This file takes too long to read. Make it smaller and simpler: no deck needs so many lists within lists.',
  ja: 'ファイルの読み取りに時間がかかりすぎるため、中止しました。小さく、単純な形に直してください。',
};

type Settings = {
  readonly jobs: Jobs;
  newId(): string;
  /** For one file, from when its reading begins; as `READING` says if it is left out. */
  readonly patienceMs?: number;
};

export function createDeckReader({ jobs, newId, patienceMs }: Settings): DeckReader {
  const limits = patienceMs === undefined ? READING.terms.ends : { endAfterMs: patienceMs };

  async function read(input: ReadingTask, owner: Owner): Promise<Reading> {
    const end = await perform(jobs, READING, { id: newId(), input, owner, limits });
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
        if (end.why === 'limit') throw beyond(end);
        if (end.why === 'full') throw full(end.seconds);
        throw errorOf('the reading', end);
      case 'failed':
        throw errorOf('the reading', end);
    }
  }

  return {
    async file(file, by) {
      const reading = await read({ kind: 'file', file }, by);
      if (reading.kind === 'file') return reading.read;
      throw reading.kind === 'fault' ? new UserError(reading.words) : strayAnswer();
    },
    async kept(workspace, name, yaml) {
      const reading = await read({ kind: 'kept', name, yaml }, { workspace, person: '' });
      if (reading.kind === 'file') throw strayAnswer();
      return reading;
    },
  };
}

function strayAnswer(): Error {
  return new Error('the reading answered another question');
}
