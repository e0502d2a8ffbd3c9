/** Backward through time: δᵗ = (δ_outᵗ W_outᵀ + δᵗ⁺¹ Wᵀ) ⊙ f′(uᵗ), t = T…1. */
import { DELTA, DELTA_OUT, HP, PARAMETERS, ROW, SLOPE, W_OUT } from './memory.ts';
import { H, T } from './settings.ts';
import { add, F64, load2, madd, mul, splat, store2, sums, VEC, zero } from './vector.ts';

/** Two of a row's products with δᵗ⁺¹, and four. */
@inline function two(w: usize, d0: v128, d1: v128): v128 {
  return madd(d1, load2(w + 16), mul(d0, load2(w)));
}
@inline function four(w: usize, d0: v128, d1: v128, d2: v128, d3: v128): v128 {
  return add(two(w, d0, d1), two(w + 32, d2, d3));
}

/** δᵗ of the two units at byte j; `back` is what comes back to them through W. */
@inline function delta(out: v128, back: v128, to: usize, slope: usize, j: usize): void {
  store2(to + j, mul(madd(out, load2(W_OUT + j), back), load2(slope + j)));
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
        a0 = add(a0, four(r0, d0, d1, d2, d3));
        a1 = add(a1, four(r1, d0, d1, d2, d3));
        a2 = add(a2, four(r2, d0, d1, d2, d3));
        a3 = add(a3, four(r3, d0, d1, d2, d3));
      }
      if (ROW & 32) {
        const d = next + j, r0 = w + j, r1 = r0 + ROW, r2 = r1 + ROW, r3 = r2 + ROW;
        const d0 = load2(d), d1 = load2(d + 16);
        a0 = add(a0, two(r0, d0, d1));
        a1 = add(a1, two(r1, d0, d1));
        a2 = add(a2, two(r2, d0, d1));
        a3 = add(a3, two(r3, d0, d1));
      }
      delta(out, sums(a0, a1), to, slope, i);
      delta(out, sums(a2, a3), to, slope, i + VEC);
    }
    clearPadding(to);
  }
}
