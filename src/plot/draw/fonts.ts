/** The fonts of the pictures, from the packages: Noto Sans JP for text, New Computer Modern for mathematics. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GlobalFonts } from 'canvas';
import { coverageOf } from '../coverage.ts';

type Face = { readonly family: string; readonly file: string };

/**
 * The `japanese` files hold Latin and 6,400 kanji but few signs; those are in small numbered files: 58 ≤ ≥ ≈ ≠,
 * 59 ‖, 60 ✓, 73 ∞, 80 □, 94 ←, 98 ○, 102 ●, 105 ■, 107 →.
 */
const SIGN_FILES = [58, 59, 60, 73, 80, 94, 98, 102, 105, 107] as const;
const WEIGHTS = [400, 700] as const;

function noto(part: string | number, weight: number): string {
  return `@fontsource/noto-sans-jp/files/noto-sans-jp-${part}-${weight}-normal.woff2`;
}

/** Upright and italic Latin and Greek letters, and operators, as in the typeset formulas. */
const MATHS: Face = {
  family: 'Carrybot Maths',
  file: '@mathjax/mathjax-newcm-font/chtml/woff2/mjx-ncm-n.woff2',
};

/** Every face, in the order in which a missing sign is looked for. */
export const FACES: readonly Face[] = [
  ...WEIGHTS.map((weight) => ({ family: 'Carrybot Text', file: noto('japanese', weight) })),
  ...SIGN_FILES.flatMap((part) =>
    WEIGHTS.map((weight) => ({ family: `Carrybot Signs ${part}`, file: noto(part, weight) })),
  ),
  MATHS,
];

/** Path of a face's file. */
export function facePath(face: Face): string {
  return fileURLToPath(import.meta.resolve(face.file));
}

const FAMILIES = [...new Set(FACES.map((face) => face.family))].map((family) => `"${family}"`).join(', ');

/** CSS font family lists: text with all signs behind it, and mathematics. */
export const TEXT_FAMILY = FAMILIES;
export const MATHS_FAMILY = `"${MATHS.family}", ${FAMILIES}`;

let signs: Set<number> | undefined;

/** Every sign that can be set; read from the font files at the first call. */
export function coveredSigns(): ReadonlySet<number> {
  if (signs === undefined) {
    signs = new Set();
    for (const face of FACES) {
      // The bold faces have the same signs.
      if (face.file.includes('-700-')) continue;
      for (const code of coverageOf(readFileSync(facePath(face)))) signs.add(code);
    }
  }
  return signs;
}

/**
 * Registers the fonts once a process (the register is shared by all threads).
 * Throws an Error naming the file that cannot be read.
 */
export function loadFonts(): void {
  if (GlobalFonts.has(MATHS.family)) return;
  for (const face of FACES) {
    const path = facePath(face);
    if (GlobalFonts.register(readFileSync(path), face.family) === null) {
      throw new Error(`font ${face.file} cannot be read`);
    }
  }
}
