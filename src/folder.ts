/** A folder that files are kept in: made if it is missing, or refused in one sentence. */
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
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
 * @throws StartError that names `name` and `path` if nothing can be kept there.
 */
export async function makeFolder(name: string, path: string): Promise<void> {
  try {
    // One step after another: `recursive` never comes back where the system makes no folders, as in /proc.
    for (const each of await missing(resolve(path))) await mkdir(each).catch(ignoreExisting);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`${name} ${path} cannot be used: ${reason(error)}. Choose another folder.`);
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
