/** How long a job is expected to take. What is obviously long begins behind what may be short; the rest shows. */
export type Length = 'short' | 'long';

/** Multiplications; 1–2e9 of them take a second. */
const LONG = 3e9;

/** @param size multiplications that are expected; a job that does not say is taken for a short one */
export function lengthOf(size = 0): Length {
  return size > LONG ? 'long' : 'short';
}
