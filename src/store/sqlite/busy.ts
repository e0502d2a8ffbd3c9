/** Waiting while another process writes: in turns, so that this one goes on answering meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';

/** SQLite itself waits so long, and nothing else in this process runs meanwhile; in ms. */
export const BLOCKING_MS = 50;
/** Between two tries, and tries in all: about 10 s together. */
const PAUSE_MS = 50;
const TRIES = 100;

/** The primary result code that says that someone else holds the lock, https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * Does `work` as soon as no other process is writing. It must be one that can be tried again as a whole.
 * @throws the error of SQLite if the database stays locked for about 10 s, and every other error at once.
 */
export async function onceFree<T>(work: () => T | Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || tries === TRIES) throw error;
    }
    await pause(PAUSE_MS);
  }
}

/** Whether someone else holds the lock that a statement needs. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === SQLITE_BUSY;
}

/** SQLite's primary result code; extended codes, such as that of a snapshot grown old, keep it in their low byte. */
export function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}
