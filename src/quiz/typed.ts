/**
 * Text as someone typed it: options, steps, units, the cells of a spreadsheet. Only `code` in backticks is marked up
 * in it; every other sign is what it is, so that `1 - t ** 2` is no `1 - t  2`.
 */

/** Code on one line, with its backticks. */
const CODE = /(`[^`\n]+`)/;

/** The Markdown of replies (`chat/reply.ts`) that shows a typed text sign for sign. */
export function markdownOf(typed: string): string {
  return typed
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join('');
}

/** A typed text where nothing is marked up: on buttons and in pictures. */
export function labelOf(typed: string): string {
  return typed
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part.slice(1, -1) : part))
    .join('');
}

/** What the eye sees of a label: neither capitals, width of signs, spaces nor what has no width. */
export function looksOf(typed: string): string {
  return labelOf(typed)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\s]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** The signs that the Markdown of replies reads, anywhere and at the start of a line. */
function escaped(text: string): string {
  return text.replace(/[\\`*]/g, '\\$&').replace(/^(?=[->] )/gm, '\\');
}
