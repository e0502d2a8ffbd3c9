/** A bell: one waits, others ring. */
import type { Timer } from './timer.ts';

export type Bell = {
  /** Wakes the one who waits; a ring that nobody waits for is lost. */
  ring(): void;
  /** Resolves at the next ring, or after `ms`. */
  heard(ms?: number): Promise<void>;
};

export function createBell(timer: Timer): Bell {
  let wake = () => {};
  return {
    ring: () => wake(),
    heard: (ms) =>
      new Promise<void>((resolve) => {
        const callOff = ms === undefined ? undefined : timer.after(ms, () => wake());
        wake = () => {
          callOff?.();
          resolve();
        };
      }),
  };
}
