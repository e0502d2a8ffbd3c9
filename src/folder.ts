/** A folder that files are kept in: made if it is missing, or refused in one sentence. */
import { access, chmod, constants, mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartError } from './chat/platform.ts';

/** What the system's codes mean for the person who chose the folder. */
const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'that file system can only be read',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk is full',
    ENAMETOOLONG: 'that name is too long',
    ENOENT: 'no folder can be made there',
  }),
);

/**
 * Makes the folder `path`, and those above it, unless it is there.
 * @param name what the folder is called where it is set: a variable or an option.
 * @param mode of the folders that are made; the system takes from it what its umask says
 * @throws StartError that names `name` and `path` if nothing can be kept there.
 */
export async function makeFolder(name: string, path: string, mode = 0o777): Promise<void> {
  try {
    // One step after another: `recursive` never comes back where the system makes no folders, as in /proc.
    for (const each of await missing(resolve(path))) await mkdir(each, { mode }).catch(ignoreExisting);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`${name} ${path} cannot be used: ${reason(error)}. Choose another folder.`);
  }
}

/** The database and what SQLite keeps beside it. */
const DATABASE = 'carrybot.sqlite';
const FILES = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`];
/** What lies in a data folder; one that holds other things, too, and no database is somebody else's. */
const OWN: ReadonlySet<string> = new Set([...FILES, 'compiled', 'server.lock']);
const OTHERS = 0o077;
const STICKY = 0o1000;

/**
 * Sees to it that nobody but its owner reads what is kept: the data folder 0700, the database 0600, also before it is
 * made. What is closed stays as it is; so does what is another user's, a folder that serves for other things, and all
 * where there are no such modes.
 * @param dataDir is there
 * @returns the paths that others could have read until now
 */
export async function closeData(dataDir: string): Promise<readonly string[]> {
  const user = process.getuid?.();
  const folder = await stat(dataDir);
  const names = await readdir(dataDir).catch(() => undefined);
  if (user === undefined || names === undefined) return [];
  if (folder.uid !== user || (folder.mode & STICKY) !== 0) return [];
  const isOurs = names.includes(DATABASE) || names.every((name) => OWN.has(name));
  const closed = isOurs && (await close(dataDir, 0o700, user)) ? [dataDir] : [];
  // SQLite gives what it keeps beside the database the database's own mode.
  await open(join(dataDir, DATABASE), 'a', 0o600).then(
    (file) => file.close(),
    () => undefined,
  );
  for (const path of FILES.map((name) => join(dataDir, name))) {
    if (await close(path, 0o600, user)) closed.push(path);
  }
  return closed;
}

/** Whether it was open to others, and is not any more. What cannot be changed stays. */
async function close(path: string, mode: number, user: number): Promise<boolean> {
  try {
    const found = await stat(path);
    if (found.uid !== user || (found.mode & OTHERS) === 0) return false;
    await chmod(path, found.mode & mode);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Says why a folder or a file in it could not be written, in words where there are some. */
export function reason(error: unknown): string {
  if (error instanceof NotAFolder) return error.message;
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  return REASONS.get(error.code) ?? error.code;
}

/** Two programs that start at once may both make it. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

class NotAFolder extends Error {}

/** The folders that have to be made, the outermost first. */
async function missing(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    // ENOTDIR: a file stands further up, and is found there.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (found?.isDirectory()) return [];
  if (found !== undefined) throw new NotAFolder(`${path} is not a folder`);
  return [...(await missing(dirname(path))), path];
}
