/**
 * The gradients, each weight read and written once:
 * ∂E/∂W = Σ (zᵗ⁻¹)ᵀ δᵗ, ∂E/∂W_in = Σ (xᵗ)ᵀ δᵗ, ∂E/∂b = Σ δᵗ, ∂E/∂W_out = Σ (zᵗ)ᵀ δ_outᵗ, ∂E/∂c = Σ δ_outᵗ.
 */
import { C, DELTA, DELTA_OUT, HP, PARAMETERS, ROW, STATE, W_OUT, Z } from './memory.ts';
import { ACTIVATION, BIASES, RELU, T } from './settings.ts';
import { add, F64, load2, madd, splat, store2, sub, sum, VEC, zero } from './vector.ts';

/** Rows i and i + 1, columns from `j` (bytes), n vectors wide: += Σ zᵗ⁻¹ᵢ δᵗ over the steps from z, d on. */
@inline function block(n: i32, row: usize, z: usize, d: usize, end: usize): void {
  const x = row + ROW;
  let a0 = load2(row), a1 = load2(row + 16), b0 = load2(x), b1 = load2(x + 16);
  let a2 = a0, a3 = a0, b2 = a0, b3 = a0;
  if (n > 2) {
    a2 = load2(row + 32);
    a3 = load2(row + 48);
    b2 = load2(x + 32);
    b3 = load2(x + 48);
  }
  for (; z < end; z += STATE, d += ROW) {
    const z0 = splat(z), z1 = splat(z + F64), d0 = load2(d), d1 = load2(d + 16);
    a0 = madd(z0, d0, a0);
    a1 = madd(z0, d1, a1);
    b0 = madd(z1, d0, b0);
    b1 = madd(z1, d1, b1);
    if (n > 2) {
      const d2 = load2(d + 32), d3 = load2(d + 48);
      a2 = madd(z0, d2, a2);
      a3 = madd(z0, d3, a3);
      b2 = madd(z1, d2, b2);
      b3 = madd(z1, d3, b3);
    }
  }
  store2(row, a0);
  store2(row + 16, a1);
  store2(x, b0);
  store2(x + 16, b1);
  if (n > 2) {
    store2(row + 32, a2);
    store2(row + 48, a3);
    store2(x + 32, b2);
    store2(x + 48, b3);
  }
}

/** The rows first … last − 1 (an even number) of `into`, over the steps t ≥ start (0-based). */
@inline function rows(into: usize, first: usize, last: usize, start: usize): void {
  const end = Z + T * STATE;
  for (let i = first; i < last; i += 2) {
    const row = into + i * ROW, z = Z + start * STATE + i * F64, d = DELTA + start * ROW;
    let j: usize = 0;
    for (const whole = ROW & ~63; j < whole; j += 64) block(4, row + j, z, d + j, end);
    if (ROW & 32) block(2, row + j, z, d + j, end);
  }
}

/** Whether a row holds finite numbers only: x − x is NaN for the others. */
@inline function finite(row: usize): bool {
  let a = zero();
  for (let j: usize = 0; j < ROW; j += VEC) {
    const x = load2(row + j);
    a = add(a, sub(x, x));
  }
  return sum(a) == 0;
}

/**
 * Adds the gradients of the pair last worked through, times the factor in DELTA and DELTA_OUT, to `into`:
 * to the parameters themselves, or to GRADIENT.
 */
export function addGradient(into: usize): void {
  // z⁰ = 0 adds nothing to W, unless δ¹ has exploded (as it can with ReLU): then 0·∞ = NaN, as in the formula.
  rows(into, 0, HP, ACTIVATION != RELU || finite(DELTA) ? 1 : 0);
  rows(into, HP, HP + (BIASES ? 4 : 2), 0);
  const out = into + (W_OUT - PARAMETERS), first = Z + STATE;
  for (let j: usize = 0; j < ROW; j += VEC) {
    let a = load2(out + j);
    for (let t: usize = 0, z = first + j; t < T; t++, z += STATE) a = madd(splat(DELTA_OUT + t * F64), load2(z), a);
    store2(out + j, a);
  }
  if (BIASES) {
    const c = into + (C - PARAMETERS);
    let a = load<f64>(c);
    for (let t: usize = 0; t < T; t++) a += load<f64>(DELTA_OUT + t * F64);
    store<f64>(c, a);
  }
}
