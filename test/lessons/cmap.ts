/** Which letters a WOFF2 font has: its `cmap` table (W3C WOFF 2.0, OpenType cmap formats 4 and 12). */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Tags by their number in WOFF2's table directory, as far as they are told apart here. */
const CMAP = 0;
const GLYF = 10;
const LOCA = 11;
const OTHER = 63;

/** Code points of the letters in the font file at `path`. */
export function lettersOf(path: string): ReadonlySet<number> {
  const file = readFileSync(path);
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error(`not a WOFF2 font: ${path}`);
  const tables = file.readUInt16BE(12);
  let at = 48;
  const base128 = (): number => {
    let value = 0;
    for (;;) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let offset = 0;
  let cmap: { start: number; length: number } | undefined;
  for (let i = 0; i < tables; i += 1) {
    const flags = file.readUInt8(at++);
    const tag = flags & 63;
    if (tag === OTHER) at += 4;
    const original = base128();
    const version = flags >> 6;
    const transformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0;
    const length = transformed ? base128() : original;
    if (tag === CMAP) cmap = { start: offset, length };
    offset += length;
  }
  if (cmap === undefined) throw new Error(`no cmap in ${path}`);
  const data = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  return new Set(readCmap(data.subarray(cmap.start, cmap.start + cmap.length)));
}

function* readCmap(table: Buffer): Generator<number> {
  for (let i = 0; i < table.readUInt16BE(2); i += 1) {
    const sub = table.subarray(table.readUInt32BE(4 + 8 * i + 4));
    const format = sub.readUInt16BE(0);
    if (format === 4) yield* readFormat4(sub);
    if (format === 12) yield* readFormat12(sub);
  }
}

/** Segments of 16-bit codes; glyph 0 is "missing". */
function* readFormat4(sub: Buffer): Generator<number> {
  const size = sub.readUInt16BE(6);
  for (let s = 0; s < size; s += 2) {
    const last = sub.readUInt16BE(14 + s);
    const first = sub.readUInt16BE(16 + size + s);
    const delta = sub.readUInt16BE(16 + 2 * size + s);
    const range = sub.readUInt16BE(16 + 3 * size + s);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const place = 16 + 3 * size + s + range + 2 * (code - first);
      const glyph = range === 0 ? (code + delta) & 0xffff : sub.readUInt16BE(place);
      if (glyph !== 0) yield code;
    }
  }
}

/** Groups of 32-bit codes. */
function* readFormat12(sub: Buffer): Generator<number> {
  for (let g = 0; g < sub.readUInt32BE(12); g += 1) {
    const [first, last] = [sub.readUInt32BE(16 + 12 * g), sub.readUInt32BE(20 + 12 * g)];
    for (let code = first; code <= last; code += 1) yield code;
  }
}
