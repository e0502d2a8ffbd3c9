/** The network's answers to pairs, sharing the steps in which a pair agrees with the one before it. */
import { apply, inputs, recur } from './forward.ts';
import { A, ANSWERS, B } from './memory.ts';
import { T } from './settings.ts';
import { F64 } from './vector.ts';

/** y = σ(v) is above ½ from here on: 1 + e⁻ᵛ is 2 in doubles for smaller v. */
@inline const ABOVE_HALF: f64 = 2.5 / 9007199254740992;

/**
 * Writes Σ [yᵗ > ½]·2^(t−1) of the first `count` pairs in A, B to ANSWERS; NaN where any yᵗ is NaN.
 * Pairs in the order of a walk through the tree of inputs cost one or two steps each, not T.
 */
export function answers(count: usize): void {
  inputs();
  let lastA: u32 = 0, lastB: u32 = 0, ones: u32 = 0, lost: u32 = 0;
  for (let p: usize = 0; p < count; p++) {
    const a = load<u32>(A + p * 4), b = load<u32>(B + p * 4);
    const first: usize = p > 0 ? <usize>ctz((a ^ lastA) | (b ^ lastB)) : 0;
    if (first < T) {
      const shared = (<u32>1 << <u32>first) - 1;
      ones &= shared;
      lost &= shared;
    }
    for (let t = first; t < T; t++) {
      if (t > first) recur(t); // at t = first, zᵗ⁻¹ W is still there
      const bit = <u32>t, v = apply(t, ((a >>> bit) & 1) + 2 * ((b >>> bit) & 1));
      ones |= <u32>(v > ABOVE_HALF) << bit;
      lost |= <u32>(v != v) << bit;
    }
    store<f64>(ANSWERS + p * F64, lost ? NaN : <f64>ones);
    lastA = a;
    lastB = b;
  }
}
