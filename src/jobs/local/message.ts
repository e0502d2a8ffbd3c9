/** What this process and its threads say to each other. Plain data, but for the flag. */
import type { Said } from '../do.ts';
import type { Plain } from '../plain.ts';

/** A job for a thread. */
export type Task = {
  readonly id: string;
  /** URL of the program's module. */
  readonly file: string;
  readonly input: Plain;
  /** One Int32: 0 go on, 1 stop soon. Shared, so that a busy thread sees it. */
  readonly stop: Int32Array<SharedArrayBuffer>;
};

/** What a thread says of a job. */
export type Message = { readonly id: string; readonly said: Said };
