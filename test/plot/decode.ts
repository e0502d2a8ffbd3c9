/** Pictures read back, by the canvas's own decoder. */
import { createCanvas, loadImage } from 'canvas';
import { COLOUR, rgb } from '../../src/plot/style.ts';

export type Decoded = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

/** Pixels of a PNG, or of a GIF's first frame. */
export async function decode(bytes: Uint8Array): Promise<Decoded> {
  const image = await loadImage(bytes);
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return { width: image.width, height: image.height, rgba: canvas.data() };
}

/** Red, green, blue. */
export function pixelAt({ width, rgba }: Decoded, x: number, y: number): number[] {
  const at = (Math.round(y) * width + Math.round(x)) * 4;
  return [...rgba.subarray(at, at + 3)];
}

/** Pixels of a rectangle that are not paper. */
export function inkIn(picture: Decoded, x: number, y: number, width: number, height: number): number {
  const [r, g, b] = rgb(COLOUR.paper);
  let ink = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) {
      const at = (row * picture.width + column) * 4;
      if (picture.rgba[at] !== r || picture.rgba[at + 1] !== g || picture.rgba[at + 2] !== b) ink += 1;
    }
  }
  return ink;
}
