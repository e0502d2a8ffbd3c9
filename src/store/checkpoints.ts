/** How far long work had come, so that it goes on from there after a crash: a port of the store. */

export type Checkpoint = {
  /** What the work needs to go on, in its own form. */
  readonly state: Uint8Array;
  /** Computing until then, ms. */
  readonly computedMs: number;
};

export interface CheckpointStore {
  /**
   * Keeps the newest of a piece of work in the place of the one before, unless it is larger than 16 MB. Those that are a
   * week older are forgotten: nobody has gone on with them.
   * @param at in ms since 1970
   */
  put(id: string, checkpoint: Checkpoint, at: number): Promise<void>;
  get(id: string): Promise<Checkpoint | undefined>;
  drop(id: string): Promise<void>;
}
