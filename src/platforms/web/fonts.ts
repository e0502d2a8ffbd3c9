/**
 * Japanese letters for the page: the system's own where it has them, else slices of Noto Sans JP. They come first
 * in the list of fonts and cover no Latin, so Latin stays the system's. (Placed last, they would be what Chromium
 * does not draw anew when a slice arrives.)
 */

/** Full names of Japanese fonts of macOS, Windows and Linux, by weight. */
const LOCAL: Readonly<Record<string, readonly string[]>> = {
  400: [
    'Hiragino Sans W3',
    'HiraginoSans-W3',
    'Yu Gothic UI Regular',
    'Meiryo',
    'Noto Sans CJK JP Regular',
    'NotoSansCJKjp-Regular',
  ],
  700: [
    'Hiragino Sans W6',
    'HiraginoSans-W6',
    'Yu Gothic UI Bold',
    'Meiryo Bold',
    'Noto Sans CJK JP Bold',
    'NotoSansCJKjp-Bold',
  ],
};
/** Signs from here on, such as superscripts, arrows, mathematics, kana and kanji; all before is the Latin font's. */
const FIRST = 0x2070;

/** The `@font-face` rules of one weight of the package's style sheet, made into those of the family `Carrybot Japanese`. */
export function japaneseFaces(css: string, weight: 400 | 700): string {
  const local = (LOCAL[weight] ?? []).map((name) => `local("${name}")`).join(', ');
  const faces: string[] = [];
  for (const [, file, range] of css.matchAll(
    /url\(\.\/(files\/noto-sans-jp-\d+-[\w-]+\.woff2)\)[^}]*?unicode-range:\s*([^;}]+)/g,
  )) {
    const covered = (range ?? '')
      .split(',')
      .filter((part) => Number.parseInt(part.trim().slice(2), 16) >= FIRST);
    if (covered.length === 0) continue;
    faces.push(
      `@font-face { font-family: "Carrybot Japanese"; font-weight: ${weight}; font-display: swap; ` +
        `src: ${local}, url("/fonts/${file}") format("woff2"); unicode-range: ${covered.join(', ')}; }`,
    );
  }
  return faces.join('\n');
}
