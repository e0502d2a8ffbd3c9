/** A formula that cannot be read: thrown inside `formula/`, turned into a reason at its door. */
import type { Words } from '../../chat/locale.ts';

export class FormulaFault extends Error {
  readonly code: string;
  readonly words: Words;
  constructor(code: string, words: Words) {
    super(words.en);
    this.name = 'FormulaFault';
    this.code = code;
    this.words = words;
  }
}

/** Foreign text in a sentence: short, and as code so that no sign of it is read as markup. */
export function quoted(text: string): string {
  const short = text.length > 24 ? `${text.slice(0, 23)}…` : text;
  return `\`${short.replace(/[`\s]+/g, ' ').trim()}\``;
}
