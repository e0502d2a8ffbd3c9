/** Forward: uᵗ = W_in xᵗ + b + W zᵗ⁻¹, zᵗ = f(uᵗ), vᵗ = W_out zᵗ + c, for t = 1…T. */
import { relu, reluSlope, sigmoid, sigmoidSlope, tanh, tanhSlope } from './activation.ts';
import { C, HP, INPUT, PARAMETERS, ROW, SLOPE, STATE, U, V, W_OUT, Z } from './memory.ts';
import { ACTIVATION, H, RELU, SIGMOID, T, TANH } from './settings.ts';
import { add, F64, load2, madd, splat, store2, sum, VEC, zero } from './vector.ts';

/** Sets INPUT to W_in x + b for the four possible x, where every step of a pair looks it up. */
export function inputs(): void {
  const w1 = PARAMETERS + HP * ROW, w2 = w1 + ROW, b = w2 + ROW;
  for (let j: usize = 0; j < ROW; j += VEC) {
    const base = load2(b + j), first = add(base, load2(w1 + j)), at = INPUT + j;
    store2(at, base);
    store2(at + ROW, first);
    store2(at + 2 * ROW, add(base, load2(w2 + j)));
    store2(at + 3 * ROW, add(first, load2(w2 + j)));
  }
}

/** n vectors (2n hidden units) of W zᵗ⁻¹ from the column `j` on (in bytes), kept in registers over all rows. */
@inline function columns(n: i32, z: usize, u: usize, j: usize): void {
  const end = z + H * F64;
  let a0 = zero(), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
  for (let zi = z, w = PARAMETERS + j; zi < end; zi += F64, w += ROW) {
    const s = splat(zi);
    a0 = madd(s, load2(w), a0);
    a1 = madd(s, load2(w + 16), a1);
    if (n > 2) {
      a2 = madd(s, load2(w + 32), a2);
      a3 = madd(s, load2(w + 48), a3);
    }
    if (n > 4) {
      a4 = madd(s, load2(w + 64), a4);
      a5 = madd(s, load2(w + 80), a5);
      a6 = madd(s, load2(w + 96), a6);
      a7 = madd(s, load2(w + 112), a7);
    }
  }
  const at = u + j;
  store2(at, a0);
  store2(at + 16, a1);
  if (n > 2) {
    store2(at + 32, a2);
    store2(at + 48, a3);
  }
  if (n > 4) {
    store2(at + 64, a4);
    store2(at + 80, a5);
    store2(at + 96, a6);
    store2(at + 112, a7);
  }
}

/** u = W z, in tiles of 16, 8 and 4 columns. */
@inline export function recurrence(z: usize, u: usize): void {
  let j: usize = 0;
  for (const last = ROW & ~127; j < last; j += 128) columns(8, z, u, j);
  if (ROW & 64) {
    columns(4, z, u, j);
    j += 64;
  }
  if (ROW & 32) columns(2, z, u, j);
}

/** z = f(u + x) and slope = f′(u + x) for one f; returns W_out z in two partial sums. */
@inline function apply(f: i32, u: usize, x: usize, z: usize, slope: usize): v128 {
  let v = zero();
  for (let j: usize = 0; j < ROW; j += VEC) {
    const s = add(load2(u + j), load2(x + j));
    const zj = f == SIGMOID ? sigmoid(s) : f == TANH ? tanh(s) : relu(s);
    store2(z + j, zj);
    store2(slope + j, f == SIGMOID ? sigmoidSlope(zj) : f == TANH ? tanhSlope(zj) : reluSlope(zj));
    v = madd(zj, load2(W_OUT + j), v);
  }
  return v;
}

/**
 * One step from u = W zᵗ⁻¹ and the inputs' number (x₁ + 2 x₂): fills zᵗ and f′(uᵗ), returns vᵗ.
 * W_out is 0 where the states are padded, so what f makes of a padded 0 adds nothing; then it is set to 0.
 */
export function activate(u: usize, x: usize, z: usize, slope: usize): f64 {
  const input = INPUT + x * ROW;
  const v = ACTIVATION == SIGMOID ? apply(SIGMOID, u, input, z, slope)
    : ACTIVATION == TANH ? apply(TANH, u, input, z, slope)
    : apply(RELU, u, input, z, slope);
  for (let j = H; j < HP; j++) store<f64>(z + j * F64, 0);
  return sum(v) + load<f64>(C);
}

/** All T steps of the pair (a, b): fills U, Z, SLOPE, V. */
export function forward(a: u32, b: u32): void {
  for (let t: usize = 0; t < T; t++) {
    const z = Z + t * STATE, u = U + t * ROW, x1 = (a >>> <u32>t) & 1, x2 = (b >>> <u32>t) & 1;
    if (t > 0) recurrence(z, u);
    store<f64>(z + ROW, <f64>x1);
    store<f64>(z + ROW + F64, <f64>x2);
    store<f64>(V + t * F64, activate(u, x1 + 2 * x2, z + STATE, SLOPE + t * ROW));
  }
}
