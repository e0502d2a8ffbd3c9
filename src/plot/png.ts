/**
 * PNG files of at most 256 colours (W3C PNG, third edition). The canvas's own encoder writes true colour: files
 * three times as large, in twice the time.
 */
import { crc32, deflateSync } from 'node:zlib';

/** Pixels as indices into the palette. */
export type Indexed = {
  readonly width: number;
  readonly height: number;
  /** height × (1 + width) bytes: before each row its filter, 0 (none: best for flat colours by index). */
  readonly scanlines: Uint8Array;
  /** Up to 256 colours, 3 bytes each: red, green, blue. */
  readonly palette: Uint8Array;
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Length, type, data, CRC of type and data. */
function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

/** 8 bits a pixel, colour type 3 (palette), no interlace. */
function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 3, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

/** A still picture. */
export function encodePng(picture: Indexed): Uint8Array {
  return Buffer.concat([
    SIGNATURE,
    header(picture.width, picture.height),
    chunk('PLTE', picture.palette),
    chunk('IDAT', deflateSync(picture.scanlines, { level: 6, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
