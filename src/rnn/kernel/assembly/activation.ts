/**
 * Sigmoid, tanh, ReLU and the softplus of the cross-entropy, two values at a time.
 * No table and no library: only +, −, ×, ÷, so every machine gives the same bits. NaN stays NaN.
 *
 * The exponential is eˣ = 2ʸ with y = x·log₂e = k + r, k the nearest whole number, |r| ≤ ½, and
 * 2ʳ = (q + p)/(q − p), where p and q are the odd and the even part of the Padé approximant [5/5] of eˢ at
 * s = r·ln 2 (Baker & Graves-Morris, Padé Approximants, §1.2), divided by ln⁵ 2:
 *   p = s·(s⁴ + 420 s² + 15120), q = 30 s⁴ + 3360 s² + 30240, error below 10⁻¹⁵ of the value.
 * One division then gives the whole sigmoid or tanh. That y is rounded costs eˣ |x|·10⁻¹⁶ of its value, but
 * the sigmoid and tanh less than their last digit, for where x is large they are flat.
 */
import { add, load2, madd, mul, nmadd, sub } from './vector.ts';

@inline const LN2: f64 = 0.6931471805599453;
@inline const LOG2E: f64 = 1.4426950408889634;
/** 1.5·2⁵²: a number of moderate size added to it is rounded to a whole number, which stands in its low bits. */
@inline const ROUNDING: f64 = 6755399441055744;

// Constants are read from memory: V8 would build a literal vector anew at every use.
const CONSTANTS = memory.data<f64>([
  -1023 * LN2, -1023 * LN2, 690, 690, // from 2⁻¹⁰²³ on 2ᵏ comes out as 0; e⁶⁹⁰·q is still finite
  -22, -22, 22, 22, // tanh 22 = 1 in doubles
  LOG2E, LOG2E,
  ROUNDING, ROUNDING,
  420 / (LN2 * LN2), 420 / (LN2 * LN2),
  15120 / (LN2 * LN2 * LN2 * LN2), 15120 / (LN2 * LN2 * LN2 * LN2),
  30 / LN2, 30 / LN2,
  3360 / (LN2 * LN2 * LN2), 3360 / (LN2 * LN2 * LN2),
  30240 / (LN2 * LN2 * LN2 * LN2 * LN2), 30240 / (LN2 * LN2 * LN2 * LN2 * LN2),
  1, 1,
  2, 2,
], 16);
@inline const SIGMOID_RANGE = 0;
@inline const TANH_RANGE = 2;
@inline const LOG2_E = 4;
@inline const ROUNDER = 5;
@inline const P2 = 6;
@inline const P0 = 7;
@inline const Q4 = 8;
@inline const Q2 = 9;
@inline const Q0 = 10;
@inline const ONE = 11;
@inline const TWO = 12;

@inline function constant(k: i32): v128 {
  return load2(CONSTANTS + (k << 4));
}

/** x kept between two constants, the first of which is `low`: beyond them ∞/∞ would arise. NaN stays NaN. */
@inline function clamp(x: v128, low: i32): v128 {
  return f64x2.pmin(f64x2.pmax(x, constant(low)), constant(low + 1));
}

/** 1.5·2⁵² + k */
@inline function rounded(y: v128): v128 {
  return add(y, constant(ROUNDER));
}

/** r = y − k */
@inline function remainder(y: v128, n: v128): v128 {
  return sub(y, sub(n, constant(ROUNDER)));
}

/** 2ᵏ: k added to the exponent of 1. */
@inline function power(n: v128): v128 {
  return i64x2.add(i64x2.shl(n, 52), constant(ONE));
}

/** p of r */
@inline function odd(r: v128, r2: v128): v128 {
  return mul(r, madd(r2, add(r2, constant(P2)), constant(P0)));
}

/** q of r */
@inline function even(r2: v128): v128 {
  return madd(r2, madd(r2, constant(Q4), constant(Q2)), constant(Q0));
}

/** σ(x) = eˣ/(eˣ + 1) = 2ᵏ(q + p) / (2ᵏ(q + p) + (q − p)); below x = −708.7 it is 0. */
@inline export function sigmoid(x: v128): v128 {
  const y = mul(clamp(x, SIGMOID_RANGE), constant(LOG2_E)), n = rounded(y), r = remainder(y, n), r2 = mul(r, r);
  const p = odd(r, r2), q = even(r2), e = mul(power(n), add(q, p));
  return f64x2.div(e, add(e, sub(q, p)));
}

/**
 * tanh x = (e²ˣ − 1)/(e²ˣ + 1) = ((P − 1)q + (P + 1)p) / ((P + 1)q + (P − 1)p) with P = 2ᵏ of 2x:
 * for small x, where P = 1, it is p/q with no digit lost.
 */
@inline export function tanh(x: v128): v128 {
  const half = clamp(x, TANH_RANGE), y = mul(add(half, half), constant(LOG2_E));
  const n = rounded(y), r = remainder(y, n), r2 = mul(r, r);
  const p = odd(r, r2), q = even(r2), P = power(n);
  const less = sub(P, constant(ONE)), more = add(P, constant(ONE));
  return f64x2.div(madd(more, p, mul(less, q)), madd(less, p, mul(more, q)));
}

/** x, or 0 where x < 0; NaN stays NaN. */
@inline export function relu(x: v128): v128 {
  return f64x2.pmax(x, i64x2.splat(0));
}

/** σ′ from its value: z(1 − z) */
@inline export function sigmoidSlope(z: v128): v128 {
  return nmadd(z, z, z);
}

/** tanh′ from its value: 1 − z² */
@inline export function tanhSlope(z: v128): v128 {
  return nmadd(z, z, constant(ONE));
}

/** 1 where z > 0, else 0 */
@inline export function reluSlope(z: v128): v128 {
  return v128.and(f64x2.gt(z, i64x2.splat(0)), constant(ONE));
}

/** 1/(2n + 1) for n = 16 … 1: the series of artanh, from its smallest term. */
const ARTANH = memory.data<f64>([
  1 / 33., 1 / 33., 1 / 31., 1 / 31., 1 / 29., 1 / 29., 1 / 27., 1 / 27., 1 / 25., 1 / 25., 1 / 23., 1 / 23.,
  1 / 21., 1 / 21., 1 / 19., 1 / 19., 1 / 17., 1 / 17., 1 / 15., 1 / 15., 1 / 13., 1 / 13., 1 / 11., 1 / 11.,
  1 / 9., 1 / 9., 1 / 7., 1 / 7., 1 / 5., 1 / 5., 1 / 3., 1 / 3.,
], 16);

/**
 * softplus x = ln(1 + eˣ) = max(x, 0) + ln(1 + e) with e = e^(−|x|) = N/D as above, and
 * ln(1 + e) = 2 artanh s with s = e/(2 + e) = N/(2D + N) ≤ ⅓: s + s³/3 + … + s³³/33, the rest below 10⁻¹⁶ s.
 */
@inline export function softplus(x: v128): v128 {
  const y = mul(clamp(f64x2.neg(f64x2.abs(x)), SIGMOID_RANGE), constant(LOG2_E));
  const n = rounded(y), r = remainder(y, n), r2 = mul(r, r);
  const p = odd(r, r2), q = even(r2), N = mul(power(n), add(q, p)), D = sub(q, p);
  const s = f64x2.div(N, madd(constant(TWO), D, N)), s2 = mul(s, s);
  let series = load2(ARTANH);
  for (let at = ARTANH + 16, end = ARTANH + 256; at < end; at += 16) series = madd(series, s2, load2(at));
  return madd(constant(TWO), madd(mul(series, s2), s, s), relu(x));
}
