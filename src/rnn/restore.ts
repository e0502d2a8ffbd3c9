/** Configurations as saved data hold them, which may be older than this program, or newer. */
import { BEFORE, type TrainConfig } from './config.ts';
import { SETTINGS } from './settings.ts';
import { checkConfig } from './validate.ts';

/**
 * What `saved` stands for. A setting that it does not name is as everything was before there was the setting.
 * Throws a RangeError that names the setting or the value that is not known here.
 */
export function restoreConfig(saved: Readonly<Record<string, unknown>>): TrainConfig {
  const foreign = Object.keys(saved).find((name) => !Object.hasOwn(SETTINGS, name));
  if (foreign !== undefined) throw new RangeError(`there is no setting ${foreign}`);
  const config: Readonly<Record<string, unknown>> = { ...BEFORE, ...saved };
  checkConfig(config);
  return config;
}
