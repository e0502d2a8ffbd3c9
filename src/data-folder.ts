/** The folder in which all is kept, ready to be used. */
import { keepCompiled } from './compiled.ts';
import type { Config } from './config.ts';
import { closeData, makeFolder } from './folder.ts';
import type { Log } from './log.ts';

/**
 * Makes the data folder, for its owner alone.
 * @param log is told of what others could have read until now
 * @throws StartError if nothing can be kept there
 */
export async function openData({ dataDir }: Pick<Config, 'dataDir'>, log?: Log): Promise<void> {
  await makeFolder('DATA_DIR', dataDir, 0o700);
  keepCompiled(dataDir);
  for (const path of await closeData(dataDir)) {
    log?.info({ path }, 'others could read what is kept here; now only its owner can');
  }
}
