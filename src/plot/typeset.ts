/** A line of text taken apart for setting: plain text, mathematics between `$` signs, raised and lowered signs. */

export type Run = {
  readonly text: string;
  readonly face: 'text' | 'maths';
  readonly shift: 'none' | 'raised' | 'lowered';
};

const RAISED: Readonly<Record<string, string>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  '⁻': '−',
  '⁺': '+',
  ᵗ: '𝑡',
};
const LOWERED: Readonly<Record<string, string>> = {
  '₀': '0',
  '₁': '1',
  '₂': '2',
  '₃': '3',
  '₄': '4',
  '₅': '5',
  '₆': '6',
  '₇': '7',
  '₈': '8',
  '₉': '9',
};

/** Italic mathematical letter for an ordinary one (Unicode's Mathematical Alphanumeric Symbols); h is ℎ. */
function italic(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const from = (first: string, base: number): string =>
    String.fromCodePoint(base + code - (first.codePointAt(0) ?? 0));
  if (sign === 'h') return 'ℎ';
  if (sign === '∂') return '𝜕';
  if (/[A-Z]/.test(sign)) return from('A', 0x1d434);
  if (/[a-z]/.test(sign)) return from('a', 0x1d44e);
  if (/[α-ω]/.test(sign)) return from('α', 0x1d6fc);
  return sign;
}

/** Runs of a formula: `_x`, `_{…}` lowered (upright when several letters), `^…` raised. */
function mathsRuns(source: string): Run[] {
  const runs: Run[] = [];
  const pattern = /([_^])(?:\{([^}]*)\}|(.))|([^_^]+)/gu;
  for (const [, mark, group, single, plain] of source.matchAll(pattern)) {
    if (plain !== undefined) {
      runs.push({ text: [...plain].map(italic).join(''), face: 'maths', shift: 'none' });
      continue;
    }
    const inner = group ?? single ?? '';
    const text = /^[a-z]{2,}$/.test(inner) ? inner : [...inner].map(italic).join('');
    runs.push({ text, face: 'maths', shift: mark === '^' ? 'raised' : 'lowered' });
  }
  return runs;
}

function textRuns(source: string): Run[] {
  const runs: Run[] = [];
  for (const sign of source) {
    const shift = sign in RAISED ? 'raised' : sign in LOWERED ? 'lowered' : 'none';
    const text = RAISED[sign] ?? LOWERED[sign] ?? sign;
    const face = /[Ͱ-Ͽ∂Σ‖⊙𝑡]/u.test(text) ? 'maths' : 'text';
    const set = face === 'maths' ? italic(text) : text;
    const last = runs.at(-1);
    if (last?.face === face && last.shift === shift) {
      runs[runs.length - 1] = { ...last, text: last.text + set };
    } else {
      runs.push({ text: set, face, shift });
    }
  }
  return runs;
}

/**
 * Runs of a line. `$W_{in} x^t$` is mathematics: italic letters, `_` lowers and `^` raises what follows (one sign
 * or a group in braces). Outside of it superscript and subscript signs and Greek letters are set the same way.
 */
export function runsOf(line: string): Run[] {
  return line.split('$').flatMap((part, i) => (i % 2 === 1 ? mathsRuns(part) : textRuns(part)));
}
