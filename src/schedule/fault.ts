/** Why a schedule cannot be followed: ever, until somebody changes something, or for the moment. */
import type { Words } from '../chat/locale.ts';

/** A schedule cannot be followed until somebody changes something: its topic is gone, its settings are out of range. */
export class Unfollowable extends Error {
  readonly words: Words;
  constructor(words: Words) {
    super(words.en);
    this.name = 'Unfollowable';
    this.words = words;
  }
}

/**
 * Nothing was posted, and it is no fault: there is no room now, or the program ends. The schedule is put back as it
 * was, and comes again with the next tick, within its grace.
 */
export class NotNow extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotNow';
  }
}
