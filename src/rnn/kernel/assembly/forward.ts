/** Forward: uᵗ = xᵗ W_in + b + zᵗ⁻¹ W, zᵗ = f(uᵗ), vᵗ = zᵗ W_out + c. Here t counts from 0. */
import { relu, reluSlope, sigmoid, sigmoidSlope, tanh, tanhSlope } from './activation.ts';
import { C, HP, INPUT, PARAMETERS, ROW, SLOPE, STATE, U, V, W_OUT, Z } from './memory.ts';
import { ACTIVATION, H, RELU, SIGMOID, T, TANH } from './settings.ts';
import { add, F64, load2, madd, mul, splat, store2, sum, VEC, zero } from './vector.ts';

/** In place of an activation: u is kept in U. */
@inline const KEEP: i32 = -1;

/**
 * Sets INPUT to b + x₁ W_in[0] + x₂ W_in[1] for the four possible x, where every step of every pair looks it up.
 * The products with 0 are there for weights that have become infinite: 0·∞ is NaN.
 */
export function inputs(): void {
  const w1 = PARAMETERS + HP * ROW, w2 = w1 + ROW, b = w2 + ROW;
  for (let j: usize = 0; j < ROW; j += VEC) {
    const first = load2(w1 + j), second = load2(w2 + j), noSecond = mul(zero(), second);
    const without = madd(zero(), first, load2(b + j)), with1 = add(load2(b + j), first), at = INPUT + j;
    store2(at, add(without, noSecond));
    store2(at + ROW, add(with1, noSecond));
    store2(at + 2 * ROW, add(without, second));
    store2(at + 3 * ROW, add(with1, second));
  }
}

/** What becomes of the u of two units at byte j: zᵗ = f(u) and f′(u) are stored; returns v + W_out zᵗ. */
@inline function units(f: i32, t: usize, j: usize, u: v128, v: v128): v128 {
  if (f == KEEP) {
    store2(U + t * ROW + j, u);
    return v;
  }
  const z = f == SIGMOID ? sigmoid(u) : f == TANH ? tanh(u) : relu(u);
  store2(Z + (t + 1) * STATE + j, z);
  store2(SLOPE + t * ROW + j, f == SIGMOID ? sigmoidSlope(z) : f == TANH ? tanhSlope(z) : reluSlope(z));
  return madd(z, load2(W_OUT + j), v);
}

/**
 * 2n units from byte j on, n = 2, 4, 8: their sums u, which begin with the row `start`, stay in registers
 * while they go over all rows of W (none at t = 0, where z is 0).
 */
@inline function columns(n: i32, f: i32, t: usize, start: usize, j: usize, v: v128): v128 {
  const x = start + j;
  let a0 = load2(x), a1 = load2(x + 16), a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
  if (n > 2) {
    a2 = load2(x + 32);
    a3 = load2(x + 48);
  }
  if (n > 4) {
    a4 = load2(x + 64);
    a5 = load2(x + 80);
    a6 = load2(x + 96);
    a7 = load2(x + 112);
  }
  const z = Z + t * STATE, end = z + (t > 0 ? H * F64 : 0);
  for (let i = z, w = PARAMETERS + j; i < end; i += F64, w += ROW) {
    const zi = splat(i);
    a0 = madd(zi, load2(w), a0);
    a1 = madd(zi, load2(w + 16), a1);
    if (n > 2) {
      a2 = madd(zi, load2(w + 32), a2);
      a3 = madd(zi, load2(w + 48), a3);
    }
    if (n > 4) {
      a4 = madd(zi, load2(w + 64), a4);
      a5 = madd(zi, load2(w + 80), a5);
      a6 = madd(zi, load2(w + 96), a6);
      a7 = madd(zi, load2(w + 112), a7);
    }
  }
  v = units(f, t, j + 16, a1, units(f, t, j, a0, v));
  if (n > 2) v = units(f, t, j + 48, a3, units(f, t, j + 32, a2, v));
  if (n > 4) {
    v = units(f, t, j + 80, a5, units(f, t, j + 64, a4, v));
    v = units(f, t, j + 112, a7, units(f, t, j + 96, a6, v));
  }
  return v;
}

/** All units, 16, 8 and 4 at a time; returns W_out zᵗ as two partial sums. */
@inline function layer(f: i32, t: usize, start: usize): v128 {
  let j: usize = 0, v = zero();
  for (const whole = ROW & ~127; j < whole; j += 128) v = columns(8, f, t, start, j, v);
  if (ROW & 64) {
    v = columns(4, f, t, start, j, v);
    j += 64;
  }
  return ROW & 32 ? columns(2, f, t, start, j, v) : v;
}

/**
 * vᵗ from its partial sums. W_out is 0 where states are padded, so what f made of a padded u = 0 has added
 * nothing; now it is set to 0.
 */
@inline function output(t: usize, v: v128): f64 {
  for (let j = H, z = Z + (t + 1) * STATE; j < HP; j++) store<f64>(z + j * F64, 0);
  return sum(v) + load<f64>(C);
}

/** Step t with the inputs' number x = x₁ + 2 x₂: fills zᵗ and f′(uᵗ), returns vᵗ. */
function step(t: usize, x: usize): f64 {
  const start = INPUT + x * ROW;
  if (ACTIVATION == SIGMOID) return output(t, layer(SIGMOID, t, start));
  if (ACTIVATION == TANH) return output(t, layer(TANH, t, start));
  return output(t, layer(RELU, t, start));
}

/** All T steps of the pair (a, b): fills Z, SLOPE and V. */
export function forward(a: u32, b: u32): void {
  for (let t: usize = 0; t < T; t++) {
    const x1 = (a >>> <u32>t) & 1, x2 = (b >>> <u32>t) & 1, state = Z + t * STATE + ROW;
    store<f64>(state, <f64>x1);
    store<f64>(state + F64, <f64>x2);
    store<f64>(V + t * F64, step(t, x1 + 2 * x2));
  }
}

/*
 * The same step in two halves, for answers to pairs that have their first steps in common: what comes from the
 * state is worked out once, and then used with several inputs. (The sums are rounded in another order.)
 */

/** U = zᵗ⁻¹ W at t > 0. At t = 0 it is always 0, and so it can be what the sums here begin with. */
export function recur(t: usize): void {
  layer(KEEP, t, U);
}

@inline function applied(f: i32, t: usize, start: usize): v128 {
  let v = zero();
  for (let j: usize = 0; j < ROW; j += VEC) {
    v = units(f, t, j, add(load2(U + t * ROW + j), load2(start + j)), v);
  }
  return v;
}

/** The other half: fills zᵗ and f′(uᵗ), returns vᵗ. */
export function apply(t: usize, x: usize): f64 {
  const start = INPUT + x * ROW;
  if (ACTIVATION == SIGMOID) return output(t, applied(SIGMOID, t, start));
  if (ACTIVATION == TANH) return output(t, applied(TANH, t, start));
  return output(t, applied(RELU, t, start));
}
