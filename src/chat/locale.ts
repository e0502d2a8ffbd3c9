/** The two languages, and a text written in both. */

export const LOCALES = ['en', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];

/** One text, written natively in each language. */
export type Words = Readonly<Record<Locale, string>>;

/** The language for a platform's tag such as `ja`, `ja-JP` or `en-US`; English for all that is not Japanese. */
export function localeOf(tag: string | undefined): Locale {
  return tag !== undefined && /^ja\b/i.test(tag) ? 'ja' : 'en';
}
