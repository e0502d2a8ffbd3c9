/** The version of this program, as its package says. */
import { readFileSync } from 'node:fs';

/** E.g. `0.1.0`. Reads the file anew. */
export function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const read: unknown = JSON.parse(text);
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown';
}
