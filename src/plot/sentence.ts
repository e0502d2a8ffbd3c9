/** Sentences put together for alt texts. */
import type { Locale } from '../chat/locale.ts';

/** The text as a sentence: with a full stop unless it ends in a mark of its own, and in English a space after it. */
export function sentence(text: string, locale: Locale): string {
  const ended = /[.?!。？！…]$/.test(text);
  return { en: ended ? `${text} ` : `${text}. `, ja: ended ? text : `${text}。` }[locale];
}
