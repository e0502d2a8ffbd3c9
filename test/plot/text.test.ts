/** Typesetting, line breaks and the signs that fonts have. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf, legible } from '../../src/plot/coverage.ts';
import { coveredSigns, FACES, facePath } from '../../src/plot/draw/fonts.ts';
import { runsOf } from '../../src/plot/typeset.ts';
import { breakLine } from '../../src/plot/wrap.ts';

describe('a line of text', () => {
  it('sets formulas in italics, lowers and raises', () => {
    expect(runsOf('$W_{in} x^t$')).toEqual([
      { text: '𝑊', face: 'maths', shift: 'none' },
      { text: 'in', face: 'maths', shift: 'lowered' },
      { text: ' 𝑥', face: 'maths', shift: 'none' },
      { text: '𝑡', face: 'maths', shift: 'raised' },
    ]);
  });

  it('raises powers of ten outside of formulas, and sets Greek as mathematics', () => {
    expect(runsOf('ε = 3 × 10⁻⁴')).toEqual([
      { text: '𝜀', face: 'maths', shift: 'none' },
      { text: ' = 3 × 10', face: 'text', shift: 'none' },
      { text: '−4', face: 'text', shift: 'raised' },
    ]);
  });

  it('leaves out pictograms that no font has, and marks other unknown signs', () => {
    expect(legible('よし 👩‍🏫🇯🇵 Ωδ∂ 한', coveredSigns())).toBe('よし  Ωδ∂ ?');
  });
});

describe('fonts', () => {
  it.each(FACES.map((face) => face.file))('%s is there and holds signs', (file) => {
    const face = FACES.find((f) => f.file === file);
    if (face === undefined) throw new Error(file);
    expect(coverageOf(readFileSync(facePath(face))).size).toBeGreaterThan(50);
  });

  it('know which signs they have', () => {
    const has = (sign: string): boolean => coveredSigns().has(sign.codePointAt(0) ?? 0);
    for (const sign of 'Aaあ桁誤差δεσ∂Σ‖→−×≤≥≈≠∞✓○●□𝑊𝑥𝛿𝜕') expect(has(sign), sign).toBe(true);
    for (const sign of ['🎉', '한', 'ⴰ']) expect(has(sign), sign).toBe(false);
  });

  it('refuse bytes that are no font', () => {
    expect(() => coverageOf(Buffer.alloc(64))).toThrow(/WOFF/);
  });
});

describe('line breaks', () => {
  const letters = (line: string): number => [...line].length;

  it('keep words whole in English and kinsoku in Japanese', () => {
    expect(breakLine('one two three', 8, 3, letters)).toEqual(['one two', 'three']);
    expect(breakLine('桁上がり、とは', 4, 3, letters)).toEqual(['桁上が', 'り、とは']);
    expect(breakLine('あいう「えお」', 4, 3, letters)).toEqual(['あいう', '「えお」']);
  });

  it('cut what does not fit with an ellipsis', () => {
    expect(breakLine('one two three four', 8, 1, letters)).toEqual(['one two…']);
    expect(breakLine('incomprehensibilities', 8, 2, letters)).toEqual(['incompre', 'hensibi…']);
  });

  it('lose nothing and never exceed the width, whatever the text', () => {
    const words = fc.array(fc.stringMatching(/^[a-zあ-ん、。]{1,9}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 30 }), (parts, width) => {
        const text = parts.join(' ');
        const lines = breakLine(text, width, 99, letters);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(letters(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
