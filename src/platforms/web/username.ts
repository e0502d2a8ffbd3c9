/** The name by which others know a user: what was chosen, made harmless, or a guest's. */
import type { Locale, Words } from '../../chat/locale.ts';
import { shownName } from '../../chat/name.ts';
import { NAME_LENGTH } from './limits.ts';

const GUEST: Words = { en: 'Guest', ja: 'ゲスト' };

/** At most 32 characters on one line that all see as a name; none is cut in two. */
export function nameOf(chosen: string, userId: string, locale: Locale): string {
  return shownName(chosen, NAME_LENGTH) || `${GUEST[locale]} ${signOf(userId)}`;
}

/** Two signs that tell guests apart. */
export function signOf(userId: string): string {
  return userId.replace(/[-_]/g, '').slice(0, 2).toUpperCase();
}
