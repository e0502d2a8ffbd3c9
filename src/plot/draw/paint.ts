/** From a picture's description to the bytes of its file. */
import { encodePng } from '../png.ts';
import { quantise } from '../quantise.ts';
import type { PictureSpec } from '../spec.ts';
import type { Board } from './board.ts';
import { prepareCharts } from './chart.ts';
import { loadFonts } from './fonts.ts';
import { drawLoss } from './loss.ts';
import { drawSum } from './sum.ts';
import { drawUnrolled } from './unrolled.ts';

/** Loads fonts and chart parts. Once a thread, before the first picture. */
export function prepare(): void {
  loadFonts();
  prepareCharts();
}

function boardOf(spec: PictureSpec): Board {
  switch (spec.kind) {
    case 'loss':
      return drawLoss(spec);
    case 'sum':
      return drawSum(spec);
    case 'unrolled':
      return drawUnrolled(spec);
  }
}

/** The picture as a PNG file. */
export function paint(spec: PictureSpec): Uint8Array {
  const { canvas } = boardOf(spec);
  return encodePng(quantise({ width: canvas.width, height: canvas.height, rgba: canvas.data() }));
}
