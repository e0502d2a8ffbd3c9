/** The line of a terminal that tells how far an answer is; it is written over, not added to. */
import type { Writable } from 'node:stream';

export type Status = {
  /** Shows one line, cut to the width of the terminal. */
  show(text: string): void;
  clear(): void;
};

/** To the beginning of the line, and nothing after it: ECMA-48 EL. */
const ERASE = '\r\u001b[K';

/** @param output a terminal; one that does not say how wide it is has 80 columns. */
export function createStatus(output: Writable & { readonly columns?: number }): Status {
  let shown = false;
  return {
    show(text) {
      output.write(`${ERASE}${fitting(text, (output.columns || 80) - 1)}`);
      shown = true;
    },
    clear() {
      if (shown) output.write(ERASE);
      shown = false;
    },
  };
}

/** Signs of East Asian scripts and pictures take two columns: Unicode Standard Annex 11. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function fitting(text: string, columns: number): string {
  let left = columns;
  let kept = '';
  for (const sign of text) {
    left -= WIDE.test(sign) ? 2 : 1;
    if (left < 0) return kept;
    kept += sign;
  }
  return kept;
}
