/** A plain GIF reader, from the specification, to check the writer with. */

export type ReadGif = {
  readonly width: number;
  readonly height: number;
  /** Whole frames by index, and their delays, ms. */
  readonly frames: readonly { readonly pixels: Uint8Array; readonly delay: number }[];
};

/** Data of sub-blocks from `at` on, and what comes after. */
function readBlocks(file: Buffer, at: number): { data: Buffer; next: number } {
  const parts: Buffer[] = [];
  let next = at;
  for (;;) {
    const length = file.readUInt8(next);
    if (length === 0) return { data: Buffer.concat(parts), next: next + 1 };
    parts.push(file.subarray(next + 1, next + 1 + length));
    next += length + 1;
  }
}

function decompress(data: Buffer, depth: number): number[] {
  const clear = 1 << depth;
  const out: number[] = [];
  let table: number[][] = [];
  let width = depth + 1;
  let previous: number[] | undefined;
  const reset = (): void => {
    table = Array.from({ length: clear }, (_, i) => [i]);
    table.push([], []);
    width = depth + 1;
    previous = undefined;
  };
  reset();
  let bit = 0;
  for (;;) {
    let code = 0;
    for (let i = 0; i < width; i += 1, bit += 1) code |= ((data.readUInt8(bit >> 3) >> (bit & 7)) & 1) << i;
    if (code === clear) {
      reset();
      continue;
    }
    if (code === clear + 1) return out;
    const known = table[code];
    const first = previous?.[0];
    const entry = known ?? (previous !== undefined && first !== undefined ? [...previous, first] : undefined);
    if (entry === undefined || code > table.length) throw new Error(`bad code ${code}`);
    out.push(...entry);
    const head = entry[0];
    if (previous !== undefined && head !== undefined && table.length < 4096) table.push([...previous, head]);
    if (table.length === 1 << width && width < 12) width += 1;
    previous = entry;
  }
}

/** Reads a file of one global table, without interlace. Throws an Error where it breaks the specification. */
export function readGif(bytes: Uint8Array): ReadGif {
  const file = Buffer.from(bytes);
  if (file.toString('latin1', 0, 6) !== 'GIF89a') throw new Error('no GIF89a');
  const width = file.readUInt16LE(6);
  const height = file.readUInt16LE(8);
  let at = 13 + 3 * 2 ** ((file.readUInt8(10) & 7) + 1);
  const frames: { pixels: Uint8Array; delay: number }[] = [];
  let screen = new Uint8Array(width * height);
  let control = { delay: 0, transparent: -1 };
  for (;;) {
    const kind = file.readUInt8(at);
    if (kind === 0x3b) return { width, height, frames };
    if (kind === 0x21) {
      const label = file.readUInt8(at + 1);
      const { data, next } = readBlocks(file, at + 2);
      if (label === 0xf9) control = { delay: data.readUInt16LE(1) * 10, transparent: data.readUInt8(3) };
      at = next;
      continue;
    }
    if (kind !== 0x2c) throw new Error(`unknown block ${kind}`);
    const [left, top, w, h] = [1, 3, 5, 7].map((i) => file.readUInt16LE(at + i)) as [
      number,
      number,
      number,
      number,
    ];
    const { data, next } = readBlocks(file, at + 11);
    const indices = decompress(data, file.readUInt8(at + 10));
    if (indices.length !== w * h) throw new Error('a frame of the wrong size');
    screen = screen.slice();
    indices.forEach((index, i) => {
      const place = (top + Math.floor(i / w)) * width + left + (i % w);
      if (index !== control.transparent || frames.length === 0) screen[place] = index;
    });
    frames.push({ pixels: screen, delay: control.delay });
    at = next;
  }
}
