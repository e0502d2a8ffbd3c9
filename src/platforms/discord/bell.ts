/** A bell: one waits, others ring. */

export type Bell = {
  /** Wakes the one who waits; a ring that nobody waits for is lost. */
  ring(): void;
  /** Resolves at the next ring, or after `ms`. */
  heard(ms?: number): Promise<void>;
};

export function createBell(): Bell {
  let wake = () => {};
  return {
    ring: () => wake(),
    heard: (ms) =>
      new Promise<void>((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(() => wake(), ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
