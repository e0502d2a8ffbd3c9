/** The name by which others know a user: what was chosen, made harmless, or a guest's. */
import type { Locale, Words } from '../../chat/locale.ts';
import { NAME_LENGTH } from './limits.ts';

const GUEST: Words = { en: 'Guest', ja: 'ゲスト' };

/** What is not seen, turns the line around, or stands for nothing: a name of it alone would be no name. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Marks above and below a letter, beyond the three that languages pile up: more would cover the lines around. */
const PILES = /(?<=\p{M}{3})\p{M}+/gu;

/** At most 32 characters on one line that all see as a name; none is cut in two. */
export function nameOf(chosen: string, userId: string, locale: Locale): string {
  const name = chosen
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(PILES, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s\p{M}]+/u, '');
  const cut = cutAt(name, NAME_LENGTH).trim();
  return cut === '' ? `${GUEST[locale]} ${signOf(userId)}` : cut;
}

/** As many whole characters, as people count them, as have so many code points. */
function cutAt(text: string, most: number): string {
  let cut = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if ([...cut, ...segment].length > most) break;
    cut += segment;
  }
  return cut;
}

/** Two signs that tell guests apart. */
export function signOf(userId: string): string {
  return userId.replace(/[-_]/g, '').slice(0, 2).toUpperCase();
}
