/** A pair of numbers as people type it. */
import { UserError } from '../../src/chat/error.ts';
import type { Find } from '../../src/store/games.ts';

/** Two numbers with a space, a plus sign or a comma between them; NaN where there are none. */
function pairIn(text: string): readonly [a: number, b: number] {
  const [, a, b] = /^\s*(\d{1,9})(?:\s*[+,、と]\s*|\s+)(\d{1,9})\s*$/.exec(text.normalize('NFKC')) ?? [];
  return [Number(a), Number(b)];
}

/** @throws UserError unless these are two numbers from 0 to `largest` */
export function readPair(text: string, largest: number): readonly [a: number, b: number] {
  const pair = pairIn(text);
  if (pair.every((each) => each <= largest)) return pair;
  throw new UserError({
    en: `Name two whole numbers from 0 to ${largest}, e.g. \`45 77\`.`,
    ja: `0〜${largest} の整数を 2 つ、\`45 77\` のように書いてください。`,
  });
}

/** Whether this very guess has won: it is perhaps told once more, after a crash. */
export function hasWon(found: Find, text: string, userId: string): boolean {
  const [a, b] = pairIn(text);
  return found.userId === userId && found.a === a && found.b === b;
}
