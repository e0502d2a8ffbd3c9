/** Backward through time: δᵗ = f′(uᵗ) ⊙ (W_outᵀ δ_outᵗ + W δᵗ⁺¹), t = T…1. */
import { DELTA, DELTA_OUT, HP, PARAMETERS, ROW, SLOPE, W_OUT } from './memory.ts';
import { H, T } from './settings.ts';
import { F64, load2, madd, mul, splat, store2, sums, VEC, zero } from './vector.ts';

/** Two of row i's products with δᵗ⁺¹, from the byte `at` on. */
@inline function pair(w: usize, d0: v128, d1: v128, a: v128): v128 {
  return madd(d1, load2(w + VEC), madd(d0, load2(w), a));
}

/** δ of units j, j + 1 (in bytes): `dot` holds what comes back through W. */
@inline function delta(out: v128, dot: v128, to: usize, slope: usize, j: usize): void {
  store2(to + j, mul(madd(out, load2(W_OUT + j), dot), load2(slope + j)));
}

@inline function clearPadding(row: usize): void {
  for (let j = H; j < HP; j++) store<f64>(row + j * F64, 0);
}

/** Fills DELTA from DELTA_OUT; both carry the same factor. Four rows of W at a time. */
export function backward(): void {
  let t: usize = T - 1;
  const last = splat(DELTA_OUT + t * F64);
  for (let j: usize = 0; j < ROW; j += VEC) delta(last, zero(), DELTA + t * ROW, SLOPE + t * ROW, j);
  clearPadding(DELTA + t * ROW);
  while (t-- > 0) {
    const out = splat(DELTA_OUT + t * F64), to = DELTA + t * ROW, next = to + ROW, slope = SLOPE + t * ROW;
    for (let i: usize = 0, w = PARAMETERS; i < ROW; i += 2 * VEC, w += 4 * ROW) {
      let a0 = zero(), a1 = a0, a2 = a0, a3 = a0;
      let j: usize = 0;
      for (const whole = ROW & ~63; j < whole; j += 64) {
        const d = next + j, r0 = w + j, r1 = r0 + ROW, r2 = r1 + ROW, r3 = r2 + ROW;
        const d0 = load2(d), d1 = load2(d + 16), d2 = load2(d + 32), d3 = load2(d + 48);
        a0 = pair(r0 + 32, d2, d3, pair(r0, d0, d1, a0));
        a1 = pair(r1 + 32, d2, d3, pair(r1, d0, d1, a1));
        a2 = pair(r2 + 32, d2, d3, pair(r2, d0, d1, a2));
        a3 = pair(r3 + 32, d2, d3, pair(r3, d0, d1, a3));
      }
      if (ROW & 32) {
        const d = next + j, r0 = w + j, r1 = r0 + ROW, r2 = r1 + ROW, r3 = r2 + ROW;
        const d0 = load2(d), d1 = load2(d + 16);
        a0 = pair(r0, d0, d1, a0);
        a1 = pair(r1, d0, d1, a1);
        a2 = pair(r2, d0, d1, a2);
        a3 = pair(r3, d0, d1, a3);
      }
      delta(out, sums(a0, a1), to, slope, i);
      delta(out, sums(a2, a3), to, slope, i + VEC);
    }
    clearPadding(to);
  }
}
