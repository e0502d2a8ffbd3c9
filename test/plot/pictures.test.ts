/** Every picture in both languages: size, weight, margins, text that fits, and no sign without a glyph. */
import { createCanvas } from 'canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/chat/locale.ts';
import { altOf } from '../../src/plot/alt.ts';
import { coveredSigns } from '../../src/plot/draw/fonts.ts';
import { paint, prepare } from '../../src/plot/draw/paint.ts';
import type { PictureSpec } from '../../src/plot/spec.ts';
import { COLOUR, rgb, SCALE, WIDTH } from '../../src/plot/style.ts';
import { whole } from '../../src/rnn/portions.ts';
import { type Decoded, decode, inkIn, pixelAt } from './decode.ts';
import { specs } from './specs.ts';

/** A piece of text as it was put on the canvas, device pixels. */
type Drawn = {
  text: string;
  font: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  turned: boolean;
};

const context = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d'));
const fillText = context.fillText;
let drawn: Drawn[] = [];

beforeAll(() => {
  prepare();
  context.fillText = function noting(this: CanvasText, text: string, x: number, y: number) {
    const { a, b, e, f } = this.getTransform();
    const size = this.measureText(text);
    drawn.push({
      text,
      font: this.font,
      turned: b !== 0,
      left: (x - size.actualBoundingBoxLeft) * a + e,
      right: (x + size.actualBoundingBoxRight) * a + e,
      top: (y - size.actualBoundingBoxAscent) * a + f,
      bottom: (y + size.actualBoundingBoxDescent) * a + f,
    });
    return fillText.call(this, text, x, y);
  };
});
afterAll(() => {
  context.fillText = fillText;
});

type CanvasText = {
  font: string;
  getTransform(): { a: number; b: number; e: number; f: number };
  measureText(text: string): {
    actualBoundingBoxLeft: number;
    actualBoundingBoxRight: number;
    actualBoundingBoxAscent: number;
    actualBoundingBoxDescent: number;
  };
};

/** A slanted letter leans a few pixels over the sign behind it; more than that is a clash. */
const LEAN = 9;

function overlap(a: Drawn, b: Drawn): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > LEAN && height > 2;
}

/** A chip's words are drawn twice, to measure and on the chip. */
function same(a: Drawn, b: Drawn): boolean {
  return a.text === b.text && Math.abs(a.left - b.left) < 1 && Math.abs(a.top - b.top) < 1;
}

type Painted = { bytes: Uint8Array; words: Drawn[]; picture: Decoded };

describe.each(LOCALES)('pictures in %s', (locale) => {
  const all = Object.entries(specs(locale));
  const painted = new Map<string, Promise<Painted>>();

  /** Each picture is painted once; the tests look at it from different sides. */
  function look(name: string, spec: PictureSpec): Promise<Painted> {
    const known = painted.get(name);
    if (known !== undefined) return known;
    drawn = [];
    const bytes = whole(paint(spec));
    const words = drawn;
    const fresh = decode(bytes).then((picture) => ({ bytes, words, picture }));
    painted.set(name, fresh);
    return fresh;
  }

  it.each(all)('%s is a PNG of two device pixels a CSS pixel, at most 200 KB', async (name, spec) => {
    const { bytes, picture } = await look(name, spec);
    expect(bytes.length).toBeLessThanOrEqual(200_000);
    expect(picture.width).toBe(WIDTH * SCALE);
    expect(picture.height).toBeGreaterThanOrEqual(240 * SCALE);
  });

  it.each(all)('%s keeps its margins clear, and has ink in the heading and below', async (name, spec) => {
    const { picture } = await look(name, spec);
    const { width, height } = picture;
    const edge = 12;
    expect(pixelAt(picture, 3, 3)).toEqual([...rgb(COLOUR.paper)]);
    for (const [x, y, w, h] of [
      [0, 0, width, edge],
      [0, height - edge, width, edge],
      [0, 0, edge, height],
      [width - edge, 0, edge, height],
    ] as const) {
      expect(inkIn(picture, x, y, w, h)).toBe(0);
    }
    expect(inkIn(picture, 56, 30, 500, 60)).toBeGreaterThan(300);
    expect(inkIn(picture, 56, 180, width - 112, height - 240)).toBeGreaterThan(2000);
  });

  it.each(all)('%s sets every sign with a glyph of its own fonts', async (name, spec) => {
    const { words } = await look(name, spec);
    expect(words.length).toBeGreaterThan(1);
    const missing = new Set(
      words.flatMap(({ text }) => [...text].filter((sign) => !coveredSigns().has(sign.codePointAt(0) ?? 0))),
    );
    expect([...missing]).toEqual([]);
    for (const { font } of words) expect(font).toMatch(/Carrybot/);
  });

  it.each(all)('%s keeps all words on the sheet and apart from each other', async (name, spec) => {
    const { words, picture } = await look(name, spec);
    const upright = words.filter(({ turned, text }) => !turned && text.trim() !== '');
    for (const word of upright) {
      expect.soft(word.left, word.text).toBeGreaterThanOrEqual(0);
      expect.soft(word.right, word.text).toBeLessThanOrEqual(picture.width);
      expect.soft(word.bottom, word.text).toBeLessThanOrEqual(picture.height);
    }
    const clashes = upright.flatMap((a, i) =>
      upright.slice(i + 1).flatMap((b) => (overlap(a, b) && !same(a, b) ? [`${a.text} × ${b.text}`] : [])),
    );
    expect(clashes).toEqual([]);
  });

  it.each(all)('%s is told in words of its language', (_, spec) => {
    const alt = altOf(spec);
    expect(alt.length).toBeGreaterThan(20);
    expect(alt.length).toBeLessThanOrEqual(1000);
    expect(alt).not.toMatch(/\$|undefined|\[object/);
    expect(/[ぁ-んァ-ヶ]/.test(alt)).toBe(locale === 'ja');
    expect(/[.。…]$/.test(alt)).toBe(true);
  });
});

/** Pixels of exactly this colour. */
function pixelsOf({ rgba }: Decoded, colour: string): number {
  const [r, g, b] = rgb(colour);
  let n = 0;
  for (let i = 0; i < rgba.length; i += 4)
    if (rgba[i] === r && rgba[i + 1] === g && rgba[i + 2] === b) n += 1;
  return n;
}

describe('colours', () => {
  const seen = async (name: string): Promise<Decoded> => {
    const spec = specs('en')[name];
    if (spec === undefined) throw new Error(name);
    return decode(whole(paint(spec)));
  };

  it('show a solved run green, a diverged one red', async () => {
    const [solved, diverged] = [await seen('loss'), await seen('loss-diverged')];
    expect(pixelsOf(solved, COLOUR.green)).toBeGreaterThan(5000);
    expect(pixelsOf(solved, COLOUR.red)).toBe(0);
    expect(pixelsOf(diverged, COLOUR.red)).toBeGreaterThan(5000);
  });

  it('show wrong bits red and true carries purple', async () => {
    expect(pixelsOf(await seen('sum'), COLOUR.red)).toBe(0);
    expect(pixelsOf(await seen('sum'), COLOUR.purple)).toBeGreaterThan(500);
    expect(pixelsOf(await seen('sum-wrong'), COLOUR.red)).toBeGreaterThan(1000);
  });

  it('show the right option green', async () => {
    expect(pixelsOf(await seen('distribution'), COLOUR.green)).toBeGreaterThan(5000);
  });

  it('show the corners of an error map where they belong', async () => {
    const picture = await seen('error-map-four');
    // The four maps have wrong sums where (128a + b) is a multiple of 7: red one in seven.
    const share = pixelsOf(picture, COLOUR.red) / (4 * 320 * 320);
    expect(share).toBeGreaterThan(1 / 7 - 0.02);
    expect(share).toBeLessThan(1 / 7 + 0.02);
  });
});
