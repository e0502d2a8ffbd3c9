/** What the letters of a posed question stand for, as a short text: the same letters always mean the same options. */
import { createHash } from 'node:crypto';
import type { Posed } from './pose.ts';

/** 16 hexadecimal digits; empty where there are no letters. */
export function lettersPrint({ options }: Posed): string {
  if (options.length === 0) return '';
  const told = options.map(({ letter, text }) => [letter, text.en, text.ja]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 16);
}
