/** Numbers in order: which of them comes first. */
import { createPace, type Portions } from './portions.ts';

/** Bits of a digit: its counts stay in the fastest cache. */
const DIGIT = 11;
const DIGITS = 2 ** DIGIT;
/** What a number costs in each pass, in multiplications; measured. */
const COST = 15;

/**
 * The places of the numbers, the least first, equal ones as they stand; −0 comes before 0. None may be NaN.
 * By their digits, the last first (Knuth, The Art of Computer Programming 5.2.5): as quick as sorting the numbers
 * themselves, and then it is known where each of them was.
 */
export function* orderOf(numbers: Float64Array): Portions<Uint32Array> {
  const { length } = numbers;
  const pace = createPace();
  const [low, high] = keysOf(numbers);
  let order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  let next = new Uint32Array(length);
  for (const words of [low, high]) {
    for (let shift = 0; shift < 32; shift += DIGIT) {
      if (pace.isDue(COST * length)) yield;
      if (sortByDigit(words, shift, order, next)) [order, next] = [next, order];
    }
  }
  return order;
}

/** `order` by one digit into `next`, equal ones as they stand; false and nothing if all have the same. */
function sortByDigit(words: Uint32Array, shift: number, order: Uint32Array, next: Uint32Array): boolean {
  const { length } = order;
  const digitOf = (i: number) => ((words[i] as number) >>> shift) & (DIGITS - 1);
  const places = new Uint32Array(DIGITS);
  for (let i = 0; i < length; i++) places[digitOf(i)] = (places[digitOf(i)] as number) + 1;
  if (length === 0 || places[digitOf(0)] === length) return false;
  let place = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = places[digit] as number;
    places[digit] = place;
    place += count;
  }
  for (let k = 0; k < length; k++) {
    const i = order[k] as number;
    const to = places[digitOf(i)] as number;
    next[to] = i;
    places[digitOf(i)] = to + 1;
  }
  return true;
}

/** Both halves of whole numbers that stand in the same order: the bits of a double, all turned round below 0. */
function keysOf(numbers: Float64Array): readonly [low: Uint32Array, high: Uint32Array] {
  const view = new DataView(new ArrayBuffer(8));
  const low = new Uint32Array(numbers.length);
  const high = new Uint32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    view.setFloat64(0, numbers[i] as number);
    const [top, rest] = [view.getUint32(0), view.getUint32(4)];
    const negative = top >= 2 ** 31;
    high[i] = negative ? ~top : top ^ (1 << 31);
    low[i] = negative ? ~rest : rest;
  }
  return [low, high];
}
