/**
 * One addition as the network sees it: a column of bits at every time step, least significant first.
 * Arrays are indexed by the time step t = 1…T, as the formulas are; index 0 stands before the first step.
 */

export type Sequence = {
  /** xᵗ = (aᵗ, bᵗ): bits of the two numbers, T + 1 each. */
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  /** dᵗ: bits of the sum, T + 1. */
  readonly d: Uint8Array;
  /** The carry out of step t, T + 1; 0 at index 0. The one thing the network has to remember. */
  readonly carry: Uint8Array;
};

/** An empty sequence of T steps. */
export function createSequence(steps: number): Sequence {
  const bits = () => new Uint8Array(steps + 1);
  return { a: bits(), b: bits(), d: bits(), carry: bits() };
}

/** a + b over T steps; a, b are whole numbers below 2³². */
export function sequenceOf(a: number, b: number, steps: number): Sequence {
  const sequence = createSequence(steps);
  writePair(sequence, a, b);
  return sequence;
}

/** Writes a + b into the sequence; a, b are whole numbers below 2³². */
export function writePair(sequence: Sequence, a: number, b: number): void {
  for (let t = 1; t < sequence.a.length; t++) {
    const place = t - 1;
    sequence.a[t] = place < 32 ? (a >>> place) & 1 : 0;
    sequence.b[t] = place < 32 ? (b >>> place) & 1 : 0;
  }
  add(sequence);
}

/** Writes a + b into the sequence; a, b ≥ 0 of any length, of which the low T bits are taken. */
export function writeBigPair(sequence: Sequence, a: bigint, b: bigint): void {
  for (let t = 1; t < sequence.a.length; t++) {
    sequence.a[t] = Number((a >> BigInt(t - 1)) & 1n);
    sequence.b[t] = Number((b >> BigInt(t - 1)) & 1n);
  }
  add(sequence);
}

/** Addition as taught at school, in base 2: dᵗ = aᵗ + bᵗ + carryᵗ⁻¹ mod 2. */
function add({ a, b, d, carry }: Sequence): void {
  for (let t = 1; t < a.length; t++) {
    const column = (a[t] as number) + (b[t] as number) + (carry[t - 1] as number);
    d[t] = column & 1;
    carry[t] = column >> 1;
  }
}
