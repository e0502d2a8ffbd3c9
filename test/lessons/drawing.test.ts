/** The pages as pictures: whole, sharp, small, nothing cut off, and no letter left to the fonts of the host. */
import { createCanvas, loadImage, type SKRSContext2D } from 'canvas';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../src/chat/locale.ts';
import { COURSE } from '../../src/lessons/course.ts';
import { paintPage } from '../../src/lessons/drawing/sheet.ts';
import { INK } from '../../src/lessons/formula/symbols.ts';
import { createTypesetter, type Typesetter } from '../../src/lessons/formula/typeset.ts';
import type { Page } from '../../src/lessons/page.ts';
import { FACES, facePath, loadFonts } from '../../src/plot/draw/fonts.ts';
import { COLOUR, rgb, SCALE, WIDTH } from '../../src/plot/style.ts';
import { lettersOf } from './cmap.ts';

type Drawn = {
  readonly bytes: Uint8Array;
  /** Everything that was written with the canvas's own fonts. */
  readonly written: string;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
};

let typesetter: Typesetter;
let letters: ReadonlySet<number>;
beforeAll(() => {
  loadFonts();
  typesetter = createTypesetter();
  letters = new Set(FACES.flatMap((face) => [...lettersOf(facePath(face))]));
});

/** Draws a page while listening to what is written. */
async function draw(page: Page, locale: Locale): Promise<Drawn> {
  const written: string[] = [];
  const context: SKRSContext2D = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d'));
  const { fillText } = context;
  context.fillText = function (this: SKRSContext2D, ...args) {
    written.push(args[0]);
    fillText.apply(this, args);
  };
  try {
    const bytes = await paintPage(page, locale, typesetter);
    const image = await loadImage(bytes);
    const { width, height } = image;
    const ctx = createCanvas(width, height).getContext('2d');
    ctx.drawImage(image, 0, 0);
    return {
      bytes,
      written: written.join(''),
      width,
      height,
      rgba: ctx.getImageData(0, 0, width, height).data,
    };
  } finally {
    context.fillText = fillText;
  }
}

const colourAt = ({ rgba, width }: Drawn, x: number, y: number): number => {
  const at = 4 * (y * width + x);
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
};

const hex = (colour: string): number => Number.parseInt(colour.slice(1), 16);

/** How many pixels of the frame, `edge` device pixels wide, are not paper. */
function stains(drawn: Drawn, edge: number): number {
  const { width, height } = drawn;
  let n = 0;
  for (let y = 0; y < height; y += 1) {
    const inner = y >= edge && y < height - edge;
    for (let x = 0; x < width; x += 1) {
      if (inner && x === edge) x = width - edge;
      if (colourAt(drawn, x, y) !== hex(COLOUR.paper)) n += 1;
    }
  }
  return n;
}

/** Share of pixels within a short distance of a colour. */
function share({ rgba }: Drawn, colour: string): number {
  const [r, g, b] = rgb(colour);
  let n = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    const off =
      Math.abs((rgba[i] ?? 0) - r) + Math.abs((rgba[i + 1] ?? 0) - g) + Math.abs((rgba[i + 2] ?? 0) - b);
    if (off < 24) n += 1;
  }
  return n / (rgba.length / 4);
}

describe.each(COURSE)('the picture of $id', (page) => {
  it.each(LOCALES)('is whole, sharp and small (%s)', async (locale) => {
    const drawn = await draw(page, locale);
    expect(drawn.width).toBe(WIDTH * SCALE);
    expect(drawn.height).toBeGreaterThan(300 * SCALE);
    expect(drawn.height).toBeLessThanOrEqual(600 * SCALE);
    expect(drawn.bytes.length).toBeLessThanOrEqual(200 * 1024);
    expect(stains(drawn, 16 * SCALE), 'nothing reaches the edge').toBe(0);
    expect(share(drawn, COLOUR.ink), 'something is drawn').toBeGreaterThan(0.004);
    const missing = [...drawn.written].filter(
      (sign) => sign !== ' ' && !letters.has(sign.codePointAt(0) ?? 0),
    );
    expect(missing, 'letters that no bundled font has').toEqual([]);
    expect(drawn.written).toContain(
      [...page.picture.finding[locale].replace(/[δ].*/u, '')].slice(0, 6).join(''),
    );
  });
});

describe('the fonts', () => {
  it('are read well enough to tell what they lack', () => {
    for (const sign of '重みδ∂W_in→≤') expect(letters.has(sign.codePointAt(0) ?? 0), sign).toBe(true);
    for (const sign of 'ᚠ🂡𓀀') expect(letters.has(sign.codePointAt(0) ?? 0), sign).toBe(false);
  });
});

describe('the colours', () => {
  it('are those of the three weights where these are drawn', async () => {
    const page = COURSE.find(({ id }) => id === 'weights');
    if (page === undefined) throw new Error('no page on weights');
    const drawn = await draw(page, 'en');
    for (const colour of [INK.input, INK.recurrent, INK.output]) {
      expect(share(drawn, colour), colour).toBeGreaterThan(0.0005);
    }
  });
});

describe('a picture that does not fit', () => {
  const page = COURSE.find(({ id }) => id === 'forward');
  const rows = page?.picture.rows ?? [];
  const row = rows[0];

  it('is refused rather than cut', async () => {
    if (page === undefined || row === undefined) throw new Error('no page on the forward pass');
    const high = { ...page, picture: { ...page.picture, rows: [...rows, ...rows, ...rows] } };
    await expect(paintPage(high, 'en', typesetter)).rejects.toThrow(/px high/);
    const wide = {
      ...page,
      picture: { ...page.picture, rows: [{ ...row, tex: row.tex.repeat(9), code: [] }] },
    };
    await expect(paintPage(wide, 'en', typesetter)).rejects.toThrow(/too wide/);
  });
});
