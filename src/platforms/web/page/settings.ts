/** What this browser remembers about how its owner likes the page, and who sits at this window. */
import type { Locale } from '../../../chat/locale.ts';
import { type PageWords, WORDS } from './words.ts';

export type Theme = 'light' | 'dark';

const LOCALE = 'carrybot.locale';
const THEME = 'carrybot.theme';
const AUTHOR = 'carrybot.author';
const SEATS = 9;

/** The chosen language, else the system's. */
export function locale(): Locale {
  const chosen = read(LOCALE);
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return /^ja\b/i.test(navigator.language) ? 'ja' : 'en';
}

/** The page's own words in the language of now. */
export function words(): PageWords {
  return WORDS[locale()];
}

export function choose(next: Locale): void {
  write(LOCALE, next);
  document.documentElement.lang = next;
}

/** What is seen: the chosen theme, else the system's. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : systemTheme();
}

export function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Back to the system's theme means following it again. */
export function setTheme(next: Theme): void {
  if (next === systemTheme()) {
    localStorage.removeItem(THEME);
    delete document.documentElement.dataset['theme'];
  } else {
    write(THEME, next);
    document.documentElement.dataset['theme'] = next;
  }
}

/** Which of this browser's users sits here, 1…9: `?as=2`. */
export function seat(): number {
  const asked = Number(new URLSearchParams(location.search).get('as') ?? 1);
  return Number.isInteger(asked) && asked >= 1 && asked <= SEATS ? asked : 1;
}

/** The name that was chosen for a seat; empty: a guest. */
export function nameOf(own: number): string {
  return read(`carrybot.name.${own}`) ?? '';
}

export function rename(own: number, name: string): void {
  write(`carrybot.name.${own}`, name.trim());
}

/** Seats that were named, and the next free one. */
export function knownSeats(): readonly number[] {
  const all = Array.from({ length: SEATS }, (_, index) => index + 1);
  const named = all.filter((each) => nameOf(each) !== '');
  const free = all.find((each) => each !== seat() && nameOf(each) === '');
  return [...named, ...(free === undefined ? [] : [free])].filter((each) => each !== seat());
}

/** Whether previews for other platforms are offered. */
export function isAuthor(): boolean {
  return read(AUTHOR) === 'yes';
}

export function setAuthor(wish: 'yes' | 'no'): void {
  write(AUTHOR, wish);
}

/** Lines that this window's user keeps: sent lines, things tried. */
export function kept(what: 'lines' | 'tried'): readonly string[] {
  return (read(`carrybot.${what}.${seat()}`) ?? '').split('\n').filter((each) => each !== '');
}

export function keep(what: 'lines' | 'tried', texts: readonly string[]): void {
  write(`carrybot.${what}.${seat()}`, texts.join('\n'));
}

function read(key: string): string | null {
  return localStorage.getItem(key);
}

function write(key: string, value: string): void {
  localStorage.setItem(key, value);
}
