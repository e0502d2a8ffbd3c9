/** A sum taken apart: what `/add` reports, as one step for each bit. Pure. */
import type { Json } from '../../../chat/reply.ts';

export type Bit = 0 | 1;

/** Step t: the network reads bit t of both numbers and says bit t of the sum. */
export type Step = {
  readonly a: Bit;
  readonly b: Bit;
  /** The carry from step t − 1, and the one to step t + 1: what the network has to remember. */
  readonly carryIn: Bit;
  readonly carryOut: Bit;
  /** dᵗ, the right bit. */
  readonly right: Bit;
  /** yᵗ, the probability that the network gives to a 1; 0…1. */
  readonly probability: number;
  /** The bit that the network answers. */
  readonly answer: Bit;
  /** zᵗ, H numbers; empty where the reply does not tell them. */
  readonly hidden: readonly number[];
};

export type Addition = {
  readonly a: bigint;
  readonly b: bigint;
  readonly sum: bigint;
  /** Least significant bit first. */
  readonly steps: readonly Step[];
};

/** Reads a reply's data: `a`, `b`, `sum` and, least significant first, `bits` and `probabilities`; else undefined. */
export function additionOf(data: { readonly [key: string]: Json }): Addition | undefined {
  const a = wholeOf(data['a']);
  const b = wholeOf(data['b']);
  const sum = wholeOf(data['sum']);
  const bits = numbersOf(data['bits']);
  const probabilities = numbersOf(data['probabilities']);
  if (a === undefined || b === undefined || sum === undefined) return undefined;
  if (bits.length === 0 || probabilities.length !== bits.length) return undefined;
  const hidden = Array.isArray(data['hidden']) ? data['hidden'] : [];

  const steps: Step[] = [];
  let carryIn: Bit = 0;
  for (const [t, probability] of probabilities.entries()) {
    const x = bitOf(a, t);
    const y = bitOf(b, t);
    const total: number = x + y + carryIn;
    const carryOut: Bit = total > 1 ? 1 : 0;
    steps.push({
      a: x,
      b: y,
      carryIn,
      carryOut,
      right: total % 2 === 1 ? 1 : 0,
      probability,
      answer: bits[t] === 1 ? 1 : 0,
      hidden: numbersOf(hidden[t]),
    });
    carryIn = carryOut;
  }
  return { a, b, sum, steps };
}

function bitOf(number: bigint, t: number): Bit {
  return (number >> BigInt(t)) & 1n ? 1 : 0;
}

/** A whole number ≥ 0, as a number or as digits. */
function wholeOf(value: Json | undefined): bigint | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  return typeof value === 'string' && /^\d{1,80}$/.test(value) ? BigInt(value) : undefined;
}

function numbersOf(value: unknown): readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number') ? value : [];
}
