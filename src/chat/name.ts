/** Names that others have chosen, people's and files', as they may be shown. */

/** Longest name of a person that is shown, in code points: Slack allows 80, Discord 32. */
const LONGEST_NAME = 32;

/** Longest name of a file that is shown, in code points. */
const LONGEST_FILE_NAME = 60;

/** Control signs, unassigned ones, halves of pairs; all that is not seen (zero width) or turns the line around. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Spaces of any width, and the Braille pattern without dots. */
const SPACES = /[\s\u2800]+/gu;
/** Marks over and under one letter: no script needs more, and a pile of them covers the lines around it. */
const PILE = /(\p{M}{4})\p{M}+/gu;

/**
 * The name on one line, harmless wherever it stands. It is not marked up: Markdown in it goes through `plain`.
 * @param longest in code points
 * @returns empty if nothing of it can be seen
 */
export function shownName(chosen: string, longest = LONGEST_NAME): string {
  // A name of a megabyte is not normalised whole.
  const seen = chosen
    .slice(0, 8 * longest)
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(PILE, '$1')
    .replace(SPACES, ' ')
    .trim();
  return [...seen].slice(0, longest).join('').trim();
}

/** The first of a person's names of which something can be seen; empty if there is none. */
export function firstShown(...names: readonly (string | null | undefined)[]): string {
  return names.map((name) => shownName(name ?? '')).find((name) => name !== '') ?? '';
}

/** The name of a file; `file` if nothing of it can be seen. */
export function shownFile(name: string): string {
  return shownName(name, LONGEST_FILE_NAME) || 'file';
}
