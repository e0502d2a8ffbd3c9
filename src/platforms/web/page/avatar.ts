/** Faces: the bot's mark, and a user's first letter on a colour that the name decides. */
import { h, svg } from './element.ts';

/** The mark: a one, carried over to the next column. */
export function markOf(): HTMLElement {
  return h(
    'span',
    { class: 'avatar mark', 'aria-hidden': 'true' },
    svg(
      'svg',
      { viewBox: '0 0 32 32' },
      svg('path', { class: 'arc', d: 'M24 11c-1-5-8-6.500-12-2.500' }),
      svg('path', { class: 'arc', d: 'M13.800 4.600 11.500 9l4.900.6' }),
      svg('path', { class: 'one', d: 'M17.500 17.500 21 15v11' }),
      svg('path', { class: 'dot', d: 'M8.500 15.500h5v10h-5z' }),
    ),
  );
}

/** The hues are the style sheet's: each is legible on both themes. */
const HUES = 6;

export function avatarOf(name: string): HTMLElement {
  const [letter = '?'] = [...name];
  let sum = 0;
  for (const each of name) sum = (sum * 31 + (each.codePointAt(0) ?? 0)) % 9973;
  // As an attribute: the letter is a picture, and no part of what is said beside it.
  return h('span', {
    class: `avatar hue-${sum % HUES}`,
    'aria-hidden': 'true',
    'data-letter': letter.toUpperCase(),
  });
}
