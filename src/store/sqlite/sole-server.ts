/** One server a folder: a lock that the system lets go when its process ends, however it ends. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../../chat/platform.ts';
import { isBusy, resultCode } from './busy.ts';

/** `alone`: a second server is refused. `shared`: it was said that several are meant to run. */
export type FolderUse = 'alone' | 'shared';

/**
 * Takes `folder`, which exists, for this server. Terminals do not ask: they may write beside it.
 * @returns lets the folder go again.
 * @throws StartError if another server has it and `use` is `alone`, or if no lock can be kept there.
 */
export function takeFolder(folder: string, use: FolderUse): () => void {
  // SQLite's locks are the system's own: unlike a file with a number in it, they do not outlive a killed process.
  const path = join(folder, 'server.lock');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('pragma journal_mode = memory; begin exclusive;');
  } catch (error) {
    lock?.close();
    if (resultCode(error) === undefined || !(error instanceof Error)) throw error;
    if (!isBusy(error)) throw new StartError(`The lock ${path} cannot be used: ${error.message}.`);
    if (use === 'alone') {
      throw new StartError(
        `Another Carrybot server is running on DATA_DIR ${folder}: stop it, choose another folder, or set DATA_DIR_SHARED=yes if both are meant to run.`,
      );
    }
    return () => undefined;
  }
  const held = lock;
  return () => held.close();
}
