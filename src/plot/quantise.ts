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

/** How often each colour occurs. */
function countColours(pixels: Uint32Array, keep: number): ColourTable | undefined {
  const table = new ColourTable();
  let run = 0;
  let previous = (pixels[0] ?? 0) & keep;
  for (let i = 0; i < pixels.length; i += 1) {
    const colour = (pixels[i] as number) & keep; // i < length
    if (colour === previous) {
      run += 1;
      continue;
    }
    const slot = table.slot(previous);
    table.values[slot] = (table.values[slot] ?? 0) + run;
    if (table.size > LIMIT) return undefined;
    previous = colour;
    run = 1;
  }
  const slot = table.slot(previous);
  table.values[slot] = (table.values[slot] ?? 0) + run;
  return table;
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

/** Up to 256 colours, commonest first, none too near to a commoner one. */
function choose(table: ColourTable): Int32Array {
  const found = table.slots().sort((a, b) => (table.values[b] ?? 0) - (table.values[a] ?? 0) || a - b);
  const chosen = new Int32Array(256);
  let n = 0;
  for (const slot of found) {
    const colour = table.keys[slot] ?? 0;
    if (found.length <= 256 || n < 24 || nearest(chosen, n, colour).distance > SAME) chosen[n++] = colour;
    if (n === 256) break;
  }
  return chosen.subarray(0, n);
}

/** The picture in at most 256 colours. */
export function quantise({ width, height, rgba }: Pixels): Indexed {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const exact = countColours(pixels, 0xffffff);
  const keep = exact === undefined ? 0xf8f8f8 : 0xffffff;
  const table = exact ?? countColours(pixels, keep) ?? new ColourTable();
  const colours = choose(table);
  for (const slot of table.slots()) {
    table.values[slot] = nearest(colours, colours.length, table.keys[slot] ?? 0).index;
  }
  const palette = new Uint8Array(colours.length * 3);
  colours.forEach((c, i) => {
    palette.set([c & 255, (c >> 8) & 255, (c >> 16) & 255], i * 3);
  });
  return { width, height, scanlines: scanlinesOf(pixels, width, table, keep), palette };
}

function scanlinesOf(pixels: Uint32Array, width: number, table: ColourTable, keep: number): Uint8Array {
  const out = new Uint8Array(pixels.length + pixels.length / width);
  let previous = -1;
  let index = 0;
  let at = 0;
  for (let i = 0; i < pixels.length; i += 1) {
    if (i % width === 0) at += 1;
    const colour = (pixels[i] as number) & keep; // i < length
    if (colour !== previous) {
      index = table.values[table.slot(colour)] ?? 0;
      previous = colour;
    }
    out[at] = index;
    at += 1;
  }
  return out;
}
