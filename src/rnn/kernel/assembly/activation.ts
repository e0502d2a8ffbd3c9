/**
 * Sigmoid, tanh, ReLU and the softplus of the cross-entropy, two values at a time.
 * No table and no library: only +, −, ×, ÷, so every machine gives the same bits. NaN stays NaN.
 *
 * The exponential: x = k·ln 2 + r with |r| ≤ ½ ln 2, and eˣ = 2ᵏ·(q + p)/(q − p), where p/q is the Padé
 * approximant [5/5] of the exponential split into its odd and even part (Baker & Graves-Morris, Padé
 * Approximants, §1.2): p = r·(15120 + 420 r² + r⁴), q = 30240 + 3360 r² + 30 r⁴. Its error over this r is
 * below 4·10⁻¹⁶ of the value. One division then gives the sigmoid or the tanh whole.
 */
import { add, load2, madd, mul, nmadd, sub } from './vector.ts';

// Constants are read from memory: V8 builds a literal vector anew at every use, which takes longer.
const CONSTANTS = memory.data<f64>([
  -690, -690, 690, 690,
  -22, -22, 22, 22,
  1.4426950408889634, 1.4426950408889634, // log2 e
  6755399441055744, 6755399441055744, // 1.5·2⁵²: adding it leaves the nearest whole number in the low bits
  6.93147180369123816490e-1, 6.93147180369123816490e-1, // ln 2, its first 33 bits
  1.90821492927058770002e-10, 1.90821492927058770002e-10, // and the rest (fdlibm, e_exp.c)
  420, 420, 15120, 15120, 30, 30, 3360, 3360, 30240, 30240,
  1, 1,
  2, 2, // of 2·artanh
], 16);
/** 1/(2n + 1) for n = 16 … 1: the series of artanh, from its smallest term. */
const ARTANH = memory.data<f64>([
  1 / 33., 1 / 33., 1 / 31., 1 / 31., 1 / 29., 1 / 29., 1 / 27., 1 / 27., 1 / 25., 1 / 25., 1 / 23., 1 / 23.,
  1 / 21., 1 / 21., 1 / 19., 1 / 19., 1 / 17., 1 / 17., 1 / 15., 1 / 15., 1 / 13., 1 / 13., 1 / 11., 1 / 11.,
  1 / 9., 1 / 9., 1 / 7., 1 / 7., 1 / 5., 1 / 5., 1 / 3., 1 / 3.,
], 16);

@inline function constant(k: i32): v128 {
  return load2(CONSTANTS + (k << 4));
}
@inline const TANH_LOW = 2;
@inline const LOG2E = 4;
@inline const ROUNDER = 5;
@inline const LN2_HIGH = 6;
@inline const LN2_LOW = 7;
@inline const PADE = 8;
@inline const ONE = 13;
@inline const TWO = 14;

/** x kept between the constants `low` and `low + 1`, where inf/inf cannot arise yet; NaN stays NaN. */
@inline function clamp(x: v128, low: i32): v128 {
  return f64x2.pmin(f64x2.pmax(x, constant(low)), constant(low + 1));
}

/** k + 1.5·2⁵² for x = k·ln 2 + r: its low bits are k. */
@inline function halvings(x: v128): v128 {
  return madd(x, constant(LOG2E), constant(ROUNDER));
}

/** r = x − k·ln 2 */
@inline function remainder(x: v128, n: v128): v128 {
  const k = sub(n, constant(ROUNDER));
  return nmadd(k, constant(LN2_LOW), nmadd(k, constant(LN2_HIGH), x));
}

/** 2ᵏ, by putting k into the exponent of 1. */
@inline function power(n: v128): v128 {
  return i64x2.add(i64x2.shl(n, 52), constant(ONE));
}

@inline function odd(r: v128, r2: v128): v128 {
  return mul(r, madd(r2, add(r2, constant(PADE)), constant(PADE + 1)));
}

@inline function even(r2: v128): v128 {
  return madd(r2, madd(r2, constant(PADE + 2), constant(PADE + 3)), constant(PADE + 4));
}

/** σ(x) = eˣ/(eˣ + 1) = 2ᵏ(q + p) / (2ᵏ(q + p) + (q − p)); below −690 it stays at e⁻⁶⁹⁰ ≈ 10⁻³⁰⁰. */
@inline export function sigmoid(x: v128): v128 {
  const c = clamp(x, 0), n = halvings(c), r = remainder(c, n), r2 = mul(r, r);
  const p = odd(r, r2), q = even(r2);
  const e = mul(power(n), add(q, p));
  return f64x2.div(e, add(e, sub(q, p)));
}

/**
 * tanh x = (e²ˣ − 1)/(e²ˣ + 1) = ((P − 1)q + (P + 1)p) / ((P + 1)q + (P − 1)p) with P = 2ᵏ of 2x:
 * for small x, where P = 1, it is p/q with no digit lost. Beyond ±22 it is ±1.
 */
@inline export function tanh(x: v128): v128 {
  const h = clamp(x, TANH_LOW), c = add(h, h), n = halvings(c), r = remainder(c, n), r2 = mul(r, r);
  const p = odd(r, r2), q = even(r2), P = power(n);
  const less = sub(P, constant(ONE)), more = add(P, constant(ONE));
  return f64x2.div(madd(more, p, mul(less, q)), madd(less, p, mul(more, q)));
}

/**
 * softplus x = ln(1 + eˣ) = max(x, 0) + ln(1 + e), e = e^(−|x|) = N/D as above, and
 * ln(1 + e) = 2 artanh s with s = e/(2 + e) = N/(2D + N) ≤ ⅓: s + s³/3 + … + s³³/33, the rest is below 10⁻¹⁶ s.
 */
@inline export function softplus(x: v128): v128 {
  const c = clamp(f64x2.neg(f64x2.abs(x)), 0), n = halvings(c), r = remainder(c, n), r2 = mul(r, r);
  const p = odd(r, r2), q = even(r2);
  const N = mul(power(n), add(q, p)), D = sub(q, p);
  const s = f64x2.div(N, add(add(D, D), N)), s2 = mul(s, s);
  let series = load2(ARTANH);
  for (let at = ARTANH + 16, end = ARTANH + 256; at < end; at += 16) series = madd(series, s2, load2(at));
  return madd(constant(TWO), madd(mul(series, s2), s, s), f64x2.pmax(x, i64x2.splat(0)));
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
