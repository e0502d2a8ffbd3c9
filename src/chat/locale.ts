/** The two languages, and a text written in both. */

export const LOCALES = ['en', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];

/** One text, written natively in each language. */
export type Words = Readonly<Record<Locale, string>>;

/**
 * The language for a tag of a platform, such as `ja`, `ja-JP` or `en-US`, or of a system, such as `ja_JP.UTF-8`,
 * `japanese` or `C`; English for all that is not Japanese.
 */
export function localeOf(tag: string | undefined): Locale {
  return tag !== undefined && /^ja(panese)?(?![a-z\d])/i.test(tag) ? 'ja' : 'en';
}
