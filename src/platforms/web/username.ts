/** The name by which others know a user: what was chosen, made harmless, or a guest's. */
import type { Locale, Words } from '../../chat/locale.ts';
import { NAME_LENGTH } from './limits.ts';

const GUEST: Words = { en: 'Guest', ja: 'ゲスト' };

/** At most 32 characters on one line, without signs that are not seen or turn the line around. */
export function nameOf(chosen: string, userId: string, locale: Locale): string {
  const name = chosen
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return name === '' ? `${GUEST[locale]} ${signOf(userId)}` : [...name].slice(0, NAME_LENGTH).join('').trim();
}

/** Two signs that tell guests apart. */
export function signOf(userId: string): string {
  return userId.replace(/[-_]/g, '').slice(0, 2).toUpperCase();
}
