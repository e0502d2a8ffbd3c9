/** TeX to SVG: every formula of the course is set, from outlines alone, and a wrong one is refused. */
import { beforeAll, describe, expect, it } from 'vitest';
import { COURSE } from '../../src/lessons/course.ts';
import type { Diagram, Label } from '../../src/lessons/diagram.ts';
import { codeTex } from '../../src/lessons/formula/code.ts';
import { INK } from '../../src/lessons/formula/symbols.ts';
import { createTypesetter, type Typesetter } from '../../src/lessons/formula/typeset.ts';
import type { Page } from '../../src/lessons/page.ts';

let typesetter: Typesetter;
beforeAll(() => {
  typesetter = createTypesetter();
});

function labels(diagram: Diagram): readonly Label[] {
  if (diagram.kind !== 'charts') return [];
  return diagram.panels.flatMap(({ title, x, y, curves }) => [
    title,
    x.label,
    y.label,
    ...curves.map((curve) => curve.label),
  ]);
}

function texOf({ picture }: Page): readonly string[] {
  const named = labels(picture.diagram).flatMap((label) => (label.kind === 'tex' ? [label.tex] : []));
  return [...named, ...picture.rows.flatMap(({ tex, code }) => [tex, ...code.map(codeTex)])];
}

const bytes = (svg: string): string => svg.replace(/data-[\w-]+="[^"]*"/g, '');

describe.each(COURSE)('the formulas of $id', (page) => {
  it('are set without an error, as outlines, with a size', async () => {
    for (const tex of texOf(page)) {
      const { svg, width, ascent, descent } = await typesetter.set(tex, 'display');
      expect(svg).not.toMatch(/merror|<text|<image|href|url\(/);
      expect(svg).toContain('<path');
      expect(width).toBeGreaterThan(0.3);
      expect(ascent + descent).toBeGreaterThan(0.3);
      expect(ascent + descent).toBeLessThan(4.5);
    }
  });
});

describe('the typesetter', () => {
  it('refuses TeX that it does not know, naming it', async () => {
    await expect(typesetter.set('\\frobnicate{x}', 'display')).rejects.toThrow(/Undefined control sequence/);
    await expect(typesetter.set('\\frac{1}{', 'display')).rejects.toThrow(/TeX cannot be set/);
  });

  it('refuses a letter that has no outline, so that none depends on the fonts of the host', async () => {
    await expect(typesetter.set('\\text{重み}', 'display')).rejects.toThrow(/without outline/);
  });

  it('sets a weight in its colour in formulas and in code', async () => {
    const formula = await typesetter.set('\\Win x', 'inline');
    const code = await typesetter.set(codeTex('W_in_grad += 1'), 'inline');
    for (const { svg } of [formula, code]) expect(svg.toLowerCase()).toContain(INK.input);
    const other = await typesetter.set(codeTex('W_index += 1'), 'inline');
    expect(other.svg.toLowerCase()).not.toContain(INK.input);
  });

  it('keeps every space of a line of code', async () => {
    const [one, four] = await Promise.all(
      ['a b', 'a    b'].map((line) => typesetter.set(codeTex(line), 'inline')),
    );
    expect((four?.width ?? 0) - (one?.width ?? 0)).toBeCloseTo(3 * 0.525, 2);
  });

  it('sets display larger than inline, and the same formula the same twice', async () => {
    const sum = '\\sum_{t=1}^{T} x^t';
    const [display, inline, again] = [
      await typesetter.set(sum, 'display'),
      await typesetter.set(sum, 'inline'),
      await typesetter.set(sum, 'display'),
    ];
    expect(display.ascent + display.descent).toBeGreaterThan(1.5 * (inline.ascent + inline.descent));
    expect(bytes(again.svg)).toBe(bytes(display.svg));
  });
});

describe('code as TeX', () => {
  it('refuses signs that TeX would read otherwise', () => {
    for (const line of ['a $ b', 'a % b', '{a}', 'a \\ b', 'a & b', '変数']) {
      expect(() => codeTex(line), line).toThrow(/otherwise/);
    }
  });
});
