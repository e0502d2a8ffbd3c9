/** Names that others have chosen, people's and files', as they may be shown. */

/** Longest name of a person that is shown, in code points: Slack allows 80, Discord 32. */
const LONGEST_NAME = 32;

/** Longest name of a file that is shown, in code points. */
const LONGEST_FILE_NAME = 60;

/** What is not seen, turns the line around, or stands for nothing: a name of it alone would be no name. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Marks above and below a letter, beyond the three that languages pile up: more would cover the lines around. */
const PILES = /(?<=\p{M}{3})\p{M}+/gu;

/**
 * The name on one line, harmless wherever it stands. It is not marked up: Markdown in it goes through `plain`.
 * @param longest in code points; no character, as people count them, is cut in two
 * @returns empty if nothing of it can be seen
 */
export function shownName(chosen: string, longest = LONGEST_NAME): string {
  const seen = chosen
    // A name of a megabyte is not looked at whole.
    .slice(0, 16 * longest)
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(PILES, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s\p{M}]+/u, '');
  return cutAt(seen, longest).trim();
}

/** As many whole characters as have so many code points. */
function cutAt(text: string, most: number): string {
  let cut = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    length += [...segment].length;
    if (length > most) break;
    cut += segment;
  }
  return cut;
}

/** The first of a person's names of which something can be seen; empty if there is none. */
export function firstShown(...names: readonly (string | null | undefined)[]): string {
  return names.map((name) => shownName(name ?? '')).find((name) => name !== '') ?? '';
}

/** The name of a file; `file` if nothing of it can be seen. */
export function shownFile(name: string): string {
  return shownName(name, LONGEST_FILE_NAME) || 'file';
}
