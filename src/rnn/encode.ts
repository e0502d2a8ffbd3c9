/**
 * Weights as bytes, for a database or a file, and back without the loss of a bit.
 *
 * | bytes | content (little-endian) |
 * |---|---|
 * | 0–3 | `RNNW` |
 * | 4 | version of this format, 1 |
 * | 5 | cell, its place in `CELLS`: 0 the simple RNN |
 * | 6 | biases: 0 off, 1 on |
 * | 7 | 0 |
 * | 8–11 | H, uint32 |
 * | 12–15 | CRC-32 of everything else, uint32 |
 * | 16– | W_in, W, W_out, b, c as doubles, row by row |
 */

import { crc32 } from './checksum.ts';
import { CELLS, type Cell } from './config.ts';
import { SETTINGS } from './settings.ts';
import { zeroWeights } from './shape.ts';
import { MATRICES, type Weights } from './weights.ts';

const MAGIC = 'RNNW';
const VERSION = 1;
const HEADER = 16;

/** The weights of a network of such cells in the format above: 16 bytes and 8 for each weight. */
export function encodeWeights(cell: Cell, weights: Weights): Uint8Array {
  const parts = MATRICES.map((name) => weights[name]);
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(HEADER + 8 * count);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) view.setUint8(i, MAGIC.charCodeAt(i));
  view.setUint8(4, VERSION);
  view.setUint8(5, CELLS.indexOf(cell));
  view.setUint8(6, weights.c.length);
  view.setUint32(8, weights.W_out.length, true);
  let at = HEADER;
  for (const part of parts) {
    for (const weight of part) {
      view.setFloat64(at, weight, true);
      at += 8;
    }
  }
  view.setUint32(12, checksum(bytes), true);
  return bytes;
}

/** The weights that `encodeWeights` made these bytes from. Throws an Error that says what is wrong with them. */
export function decodeWeights(bytes: Uint8Array): Weights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (bytes.length < HEADER || magic !== MAGIC) throw new Error('these bytes are not saved weights');
  const version = view.getUint8(4);
  if (version !== VERSION) {
    throw new Error(`weights saved in version ${version}, of which only ${VERSION} is known here`);
  }
  if (view.getUint32(12, true) !== checksum(bytes)) throw new Error('the saved weights are damaged');
  const cell = CELLS[view.getUint8(5)];
  const hidden = view.getUint32(8, true);
  const { min, max } = SETTINGS.hidden;
  if (cell === undefined || hidden < min || hidden > max) {
    throw new Error('the saved weights are of a network that is not known here');
  }
  const weights = zeroWeights({ cell, hidden, biases: view.getUint8(6) === 1 ? 'on' : 'off' });
  const count = MATRICES.reduce((sum, name) => sum + weights[name].length, 0);
  if (bytes.length !== HEADER + 8 * count) throw new Error('the saved weights are not complete');
  let at = HEADER;
  for (const name of MATRICES) {
    for (let i = 0; i < weights[name].length; i++, at += 8) weights[name][i] = view.getFloat64(at, true);
  }
  return weights;
}

/** CRC-32 of all bytes but those that hold it, which count as 0. */
function checksum(bytes: Uint8Array): number {
  const rest = bytes.slice();
  rest.fill(0, 12, 16);
  return crc32(rest);
}
