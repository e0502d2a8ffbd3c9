/**
 * Letters that a bare machine lacks. Japanese ones in slices of Noto Sans JP, of which a browser fetches those that a
 * text needs; DejaVu Sans Mono for code, and for the superscripts and crosses that neither Latin nor Japanese fonts
 * have. They come first in the list of fonts and cover no Latin, so Latin stays the system's. (Placed last, they are
 * what Chromium does not draw anew when a slice arrives; and asking for local fonts first costs it 20 ms a name and
 * slice.)
 */

/** Phonetic and other superscripts and subscripts (ᵗ, ᵀ, ⁻, ₜ), ‖, ≔, ⋅, ✕, ✗. */
const SIGNS = 'U+1D2C-1D6A, U+2016, U+2071, U+207A-207F, U+208A-209C, U+2254, U+22C5, U+2715-2718';

/** The `@font-face` rules of DejaVu Sans Mono in one weight, which is one file. */
export function monoFaces(weight: 400 | 700): string {
  const face = (family: string, range: string) =>
    `@font-face { font-family: "${family}"; font-weight: ${weight}; font-display: swap; ` +
    `src: url("/fonts/files/dejavu-mono-latin-${weight}-normal.woff2") format("woff2"); unicode-range: ${range}; }`;
  return `${face('Carrybot Japanese', SIGNS)}\n${face('Carrybot Mono', 'U+0-2FFF')}`;
}

/** Signs from here on, such as superscripts, arrows, mathematics, kana and kanji; all before is the Latin font's. */
const FIRST = 0x2070;

/** The `@font-face` rules of one weight of the package's style sheet, made into those of the family `Carrybot Japanese`. */
export function japaneseFaces(css: string, weight: 400 | 700): string {
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
        `src: url("/fonts/${file}") format("woff2"); unicode-range: ${covered.join(', ')}; }`,
    );
  }
  return faces.join('\n');
}
