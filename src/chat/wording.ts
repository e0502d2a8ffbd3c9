/** Turns of phrase that error messages share. */
import { distance, closest as nearest } from 'fastest-levenshtein';

/** Foreign text as inline code, shortened to 60 characters; backticks cannot break out of it. */
export function code(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return `\`${short.replace(/[`\n\r]/g, ' ')}\``;
}

/** The name that `word` was probably meant to be: at most two edits away and fewer than its length. */
export function closest(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || word.length > 40) return undefined;
  const best = nearest(word, names);
  return distance(word, best) <= Math.min(2, best.length - 1) ? best : undefined;
}

/** A number for reading: 1,000,000; small ones without exponent. */
export function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
