/** From true colour to a palette: exact for up to 256 colours, else the commonest, the rest to their nearest. */
import type { Indexed } from './png.ts';

/** A picture in true colour: RGBA, 4 bytes a pixel, opaque. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

/** Slots of the colour table; pictures have a few thousand colours, nearly all of them edges of letters. */
const SLOTS = 1 << 16;
const MASK = SLOTS - 1;
/** At most this many colours are counted exactly; beyond it, the last three bits of each channel are dropped: 32,768 are left. */
const LIMIT = 1 << 15;

/** An open-addressing table from colour (0x00BBGGRR) to a small number. */
class ColourTable {
  readonly keys = new Int32Array(SLOTS).fill(-1);
  readonly values = new Int32Array(SLOTS);
  size = 0;

  /** Slot of a colour, taken for it if new. */
  slot(colour: number): number {
    let at = (Math.imul(colour, 0x9e3779b1) >>> 16) & MASK;
    while (this.keys[at] !== -1 && this.keys[at] !== colour) at = (at + 1) & MASK;
    if (this.keys[at] === -1) {
      this.keys[at] = colour;
      this.size += 1;
    }
    return at;
  }

  /** The slots in use. */
  slots(): number[] {
    const used: number[] = [];
    for (let i = 0; i < SLOTS; i += 1) if (this.keys[i] !== -1) used.push(i);
    return used;
  }
}

/** Adds how often each colour occurs; false when there are more than LIMIT of them. */
function countColours(table: ColourTable, pixels: Uint32Array, keep: number): boolean {
  const { values } = table;
  let previous = (pixels[0] ?? 0) & keep;
  let begin = 0;
  for (let i = 1; i < pixels.length; i += 1) {
    const colour = (pixels[i] as number) & keep; // i < length
    if (colour === previous) continue;
    const slot = table.slot(previous);
    values[slot] = (values[slot] as number) + i - begin; // slot < SLOTS
    if (table.size > LIMIT) return false;
    previous = colour;
    begin = i;
  }
  const slot = table.slot(previous);
  values[slot] = (values[slot] ?? 0) + pixels.length - begin;
  return true;
}

/** Squared distance of two colours, green weighted most as the eye does. */
function distance(a: number, b: number): number {
  const r = (a & 255) - (b & 255);
  const g = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a >> 16) - (b >> 16);
  return 2 * r * r + 4 * g * g + blue * blue;
}

/** The nearest of the first `n` colours. */
function nearest(colours: Int32Array, n: number, colour: number): { index: number; distance: number } {
  let index = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n && best > 0; i += 1) {
    const d = distance(colours[i] as number, colour); // i < n ≤ length
    if (d < best) {
      best = d;
      index = i;
    }
  }
  return { index, distance: best };
}

/** Two colours closer than this are one to the eye; a palette does not need both. */
const SAME = 4 * 6 * 6;

/** Up to `limit` colours, commonest first, none too near to a commoner one. */
function choose(table: ColourTable, limit: number): Int32Array {
  const found = table.slots().sort((a, b) => (table.values[b] ?? 0) - (table.values[a] ?? 0) || a - b);
  const chosen = new Int32Array(limit);
  let n = 0;
  for (const slot of found) {
    const colour = table.keys[slot] ?? 0;
    if (found.length <= limit || n < 24 || nearest(chosen, n, colour).distance > SAME) chosen[n++] = colour;
    if (n === limit) break;
  }
  return chosen.subarray(0, n);
}

function wordsOf({ width, height, rgba }: Pixels): Uint32Array {
  return new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
}

/** Counts the colours of all samples, all bits of them if there are not too many. */
function tally(samples: readonly Pixels[]): { table: ColourTable; keep: number } {
  for (const keep of [0xffffff, 0xf8f8f8]) {
    const table = new ColourTable();
    if (samples.every((sample) => countColours(table, wordsOf(sample), keep))) return { table, keep };
  }
  throw new Error('more colours than a table holds');
}

/** Some colours, and how to draw with them. */
export type Palette = {
  /** Red, green, blue of each. */
  readonly colours: Uint8Array;
  /** The picture by the indices of the nearest colours; before each row stand `lead` bytes of 0. */
  indices(pixels: Pixels, lead: 0 | 1): Uint8Array;
};

/** The palette that suits the samples: at most `limit` colours, 25…256. */
export function paletteOf(samples: readonly Pixels[], limit: number): Palette {
  const { table, keep } = tally(samples);
  const chosen = choose(table, limit);
  for (const slot of table.slots()) {
    table.values[slot] = nearest(chosen, chosen.length, table.keys[slot] ?? 0).index;
  }
  const colours = new Uint8Array(chosen.length * 3);
  chosen.forEach((c, i) => {
    colours.set([c & 255, (c >> 8) & 255, (c >> 16) & 255], i * 3);
  });
  /** Index of a colour, also of one that no sample had. */
  function find(colour: number): number {
    const known = table.size;
    if (known >= LIMIT * 1.5) return nearest(chosen, chosen.length, colour).index;
    const slot = table.slot(colour);
    if (table.size > known) table.values[slot] = nearest(chosen, chosen.length, colour).index;
    return table.values[slot] ?? 0;
  }
  return {
    colours,
    indices: (pixels, lead) => {
      const words = wordsOf(pixels);
      const { width, height } = pixels;
      const out = new Uint8Array((width + lead) * height);
      let previous = -1;
      let index = 0;
      for (let y = 0; y < height; y += 1) {
        const shift = (y + 1) * lead;
        const end = (y + 1) * width;
        for (let i = y * width; i < end; i += 1) {
          const colour = (words[i] as number) & keep; // i < width · height
          if (colour !== previous) {
            index = find(colour);
            previous = colour;
          }
          out[i + shift] = index;
        }
      }
      return out;
    },
  };
}

/** The picture in at most 256 colours. */
export function quantise(pixels: Pixels): Indexed {
  const palette = paletteOf([pixels], 256);
  return {
    width: pixels.width,
    height: pixels.height,
    scanlines: palette.indices(pixels, 1),
    palette: palette.colours,
  };
}
