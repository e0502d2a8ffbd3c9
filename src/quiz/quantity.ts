/**
 * The value of a number that is written as a small calculation: `1/√2`, `(3/4)^7`, `128*128`. Products, quotients,
 * powers and roots only; no sums, no names.
 *
 *     quantity = power { ("*" | "/") power }
 *     power    = [sign] atom [ "^" exponent ]
 *     atom     = decimal | "√" atom | "(" quantity ")"
 *     exponent = [sign] atom
 */

const DECIMAL = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3}(?!\d))?/i;
/** Deepest nesting that is read. */
const DEEPEST = 10;

/** @returns undefined if the text is no such calculation, or its value is not finite */
export function quantityOf(text: string): number | undefined {
  const reader = new Reader(text);
  const value = reader.quantity(0);
  return reader.atEnd() && Number.isFinite(value) ? value : undefined;
}

/** NaN stands for what cannot be read. */
class Reader {
  #rest: string;
  constructor(text: string) {
    this.#rest = text;
  }

  atEnd(): boolean {
    return this.#rest === '';
  }

  quantity(depth: number): number {
    let value = this.#power(depth);
    for (;;) {
      if (this.#take('*')) value *= this.#power(depth);
      else if (this.#take('/')) value /= this.#power(depth);
      else return value;
    }
  }

  #power(depth: number): number {
    const sign = this.#sign();
    const base = this.#atom(depth);
    return sign * (this.#take('^') ? base ** (this.#sign() * this.#atom(depth)) : base);
  }

  #sign(): 1 | -1 {
    if (this.#take('-')) return -1;
    this.#take('+');
    return 1;
  }

  #atom(depth: number): number {
    if (depth > DEEPEST) return Number.NaN;
    if (this.#take('√')) return Math.sqrt(this.#atom(depth + 1));
    if (this.#take('(')) {
      const value = this.quantity(depth + 1);
      return this.#take(')') ? value : Number.NaN;
    }
    const decimal = DECIMAL.exec(this.#rest)?.[0] ?? '';
    this.#rest = this.#rest.slice(decimal.length);
    return decimal === '' ? Number.NaN : Number(decimal);
  }

  #take(sign: string): boolean {
    if (!this.#rest.startsWith(sign)) return false;
    this.#rest = this.#rest.slice(sign.length);
    return true;
  }
}
