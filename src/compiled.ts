/** What has been compiled once need not be compiled at the next start: neither here nor in worker threads. */
import { constants, enableCompileCache, getCompileCacheDir } from 'node:module';
import { resolve } from 'node:path';

/**
 * Keeps compiled code in the data folder, which nobody else may write to: what lies there is run. Does nothing where
 * `NODE_COMPILE_CACHE` names another folder, or it was called before.
 * @param dataDir is there
 */
export function keepCompiled(dataDir: string): void {
  if (getCompileCacheDir() !== undefined) return;
  const folder = resolve(dataDir, 'compiled');
  const { status } = enableCompileCache(folder);
  // Threads learn of the folder by the environment.
  if (status === constants.compileCacheStatus.ENABLED) process.env['NODE_COMPILE_CACHE'] = folder;
}
