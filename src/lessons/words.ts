/** A page in words: what is posted as text, and what the picture's alt text says. Pure. */
import type { Locale, Words } from '../chat/locale.ts';
import type { Page } from './page.ts';

const TRY: Words = { ja: '試す', en: 'Try' };
const IN_CODE: Words = { ja: 'コードでは ', en: ' In code: ' };

/** The text of page `index` (0…count − 1): title, body, code to copy, experiment. At most 1,500 characters. */
export function textOf(page: Page, locale: Locale, index: number, count: number): string {
  const { experiment, picture } = page;
  const code = picture.listing === 'in text' ? picture.rows.flatMap((row) => row.code) : [];
  return [
    `**${page.title[locale]}** (${index + 1}/${count})`,
    page.text[locale],
    ...(code.length === 0 ? [] : [['```', ...code, '```'].join('\n')]),
    `${TRY[locale]}: \`${experiment.command}\` — ${experiment.look[locale]}`,
  ].join('\n\n');
}

/** The picture in words: its finding, what is drawn, each formula read aloud and its code. At most 1,000 characters. */
export function altOf({ picture }: Page, locale: Locale): string {
  const { finding, seen, rows } = picture;
  const stop = locale === 'ja' ? '。' : '.';
  const formulas = rows.map(({ say, code }) => {
    return code.length === 0 ? say[locale] : `${say[locale]}${IN_CODE[locale]}${code.join('; ')}${stop}`;
  });
  return [`${finding[locale]}${/[?？]$/.test(finding[locale]) ? '' : stop}`, seen[locale], ...formulas]
    .filter((part) => part !== '')
    .join(locale === 'ja' ? '' : ' ');
}
