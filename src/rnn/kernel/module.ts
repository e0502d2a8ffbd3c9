/** The built kernel, compiled once per thread. */
import { readFileSync } from 'node:fs';
import { crc32 } from '../checksum.ts';

const FILE = new URL('kernel.wasm', import.meta.url);

let compiled: WebAssembly.Module | 'unsupported' | null = null;

/**
 * The compiled kernel: read and compiled at the first call, then the same module. It can be posted to another
 * thread. `undefined` where this JavaScript engine does not know SIMD WebAssembly.
 */
export function kernelModule(): WebAssembly.Module | undefined {
  if (compiled === null) {
    const bytes = Uint8Array.from(readFileSync(FILE));
    compiled = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : 'unsupported';
  }
  return compiled === 'unsupported' ? undefined : compiled;
}

let checksum: number | null = null;

/** CRC-32 of the built kernel: another one may round differently. */
export function kernelChecksum(): number {
  checksum ??= crc32(readFileSync(FILE));
  return checksum;
}
