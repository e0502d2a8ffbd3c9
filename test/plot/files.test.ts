/** The files: palette, PNG and GIF, checked with other decoders. */
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGif, type Gif, type GifFrame } from '../../src/plot/gif.ts';
import { encodePng } from '../../src/plot/png.ts';
import { type Pixels, paletteOf, quantise } from '../../src/plot/quantise.ts';
import { whole } from '../../src/rnn/portions.ts';
import { decode } from './decode.ts';
import { readGif } from './read-gif.ts';

const wholeGif = (gif: Gif, frames: readonly GifFrame[]) => whole(encodeGif(gif, frames));

function picture(width: number, height: number, colour: (x: number, y: number) => number): Pixels {
  const words = new Uint32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) words[y * width + x] = (colour(x, y) | 0xff000000) >>> 0;
  }
  return { width, height, rgba: new Uint8Array(words.buffer) };
}

describe('a PNG file', () => {
  it('shows up to 256 colours exactly', async () => {
    const pixels = picture(40, 30, (x, y) => ((x * 31 + y) % 256) * 0x010203);
    const decoded = await decode(encodePng(quantise(pixels)));
    expect(decoded.width).toBe(40);
    expect(Buffer.compare(decoded.rgba, pixels.rgba)).toBe(0);
  });

  it('is near to the truth with more colours, and exact where a colour is common', async () => {
    const pixels = picture(64, 64, (x, y) => (y < 32 ? 0xb27200 : (x * 4) | ((y * 4) << 8) | (x << 17)));
    const decoded = await decode(encodePng(quantise(pixels)));
    expect([...decoded.rgba.subarray(0, 3)]).toEqual([0x00, 0x72, 0xb2]);
    let worst = 0;
    for (let i = 0; i < pixels.rgba.length; i += 1) {
      worst = Math.max(worst, Math.abs((pixels.rgba[i] ?? 0) - (decoded.rgba[i] ?? 0)));
    }
    expect(worst).toBeLessThan(40);
  });

  it('has one compressed stream of whole rows', () => {
    const bytes = Buffer.from(encodePng(quantise(picture(7, 5, () => 0))));
    const at = bytes.indexOf('IDAT');
    const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
    expect(rows.length).toBe(5 * 8);
  });

  it('copes with more colours than it counts', async () => {
    const pixels = picture(256, 256, (x, y) => x | (y << 8) | ((x ^ y) << 16));
    const decoded = await decode(encodePng(quantise(pixels)));
    expect(decoded.width).toBe(256);
  });
});

describe('a GIF file', () => {
  const colours = paletteOf([picture(16, 16, (x, y) => x * 16 + y * 0x1000)], 255);

  it('gives every frame back, whatever changes between them', () => {
    const size = { width: 9, height: 7 };
    const frame = fc.uint8Array({ min: 0, max: 30, minLength: 63, maxLength: 63 });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 4 }), (frames) => {
        const file = wholeGif(
          { ...size, palette: colours.colours },
          frames.map((pixels) => ({ pixels, delay: 150 })),
        );
        expect(readGif(file).frames.map((f) => [...f.pixels])).toEqual(frames.map((f) => [...f]));
      }),
    );
  });

  it('outlives a full dictionary', () => {
    const pixels = new Uint8Array(300 * 200).map((_, i) => (Math.imul(i, 2654435761) >>> 20) % 200);
    const file = wholeGif({ width: 300, height: 200, palette: colours.colours }, [{ pixels, delay: 100 }]);
    expect(Buffer.compare(readGif(file).frames[0]?.pixels ?? Buffer.alloc(0), pixels)).toBe(0);
  });

  it('opens in the canvas with its colours, and tells its delays and that it repeats', async () => {
    const pixels = new Uint8Array(300 * 40).map((_, i) => (i * 7) % 200);
    const frames = [
      { pixels, delay: 800 },
      { pixels: pixels.map((p) => (p + 1) % 200), delay: 4000 },
    ];
    const file = wholeGif({ width: 300, height: 40, palette: colours.colours }, frames);
    const first = await decode(file);
    expect([first.width, first.height]).toEqual([300, 40]);
    pixels.forEach((index, i) => {
      if ((first.rgba[i * 4] ?? 0) !== colours.colours[index * 3]) throw new Error(`pixel ${i}`);
    });
    expect(readGif(file).frames.map((f) => f.delay)).toEqual([800, 4000]);
    expect(Buffer.from(file).includes('NETSCAPE2.0')).toBe(true);
  });
});
