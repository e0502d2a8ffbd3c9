/** Reads JSON that is read again and again: the current run, by everybody who asks it for a sum. */
import type { z } from 'zod';

/** Texts of each kind that are remembered, and the longest of them, in characters. */
const REMEMBERED = 16;
const LONGEST = 200_000;

/**
 * A reader of JSON by a schema. The same text is given the same value, which nobody may change.
 * @throws what the schema throws for a text that is not of its kind
 */
export function readerOf<T>(schema: z.ZodType<T>): (json: string) => T {
  /** The one that was asked for last comes last. */
  const read = new Map<string, T>();
  return (json) => {
    const known = read.get(json);
    const value = known ?? schema.parse(JSON.parse(json));
    if (json.length > LONGEST) return value;
    read.delete(json);
    read.set(json, value);
    const [oldest] = read.keys();
    if (read.size > REMEMBERED && oldest !== undefined) read.delete(oldest);
    return value;
  };
}
