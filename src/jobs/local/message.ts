/** What this process and its threads say to each other. Plain data, but for the flags. */
import type { Said } from '../do.ts';
import type { Length } from '../length.ts';
import type { Plain } from '../plain.ts';
import type { Kept, Owner } from '../port.ts';

/** What a thread is started with. */
export type ThreadData = {
  /** URLs of the modules to be loaded before there is work. */
  readonly ready: readonly string[];
  readonly priority: 'usual' | 'low';
};

/** A job for a thread. */
export type Task = {
  readonly id: string;
  /** URL of the program's module. */
  readonly file: string;
  readonly input: Plain;
  readonly owner: Owner;
  readonly length: Length;
  /** Computing time after which it is to stop, ms. */
  readonly stopAfterMs: number | undefined;
  /** What it has kept when it was done before. */
  readonly kept: Kept | undefined;
  /** One Int32: 0 go on, 1 stop soon. Shared, so that a busy thread sees it. */
  readonly stop: Int32Array<SharedArrayBuffer>;
  /** One Int32: 1 while it is the one of its thread that computes. Shared: it outlives the thread. */
  readonly turn: Int32Array<SharedArrayBuffer>;
};

/** What a thread says. */
export type Message =
  /** It has loaded what it is to have ready: its first message. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'said'; readonly id: string; readonly said: Said }
  /** A job has turned out not to be short. */
  | { readonly kind: 'sunk'; readonly id: string };
