/** Which signs a font file really has: the `cmap` table inside a WOFF 2 file (W3C WOFF 2.0; OpenType 1.9). Pure. */
import { brotliDecompressSync } from 'node:zlib';

/** WOFF 2 writes the tags of these tables as a number; the rest of the list is not needed to find `cmap`. */
const KNOWN_TAGS = [
  'cmap',
  'head',
  'hhea',
  'hmtx',
  'maxp',
  'name',
  'OS/2',
  'post',
  'cvt ',
  'fpgm',
  'glyf',
  'loca',
];
const GLYF = 10;
const LOCA = 11;
const OTHER_TAG = 63;
const HEADER = 48;

/** A number of 7 bits a byte, most significant first (UIntBase128), and where the next one begins. */
function readBase128(file: Buffer, at: number): { value: number; next: number } {
  let value = 0;
  let next = at;
  for (;;) {
    const byte = file.readUInt8(next);
    next += 1;
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, next };
  }
}

/** The uncompressed bytes of the `cmap` table. */
function cmapOf(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOF2') throw new Error('not a WOFF 2 file');
  const tables = file.readUInt16BE(12);
  const compressed = file.readUInt32BE(20);
  let at = HEADER;
  let offset = 0;
  let found: { start: number; length: number } | undefined;
  for (let i = 0; i < tables; i += 1) {
    const flags = file.readUInt8(at);
    const known = flags & 63;
    at += 1;
    const tag = known === OTHER_TAG ? file.toString('latin1', at, at + 4) : KNOWN_TAGS[known];
    if (known === OTHER_TAG) at += 4;
    const original = readBase128(file, at);
    at = original.next;
    let length = original.value;
    // glyf and loca are transformed unless their version is 3, all others only if it is not 0.
    const version = flags >> 6;
    const transformed = known === GLYF || known === LOCA ? version !== 3 : version !== 0;
    if (transformed) {
      const shorter = readBase128(file, at);
      at = shorter.next;
      length = shorter.value;
    }
    if (tag === 'cmap') found = { start: offset, length };
    offset += length;
  }
  if (found === undefined) throw new Error('a font without cmap');
  const data = brotliDecompressSync(file.subarray(at, at + compressed));
  return data.subarray(found.start, found.start + found.length);
}

/** Segments of 16-bit code points, each with a shift or a list of glyphs. */
function readFormat4(table: Buffer, into: Set<number>): void {
  const segments = table.readUInt16BE(6) / 2;
  const [ends, starts] = [14, 16 + 2 * segments];
  const [deltas, ranges] = [starts + 2 * segments, starts + 4 * segments];
  for (let s = 0; s < segments; s += 1) {
    const end = table.readUInt16BE(ends + 2 * s);
    const delta = table.readUInt16BE(deltas + 2 * s);
    const range = table.readUInt16BE(ranges + 2 * s);
    const start = table.readUInt16BE(starts + 2 * s);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const glyph =
        range === 0
          ? (code + delta) & 0xffff
          : table.readUInt16BE(ranges + 2 * s + range + 2 * (code - start));
      if (glyph !== 0) into.add(code);
    }
  }
}

/** Groups of code points up to U+10FFFF. */
function readFormat12(table: Buffer, into: Set<number>): void {
  const groups = table.readUInt32BE(12);
  for (let g = 0; g < groups; g += 1) {
    const start = table.readUInt32BE(16 + 12 * g);
    const end = table.readUInt32BE(20 + 12 * g);
    for (let code = start; code <= end; code += 1) into.add(code);
  }
}

/** The code points that a WOFF 2 font has a glyph for. Throws an Error when the bytes are no such font. */
export function coverageOf(bytes: Uint8Array): Set<number> {
  const cmap = cmapOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const codes = new Set<number>();
  const tables = cmap.readUInt16BE(2);
  for (let i = 0; i < tables; i += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + 8 * i));
    const format = table.readUInt16BE(0);
    if (format === 4) readFormat4(table, codes);
    else if (format === 12) readFormat12(table, codes);
  }
  return codes;
}

/** Signs that vanish when no font has them: pictograms, and what only joins or varies them. */
const PICTOGRAM = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Mn}]/u;
const JOINER = /\p{Cf}|\ufe0f/u;

/** A text that can be set: pictograms that no font has are left out, other unknown signs are replaced by `?`. */
export function legible(text: string, covered: ReadonlySet<number>): string {
  let out = '';
  for (const sign of text) {
    if (JOINER.test(sign)) continue;
    if (covered.has(sign.codePointAt(0) ?? 0)) out += sign;
    else if (!PICTOGRAM.test(sign)) out += '?';
  }
  return out;
}
