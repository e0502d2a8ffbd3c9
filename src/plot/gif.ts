/**
 * Animated GIF (GIF89a specification, CompuServe 1990): the moving picture that every chat client plays.
 * All frames share one palette; what has not changed since the frame before is left transparent.
 */
import type { Portions } from '../rnn/portions.ts';

/** A whole frame: width × height indices into the palette, and how long it is shown, ms. */
export type GifFrame = { readonly pixels: Uint8Array; readonly delay: number };

export type Gif = {
  readonly width: number;
  readonly height: number;
  /** At most 255 colours, 3 bytes each; the next index means "as before". */
  readonly palette: Uint8Array;
};

/** Most codes of the compression: 12 bits. */
const MAX_CODES = 4096;
/** Bits of an uncompressed index. */
const DEPTH = 8;

/** Bytes written one after another, in memory that grows. */
class Bytes {
  private buffer = new Uint8Array(1 << 16);
  private length = 0;

  push(...values: number[]): void {
    for (const value of values) this.byte(value);
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint8Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length] = value;
    this.length += 1;
  }

  /** Two bytes, the lower first. */
  short(value: number): void {
    this.push(value & 255, value >> 8);
  }

  all(values: Uint8Array): void {
    for (let i = 0; i < values.length; i += 1) this.byte(values[i] as number); // i < length
  }

  done(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}

/** Codes of growing width into bytes, lowest bits first, in blocks of at most 255 bytes. */
class CodeWriter {
  private readonly out: Bytes;
  private readonly block = new Uint8Array(255);
  private filled = 0;
  private bits = 0;
  private held = 0;

  constructor(out: Bytes) {
    this.out = out;
  }

  code(value: number, width: number): void {
    this.held |= value << this.bits;
    this.bits += width;
    while (this.bits >= 8) {
      this.byte(this.held & 255);
      this.held >>>= 8;
      this.bits -= 8;
    }
  }

  private byte(value: number): void {
    this.block[this.filled] = value;
    this.filled += 1;
    if (this.filled === 255) this.flush();
  }

  private flush(): void {
    if (this.filled === 0) return;
    this.out.byte(this.filled);
    this.out.all(this.block.subarray(0, this.filled));
    this.filled = 0;
  }

  end(): void {
    if (this.bits > 0) this.byte(this.held & 255);
    this.flush();
    this.out.byte(0);
  }
}

/**
 * LZW with codes of variable width (Welch 1984, as GIF uses it). `codes` is room for the dictionary: the code of
 * (prefix code, next index), 0 = none yet.
 */
function compress(pixels: Uint8Array, codes: Uint16Array, out: Bytes): void {
  const clear = 1 << DEPTH;
  const end = clear + 1;
  const writer = new CodeWriter(out);
  out.byte(DEPTH);
  codes.fill(0);
  let next = end + 1;
  let width = DEPTH + 1;
  writer.code(clear, width);
  let prefix = pixels[0] ?? 0;
  for (let i = 1; i < pixels.length; i += 1) {
    const index = pixels[i] as number; // i < length
    const key = (prefix << DEPTH) | index;
    const known = codes[key] as number; // prefix < MAX_CODES
    if (known !== 0) {
      prefix = known;
      continue;
    }
    writer.code(prefix, width);
    prefix = index;
    if (next === MAX_CODES) {
      writer.code(clear, width);
      codes.fill(0);
      next = end + 1;
      width = DEPTH + 1;
      continue;
    }
    codes[key] = next;
    if (next === 1 << width) width += 1;
    next += 1;
  }
  writer.code(prefix, width);
  writer.code(end, width);
  writer.end();
}

type Area = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** The smallest rectangle that holds all changes; one pixel when nothing changed. */
function changedArea({ width, height }: Gif, now: Uint8Array, before: Uint8Array): Area {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (now[y * width + x] === before[y * width + x]) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The pixels of an area, with `same` where they are as before. */
function changes(
  gif: Gif,
  area: Area,
  now: Uint8Array,
  before: Uint8Array | undefined,
  same: number,
): Uint8Array {
  const out = new Uint8Array(area.width * area.height);
  for (let y = 0; y < area.height; y += 1) {
    for (let x = 0; x < area.width; x += 1) {
      const at = (area.top + y) * gif.width + area.left + x;
      const index = now[at] as number; // inside the picture
      out[y * area.width + x] = before !== undefined && before[at] === index ? same : index;
    }
  }
  return out;
}

/**
 * The file, with the frames taken one after another so that only two are in memory; it plays on and on. It may rest
 * before each frame is drawn and before it is packed.
 */
export function* encodeGif(gif: Gif, frames: Iterable<GifFrame>): Portions<Uint8Array> {
  const out = new Bytes();
  const same = gif.palette.length / 3;
  out.all(Buffer.from('GIF89a', 'latin1'));
  out.short(gif.width);
  out.short(gif.height);
  // A global table of 256 colours, background 0, square pixels.
  out.push(0xf7, 0, 0);
  const table = new Uint8Array(768);
  table.set(gif.palette);
  out.all(table);
  out.push(0x21, 0xff, 11);
  out.all(Buffer.from('NETSCAPE2.0', 'latin1'));
  out.push(3, 1, 0, 0, 0);
  const codes = new Uint16Array(MAX_CODES << DEPTH);
  let before: Uint8Array | undefined;
  for (const { pixels, delay } of frames) {
    yield;
    const whole = { left: 0, top: 0, width: gif.width, height: gif.height };
    const area = before === undefined ? whole : changedArea(gif, pixels, before);
    // Graphic control: keep what is there, with transparency; the delay in 1/100 s.
    out.push(0x21, 0xf9, 4, 0x05);
    out.short(Math.round(delay / 10));
    out.push(same, 0);
    out.byte(0x2c);
    for (const n of [area.left, area.top, area.width, area.height]) out.short(n);
    out.byte(0);
    compress(changes(gif, area, pixels, before, same), codes, out);
    before = pixels;
    yield;
  }
  out.byte(0x3b);
  return out.done();
}
