/** A user's mistake, apart from bugs: it carries the sentence that says what to do. */
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
