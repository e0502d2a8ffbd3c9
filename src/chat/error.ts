/** What is no bug, apart from bugs: it carries the sentence that says what to do. */
import type { Words } from './locale.ts';

/** Thrown for bad input. The caller alone sees `words`; nothing was changed. */
export class UserError extends Error {
  readonly words: Words;
  constructor(words: Words) {
    super(words.en);
    this.name = 'UserError';
    this.words = words;
  }
}

/** A message could not be posted or edited where it should be. `words` says what to do about it. */
export class PlaceError extends Error {
  readonly reason: 'gone' | 'forbidden';
  /** The platform's names of the permissions that are missing, where it tells them. */
  readonly missing: readonly string[];
  readonly words: Words;
  constructor(reason: PlaceError['reason'], missing: readonly string[], words: Words) {
    super(words.en);
    this.name = 'PlaceError';
    this.reason = reason;
    this.missing = missing;
    this.words = words;
  }
}
